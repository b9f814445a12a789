import assert from "node:assert/strict";

import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  DescribePipelineCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-sagemaker";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";

import { AwsError } from "../../../../simulator/aws/sagemaker/aws-error";
import type { Started } from "./sample";
import { begin, ACCOUNT, CREDENTIALS, DEFINITION, GROUP, PIPELINE_ARN, REGION, ROLE, start } from "./sample";

describe("the stand-in of AWS", () => {
  let started: Started;
  const clients: { readonly destroy: () => void }[] = [];
  before(async () => {
    started = await start({ parameters: { "/build/mortgage": '{"version":1}' } });
  });
  after(async () => {
    [started.client, ...clients].forEach((client) => {
      client.destroy();
    });
    await started.aws.close();
  });
  const options = (region = REGION) => ({
    region,
    endpoint: started.aws.url,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const opened = <T extends { readonly destroy: () => void }>(client: T): T => {
    clients.push(client);
    return client;
  };

  it("gives a process all that it needs to reach it", () => {
    assert.deepEqual(started.aws.environment, {
      AWS_ENDPOINT_URL: started.aws.url,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: "ASIASTANDIN",
      AWS_SECRET_ACCESS_KEY: "stand-in",
      AWS_SESSION_TOKEN: "stand-in",
    });
  });

  it("has parameters, and answers as AWS does for others", async () => {
    const ssm = opened(new SSMClient(options()));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/build/mortgage" }));
    assert.deepEqual(Parameter, {
      ARN: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/build/mortgage`,
      Name: "/build/mortgage",
      Type: "String",
      Value: '{"version":1}',
      Version: 1,
      DataType: "text",
    });
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: "/none" })), (error: Error) => {
      assert.deepEqual([error.name, error.message], ["ParameterNotFound", "UnknownError"]);
      return true;
    });
  });

  it("tells who calls", async () => {
    const sts = opened(new STSClient(options()));
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand());
    assert.deepEqual(
      [Account, Arn],
      [ACCOUNT, `arn:aws:sts::${ACCOUNT}:assumed-role/model-build/model-build`],
    );
    await assert.rejects(sts.send(new GetSessionTokenCommand()), { name: "InvalidAction" });
  });

  it("has the logs of jobs", async () => {
    const logs = opened(new CloudWatchLogsClient(options()));
    const group = "/aws/sagemaker/TrainingJobs";
    await assert.rejects(logs.send(new DescribeLogStreamsCommand({ logGroupName: group })), {
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    });
    started.aws.play({ logs: { Train: ["reading", "no rows", "failed"] }, failures: { Train: "no rows" } });
    await started.client.send(
      new CreatePipelineCommand({
        PipelineName: GROUP,
        PipelineDefinition: JSON.stringify(DEFINITION),
        RoleArn: ROLE,
      }),
    );
    const { PipelineExecutionArn = "" } = await started.client.send(
      new StartPipelineExecutionCommand({
        PipelineName: GROUP,
        PipelineParameters: [{ Name: "Input", Value: "s3://data/" }],
      }),
    );
    const execution = started.aws.execution(PipelineExecutionArn);
    while (execution.status === "Executing") execution.advance();

    const job = execution.run("Train")?.answer.TrainingJobName as string;
    const { logStreams = [] } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName: group, logStreamNamePrefix: `${job}/` }),
    );
    assert.equal(logStreams.length, 1);
    const name = logStreams[0]?.logStreamName ?? "";
    assert.match(name, /^pipelines-\w+-Train-\w+\/algo-1-\d+$/);
    const read = async (input: object) => {
      const { events = [], nextForwardToken } = await logs.send(
        new GetLogEventsCommand({ logGroupName: group, logStreamName: name, ...input }),
      );
      return { messages: events.map(({ message }) => message), nextForwardToken };
    };
    assert.deepEqual((await read({ startFromHead: true })).messages, ["reading", "no rows", "failed"]);
    assert.deepEqual((await read({ limit: 2 })).messages, ["no rows", "failed"]);
    const first = await read({ startFromHead: true, limit: 2 });
    const rest = await read({ nextToken: first.nextForwardToken });
    assert.deepEqual([first.messages, rest.messages], [["reading", "no rows"], ["failed"]]);
    const end = await read({ nextToken: rest.nextForwardToken });
    assert.deepEqual(end, { messages: [], nextForwardToken: rest.nextForwardToken });
    await assert.rejects(logs.send(new GetLogEventsCommand({ logGroupName: group, logStreamName: "none" })), {
      name: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    });
    const whole = await logs.send(
      new GetLogEventsCommand({ logGroupName: group, logStreamName: name, startFromHead: true }),
    );
    const times = whole.events?.map(({ timestamp = 0 }) => timestamp) ?? [];
    assert.deepEqual(
      times.map((time) => time - (times[0] ?? 0)),
      [0, 1000, 2000],
    );
    assert.deepEqual((await read({ startFromHead: true, startTime: times[1] })).messages, [
      "no rows",
      "failed",
    ]);
    assert.deepEqual((await read({ startFromHead: true, endTime: times[1] })).messages, ["reading"]);
    await assert.rejects(read({ nextToken: "other" }), { name: "InvalidParameterException" });
  });

  it("finds the log of a job by the beginning of its name, newest last or first", async () => {
    const logs = opened(new CloudWatchLogsClient(options()));
    const execution = started.aws.execution(await begin(started));
    while (execution.status === "Executing") execution.advance();
    const names = async (input: object): Promise<unknown[]> => {
      const { logStreams = [] } = await logs.send(
        new DescribeLogStreamsCommand({ logGroupName: "/aws/sagemaker/TrainingJobs", ...input }),
      );
      return logStreams.map(({ logStreamName }) => logStreamName);
    };
    const all = await names({});
    assert.equal(all.length, 2);
    assert.deepEqual(await names({ descending: true }), [...all].reverse());
    assert.deepEqual(await names({ limit: 1 }), all.slice(0, 1));
    const job = execution.run("Train")?.answer.TrainingJobName as string;
    const prefix = `${job}/`;
    assert.deepEqual(
      await names({ logStreamNamePrefix: prefix }),
      all.filter((name) => String(name).startsWith(prefix)),
    );
    assert.deepEqual(await names({ logStreamNamePrefix: prefix.slice(1) }), []);
  });

  it("records calls that are answered and calls that are refused", async () => {
    const before = started.aws.calls.length;
    await assert.rejects(started.client.send(new DescribePipelineCommand({ PipelineName: "none" })));
    assert.deepEqual(started.aws.calls.slice(before), [
      {
        service: "sagemaker",
        operation: "DescribePipeline",
        input: { PipelineName: "none" },
        status: 400,
        answer: {
          __type: "ResourceNotFound",
          message: `Pipeline '${PIPELINE_ARN.replace("credit-mortgage", "none")}' does not exist.`,
        },
      },
    ]);
  });

  it("lets something happen before one call", async () => {
    const describe = () => started.client.send(new DescribePipelineCommand({ PipelineName: GROUP }));
    started.aws.before("DescribePipeline", async () => {
      await started.client.send(
        new UpdatePipelineCommand({ PipelineName: GROUP, PipelineDescription: "changed" }),
      );
    });
    started.aws.before("DescribePipeline", () => {
      throw new AwsError("ThrottlingException", "Rate exceeded");
    });
    assert.equal((await describe()).PipelineDescription, "changed");
    await assert.rejects(describe(), { name: "ThrottlingException", message: "Rate exceeded" });
    assert.equal((await describe()).PipelineDescription, "changed");
  });

  it("refuses what it does not play, another region, and requests without a signature", async () => {
    await assert.rejects(started.client.send(new DeletePipelineCommand({ PipelineName: GROUP })), {
      name: "UnknownOperationException",
      message: "the stand-in does not answer DeletePipeline",
    });
    const elsewhere = opened(new SageMakerClient(options("us-east-1")));
    await assert.rejects(elsewhere.send(new DescribePipelineCommand({ PipelineName: GROUP })), {
      name: "InvalidSignatureException",
      message: "Credential should be scoped to a valid region, not 'us-east-1'",
    });
    assert.equal((await fetch(started.aws.url)).status, 403);
  });

  it("tells a fault of its own as one", async () => {
    started.aws.before("DescribePipeline", () => {
      throw new TypeError("a fault");
    });
    await assert.rejects(
      started.client.send(new DescribePipelineCommand({ PipelineName: GROUP })),
      ({ name, message }: Error) => name === "StandInFault" && message.startsWith("TypeError: a fault\n"),
    );
  });
});
