import assert from "node:assert/strict";

import type { StartPipelineExecutionCommandInput } from "@aws-sdk/client-sagemaker";
import {
  DescribePipelineDefinitionForExecutionCommand,
  ListPipelineExecutionsCommand,
  ListPipelineExecutionStepsCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-sagemaker";

import type { Started } from "./sample";
import {
  begin,
  close,
  DEFINITION,
  definitionWith,
  describeExecution,
  GROUP,
  PIPELINE_ARN,
  shown,
  startWithPipeline,
  stepsOf,
} from "./sample";

const TOKEN = "build-1-1-build-1-1-build-1-1-build-1-1";

describe("starting, finding and stopping executions of the stand-in", () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWithPipeline();
  });
  afterEach(() => close(started));

  it("is started once with one token", async () => {
    const first = await begin(started, { ClientRequestToken: TOKEN });
    assert.equal(await begin(started, { ClientRequestToken: TOKEN }), first);
    assert.notEqual(await begin(started, { ClientRequestToken: TOKEN.replaceAll("1", "2") }), first);
  });

  for (const [what, change, error] of [
    ["a missing parameter", { PipelineParameters: [] }, "parameter Input has no default and no value"],
    [
      "unknown and wrong parameters",
      {
        PipelineParameters: [
          { Name: "Rounds", Value: "many" },
          { Name: "Other", Value: "1" },
        ],
      },
      'the pipeline has no parameter Other; "many" is no value of parameter Rounds, which is of type Integer; parameter Input has no default and no value',
    ],
    ["a short token", { ClientRequestToken: "1" }, /Value at 'ClientRequestToken'/],
    [
      "a display name with a space",
      { PipelineExecutionDisplayName: "build 1" },
      /Value at 'PipelineExecutionDisplayName'/,
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(begin(started, change as unknown as Partial<StartPipelineExecutionCommandInput>), {
        name: "ValidationException",
        message: error,
      });
    });
  }

  it("has the version of the pipeline that it is started with", async () => {
    const other = JSON.stringify(definitionWith((definition) => (definition.Metadata = { other: true })));
    await started.client.send(new UpdatePipelineCommand({ PipelineName: GROUP, PipelineDefinition: other }));
    const definitionOf = async (arn: string): Promise<string | undefined> => {
      const command = new DescribePipelineDefinitionForExecutionCommand({ PipelineExecutionArn: arn });
      return (await started.client.send(command)).PipelineDefinition;
    };
    const old = await begin(started, { PipelineVersionId: 1 });
    assert.equal(await definitionOf(old), JSON.stringify(DEFINITION));
    assert.equal((await describeExecution(started, old)).PipelineVersionId, 1);
    const newest = await begin(started);
    assert.equal(await definitionOf(newest), other);
    assert.equal((await describeExecution(started, newest)).PipelineVersionId, 2);
    await assert.rejects(begin(started, { PipelineVersionId: 3 }), { name: "ResourceNotFound" });
  });

  it("is listed, newest first, in pages", async () => {
    const arns: string[] = [];
    for (const name of ["build-1-1", "build-2-1", "build-3-1"]) {
      arns.unshift(await begin(started, { PipelineExecutionDisplayName: name }));
    }
    const list = (NextToken?: string) =>
      started.client.send(
        new ListPipelineExecutionsCommand({ PipelineName: GROUP, MaxResults: 2, NextToken }),
      );
    const first = await list();
    const second = await list(first.NextToken);
    const all = [...(first.PipelineExecutionSummaries ?? []), ...(second.PipelineExecutionSummaries ?? [])];
    assert.deepEqual(
      all.map(({ PipelineExecutionArn }) => PipelineExecutionArn),
      arns,
    );
    assert.deepEqual(
      all.map(({ PipelineExecutionDisplayName }) => PipelineExecutionDisplayName),
      ["build-3-1", "build-2-1", "build-1-1"],
    );
    assert.equal(second.NextToken, undefined);
    await assert.rejects(list("other"), {
      name: "ValidationException",
      message: "The NextToken is not valid",
    });
  });

  it("is stopped on request", async () => {
    const arn = await begin(started);
    await stepsOf(started, arn);
    const stop = () => started.client.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
    await stop();
    assert.equal((await describeExecution(started, arn)).PipelineExecutionStatus, "Stopping");
    assert.deepEqual(shown(await stepsOf(started, arn)), ["Prepare Stopped"]);
    assert.equal((await describeExecution(started, arn)).PipelineExecutionStatus, "Stopped");
    await assert.rejects(stop(), { name: "ValidationException" });
  });

  it("is found stopped by whoever lists executions, though nobody lists its steps", async () => {
    const arn = await begin(started);
    await started.client.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
    const list = async (): Promise<unknown> => {
      const { PipelineExecutionSummaries = [] } = await started.client.send(
        new ListPipelineExecutionsCommand({ PipelineName: GROUP }),
      );
      return PipelineExecutionSummaries[0]?.PipelineExecutionStatus;
    };
    assert.deepEqual([await list(), await list()], ["Stopping", "Stopped"]);
  });

  it("shows the same moment on further pages of its steps", async () => {
    const arn = await begin(started);
    await stepsOf(started, arn);
    const list = (NextToken?: string) =>
      started.client.send(
        new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn, MaxResults: 1, NextToken }),
      );
    const first = await list();
    const second = await list(first.NextToken);
    assert.deepEqual(
      [first, second].map(
        ({ PipelineExecutionSteps: [step] = [] }) => `${step?.StepName} ${step?.StepStatus}`,
      ),
      ["Train Executing", "Prepare Succeeded"],
    );
  });

  it("is not found if it does not exist", async () => {
    await assert.rejects(describeExecution(started, `${PIPELINE_ARN}/execution/000000000000`), {
      name: "ResourceNotFound",
    });
  });
});
