import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { startExecution, type WantedExecution } from "../../tools/start-execution";
import { stopExecutions } from "../../tools/stop";
import { PIPELINE_ARN } from "./sample-build";

const OWN = '{"Version":"2020-12-01","Steps":["own"]}';
const OTHER = '{"Version":"2020-12-01","Steps":["other"]}';
const WANTED: WantedExecution = {
  pipeline: {
    name: "credit-mortgage",
    definition: OWN,
    roleArn: "arn:aws:iam::222222222222:role/pipeline",
    parallelSteps: 5,
    tags: {},
  },
  buildId: "417",
  parameters: { GitCommit: "9fceb02", BuildId: "417" },
};
const arn = (id: string) => `${PIPELINE_ARN}/execution/${id}`;

interface Listed {
  readonly name: string;
  readonly id: string;
  readonly status: string;
}

describe("executions of a build", () => {
  let aws: FakeAws;
  let lines: string[];
  let started: number;
  let definitions: Map<string, string>;
  let listed: Listed[];

  beforeEach(async () => {
    aws = await FakeAws.start();
    lines = [];
    started = 0;
    listed = [];
    definitions = new Map();
    aws
      .on("ListPipelineExecutions", () => ({
        body: {
          PipelineExecutionSummaries: listed.map(({ name, id, status }) => ({
            PipelineExecutionArn: arn(id),
            PipelineExecutionDisplayName: name,
            PipelineExecutionStatus: status,
          })),
        },
      }))
      .on("StartPipelineExecution", () => ({ body: { PipelineExecutionArn: arn(`new${(started += 1)}`) } }))
      .on("DescribePipelineDefinitionForExecution", ({ PipelineExecutionArn }) => ({
        body: { PipelineDefinition: definitions.get(String(PipelineExecutionArn)) ?? OWN },
      }))
      .on("StopPipelineExecution", {});
  });
  afterEach(() => aws.close());

  const sagemaker = () => awsClients(aws.environment, "eu-west-1").sagemaker;
  const print = (line: string) => lines.push(line);
  const start = (wanted: Partial<WantedExecution> = {}) =>
    startExecution(sagemaker(), { ...WANTED, ...wanted }, print);
  const token = (name: string) => createHash("sha256").update(`credit-mortgage\n${name}`).digest("hex");

  describe("start", () => {
    it("begins the first one, of the version that has the definition", async () => {
      assert.deepEqual(await start({ versionId: 12 }), { arn: arn("new1"), attempt: 1, status: "Executing" });
      assert.deepEqual(aws.inputs("StartPipelineExecution"), [
        {
          PipelineName: "credit-mortgage",
          PipelineExecutionDisplayName: "build-417-1",
          ClientRequestToken: token("build-417-1"),
          PipelineParameters: [
            { Name: "GitCommit", Value: "9fceb02" },
            { Name: "BuildId", Value: "417" },
          ],
          PipelineVersionId: 12,
        },
      ]);
      assert.deepEqual(lines, [`Started build-417-1: ${arn("new1")}`]);
    });

    for (const status of ["Executing", "Stopping", "Succeeded"]) {
      it(`finds the one that is ${status}`, async () => {
        listed = [
          { name: "build-418-1", id: "y", status: "Executing" },
          { name: "build-417-2", id: "b", status },
          { name: "build-417-1", id: "a", status: "Failed" },
          { name: "build-4170-3", id: "x", status: "Executing" },
        ];
        assert.deepEqual(await start(), { arn: arn("b"), attempt: 2, status });
        assert.deepEqual(aws.operations, [
          "ListPipelineExecutions",
          "DescribePipelineDefinitionForExecution",
        ]);
        assert.deepEqual(lines, [`This build's execution is there already (${status}): ${arn("b")}`]);
      });
    }

    for (const status of ["Failed", "Stopped"]) {
      it(`begins another one after one that is ${status}`, async () => {
        listed = [
          { name: "build-417-9", id: "a", status: "Failed" },
          { name: "build-417-10", id: "b", status },
        ];
        assert.equal((await start()).attempt, 11);
        const [input] = aws.inputs("StartPipelineExecution") as [Record<string, unknown>];
        assert.deepEqual(
          [input.PipelineExecutionDisplayName, input.ClientRequestToken, "PipelineVersionId" in input],
          ["build-417-11", token("build-417-11"), false],
        );
      });
    }

    it("puts the definition back and begins again if another build was in between", async () => {
      definitions.set(arn("new1"), OTHER);
      aws
        .on("DescribePipeline", { body: { PipelineArn: PIPELINE_ARN, PipelineDefinition: OTHER } })
        .on("UpdatePipeline", { body: { PipelineArn: PIPELINE_ARN, PipelineVersionId: 15 } })
        .on("AddTags", {});
      assert.deepEqual(await start(), { arn: arn("new2"), attempt: 2, status: "Executing" });
      assert.deepEqual(aws.inputs("StopPipelineExecution").length, 1);
      const [, second] = aws.inputs("StartPipelineExecution") as Record<string, unknown>[];
      assert.deepEqual(
        [second?.PipelineExecutionDisplayName, second?.PipelineVersionId],
        ["build-417-2", 15],
      );
      assert.deepEqual(lines, [
        "Another build changed the pipeline in between: stopping the execution of its definition.",
        `Started build-417-2: ${arn("new2")}`,
      ]);
    });

    it("stops one of this build that runs another definition, as one left by a task that was cancelled", async () => {
      listed = [{ name: "build-417-1", id: "a", status: "Executing" }];
      definitions.set(arn("a"), OTHER);
      assert.equal((await start()).attempt, 2);
      assert.equal(
        (aws.inputs("StopPipelineExecution")[0] as Record<string, unknown>).PipelineExecutionArn,
        arn("a"),
      );
    });

    it("does not take over one that succeeded with another definition", async () => {
      listed = [{ name: "build-417-1", id: "a", status: "Succeeded" }];
      definitions.set(arn("a"), OTHER);
      assert.equal((await start()).attempt, 2);
      assert.deepEqual(aws.inputs("StopPipelineExecution"), []);
    });

    it("fails if other builds are faster three times", async () => {
      for (const id of ["new1", "new2", "new3"]) definitions.set(arn(id), OTHER);
      aws
        .on("DescribePipeline", { body: { PipelineArn: PIPELINE_ARN, PipelineDefinition: OTHER } })
        .on("UpdatePipeline", { body: { PipelineArn: PIPELINE_ARN } })
        .on("AddTags", {});
      await assert.rejects(
        start(),
        new Failure(
          "other builds changed the pipeline credit-mortgage 3 times before this build could start: run the failed job again",
        ),
      );
      assert.equal(aws.inputs("StopPipelineExecution").length, 3);
    });
  });

  describe("stop", () => {
    const stop = () =>
      stopExecutions(sagemaker(), { pipelineName: "credit-mortgage", buildId: "417" }, print);

    it("stops every one that runs, of this build alone", async () => {
      listed = [
        { name: "build-418-1", id: "y", status: "Executing" },
        { name: "build-417-3", id: "c", status: "Executing" },
        { name: "build-417-2", id: "b", status: "Stopping" },
        { name: "build-417-1", id: "a", status: "Executing" },
      ];
      await stop();
      const stopped = aws.inputs("StopPipelineExecution") as Record<string, unknown>[];
      assert.deepEqual(
        stopped.map(({ PipelineExecutionArn }) => PipelineExecutionArn),
        [arn("c"), arn("a")],
      );
      assert.deepEqual(lines, [`Stopping build-417-3: ${arn("c")}`, `Stopping build-417-1: ${arn("a")}`]);
    });

    it("does nothing if nothing runs, or if there is no pipeline yet", async () => {
      listed = [{ name: "build-417-1", id: "a", status: "Succeeded" }];
      await stop();
      aws.on("ListPipelineExecutions", awsError("ResourceNotFound", "Pipeline does not exist."));
      await stop();
      assert.deepEqual(lines, ["Nothing of build 417 runs.", "Nothing of build 417 runs."]);
      assert.deepEqual(aws.inputs("StopPipelineExecution"), []);
    });

    it("does not fail if the execution ends just before", async () => {
      listed = [{ name: "build-417-1", id: "a", status: "Executing" }];
      aws.on("StopPipelineExecution", () => {
        listed = [{ name: "build-417-1", id: "a", status: "Succeeded" }];
        return awsError("ValidationException", "Only pipelines with Executing status can be stopped.");
      });
      await stop();
      assert.deepEqual(lines, ["build-417-1 has ended by itself."]);
    });

    it("fails if an execution cannot be stopped", async () => {
      listed = [{ name: "build-417-1", id: "a", status: "Executing" }];
      aws.on("StopPipelineExecution", awsError("AccessDeniedException", "no"));
      await assert.rejects(stop(), { name: "AccessDeniedException" });
    });
  });
});
