import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { logTail, type LogTail } from "../../tools/log-tail";
import { jobOf } from "../../tools/step-job";
import { jobArn } from "./sample-build";

describe("the end of a job's log", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());

  const tail = (arn = jobArn("training-job", "Train"), count?: number): Promise<LogTail | undefined> => {
    const job = jobOf({ Metadata: { TrainingJob: { Arn: arn } } });
    assert.ok(job);
    return logTail(awsClients(aws.environment, "eu-west-1").logs, job, count);
  };
  const streams = (...names: readonly (readonly [string, number])[]) => ({
    body: { logStreams: names.map(([logStreamName, creationTime]) => ({ logStreamName, creationTime })) },
  });

  it("comes from the newest stream of that job alone", async () => {
    aws.on(
      "DescribeLogStreams",
      streams(
        ["pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-1", 1_000],
        ["pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-2", 2_000],
        ["pipelines-a1b2c3d4e5f6-Train-Qx77/algo-1-3", 3_000],
        ["pipelines-a1b2c3d4e5f6-Evaluate-Ab3/algo-1-4", 4_000],
      ),
    );
    aws.on("GetLogEvents", {
      body: { events: [{ message: "one\n" }, { message: "##vso[task.complete]two\r\n" }] },
    });
    assert.deepEqual(await tail(), {
      stream: "pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-2",
      lines: ["one", "# #vso[task.complete]two"],
    });
    assert.deepEqual(aws.inputs("DescribeLogStreams"), [
      { logGroupName: "/aws/sagemaker/TrainingJobs", logStreamNamePrefix: "pipelines-a1b2c3d4e5f6-" },
    ]);
    assert.deepEqual(aws.inputs("GetLogEvents"), [
      {
        logGroupName: "/aws/sagemaker/TrainingJobs",
        logStreamName: "pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-2",
        limit: 30,
        startFromHead: false,
      },
    ]);
  });

  it("is found although the ARN is in lower case", async () => {
    aws.on("DescribeLogStreams", streams(["pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-1", 1]));
    aws.on("GetLogEvents", { body: { events: [{ message: "one" }] } });
    assert.deepEqual(await tail(jobArn("training-job", "Train").toLowerCase()), {
      stream: "pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-1",
      lines: ["one"],
    });
  });

  it("holds no more lines than asked for, even of events with many", async () => {
    aws.on("DescribeLogStreams", streams(["pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-1", 1]));
    aws.on("GetLogEvents", { body: { events: [{ message: "one\rtwo\rthree" }] } });
    assert.deepEqual((await tail(undefined, 2))?.lines, ["two", "three"]);
  });

  it("is read page by page, and by the job's name if no pipeline named it", async () => {
    aws.on(
      "DescribeLogStreams",
      { body: { ...streams(["mine/algo-1-1", 1]).body, nextToken: "t" } },
      streams(),
    );
    aws.on("GetLogEvents", { body: { events: [] } });
    const found = await tail("arn:aws:sagemaker:eu-west-1:222222222222:training-job/mine");
    assert.deepEqual(found, { stream: "mine/algo-1-1", lines: [] });
    assert.deepEqual(aws.inputs("DescribeLogStreams"), [
      { logGroupName: "/aws/sagemaker/TrainingJobs", logStreamNamePrefix: "mine" },
      { logGroupName: "/aws/sagemaker/TrainingJobs", logStreamNamePrefix: "mine", nextToken: "t" },
    ]);
  });

  it("is missing if the job wrote none, or no job ever did", async () => {
    aws.on("DescribeLogStreams", streams());
    assert.equal(await tail(), undefined);
    aws.on(
      "DescribeLogStreams",
      awsError("ResourceNotFoundException", "The specified log group does not exist."),
    );
    assert.equal(await tail(), undefined);
  });

  it("fails if it may not be read", async () => {
    aws.on("DescribeLogStreams", awsError("AccessDeniedException", "no"));
    await assert.rejects(tail(), { name: "AccessDeniedException" });
  });
});
