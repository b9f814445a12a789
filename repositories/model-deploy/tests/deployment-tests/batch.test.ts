import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { refusals } from "../../tools/tests/report";
import { testDeployment } from "../../tools/tests/test-deployment";
import { ARN, ARTIFACTS, CASES_KEY, deployment, INFERENCE } from "./deployments";
import { FakeAws } from "./fake-aws";
import { CASES, outcomes, PREDICTIONS, SETTINGS } from "./samples";

const PREFIX = "batch/churn/tests/417-1";
const JOB = "mlops-fraud-staging-churn-1";
const LEFT = [`${ARTIFACTS}/${CASES_KEY}`];

describe("the tests of a batch deployment", () => {
  let aws: FakeAws;
  let event: unknown;
  let statuses: object[];
  let result: string;

  beforeEach(async () => {
    aws = await FakeAws.start();
    statuses = [{ TransformJobStatus: "InProgress" }, { TransformJobStatus: "Completed" }];
    result = `${PREDICTIONS.join("\n")}\n`;
    aws.on("Invoke", (input) => {
      event = JSON.parse(input);
      aws.objects.set(`${INFERENCE}/${PREFIX}/output/2026-11-26/${JOB}/cases.csv.out`, result);
      return { body: { started: true, transformJobName: JOB, modelPackageArn: ARN } };
    });
    aws.on("DescribeTransformJob", () => ({
      body: (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? {},
    }));
  });
  afterEach(() => aws.close());

  const failure = async (): Promise<string> => {
    const report = await testDeployment(deployment(aws, "batch"));
    assert.equal(report.passed, false);
    assert.deepEqual([...aws.objects.keys()], LEFT);
    return refusals(report)[0] ?? "";
  };

  it("let the function start a job on the cases, read its result, and leave nothing behind", async () => {
    let sent: string | undefined;
    const start = aws.answers.get("Invoke");
    aws.on("Invoke", (input, path) => {
      sent = aws.objects.get(`${INFERENCE}/${PREFIX}/input/cases.csv`);
      return start?.(input, path) ?? {};
    });
    const report = await testDeployment(deployment(aws, "batch"));
    assert.deepEqual(outcomes(report.checks), [
      "cases: recorded cases: passed",
      "batch: transform job of 10 cases: passed",
      "contract: largest distance from the recorded predictions: passed",
      "quality: auc: passed",
      "quality: auc below the recorded one: passed",
    ]);
    assert.deepEqual([report.passed, report.notes, report.endpointName], [true, [], undefined]);
    assert.equal(sent, `${CASES.map(({ row }) => row).join("\n")}\n`);
    const { scheduledTime, ...rest } = event as Record<string, unknown>;
    assert.match(String(scheduledTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(rest, {
      model: "churn",
      versions: ARN,
      instanceType: "ml.m5.large",
      instanceCount: 1,
      maxPayloadMb: 6,
      contentType: "text/csv",
      input: `s3://${INFERENCE}/${PREFIX}/input/`,
      output: `s3://${INFERENCE}/${PREFIX}/output/`,
      executionId: "tests-417-1",
    });
    assert.deepEqual([...aws.objects.keys()], LEFT);
  });

  it("refuse if the function fails", async () => {
    aws.on("Invoke", {
      headers: { "X-Amz-Function-Error": "Unhandled" },
      body: { errorMessage: "no version" },
    });
    assert.equal(
      await failure(),
      'batch: transform job is -, needed predictions: the function that starts transform jobs failed: {"errorMessage":"no version"}',
    );
  });

  it("refuse if the function starts no job", async () => {
    aws.on("Invoke", { body: { started: false, reason: "no-input" } });
    assert.equal(
      await failure(),
      'batch: transform job is -, needed predictions: the function that starts transform jobs started none: {"started":false,"reason":"no-input"}',
    );
  });

  it("refuse if the job runs another version", async () => {
    aws.on("Invoke", { body: { transformJobName: JOB, modelPackageArn: ARN.replace("/7", "/6") } });
    assert.equal(
      await failure(),
      `batch: transform job is -, needed predictions: transform job ${JOB} runs ${ARN.replace("/7", "/6")}, not ${ARN}`,
    );
  });

  for (const status of ["Failed", "Stopped"]) {
    it(`refuse if the job ends as ${status}`, async () => {
      statuses = [{ TransformJobStatus: status, FailureReason: "AlgorithmError: see the log" }];
      assert.equal(
        await failure(),
        `batch: transform job is -, needed predictions: transform job ${JOB} ended as ${status}: AlgorithmError: see the log`,
      );
    });
  }

  it("stop a job that takes too long, and refuse", async () => {
    statuses = [{ TransformJobStatus: "InProgress" }];
    aws.on("StopTransformJob", {});
    const settings = { ...SETTINGS, batch: { maximumMinutes: 0.001 } };
    const report = await testDeployment(deployment(aws, "batch", { settings }));
    assert.equal(
      refusals(report)[0],
      `batch: transform job is -, needed predictions: transform job ${JOB} did not end within 0.001 minutes; it was stopped`,
    );
    assert.equal(aws.calls.filter((call) => call === "StopTransformJob").length, 1);
  });

  for (const [what, content, reason] of [
    ["half a result", "0.1\n0.2\n", "10 rows were sent, 2 predictions came back"],
    ["nothing", "", "10 rows were sent, 0 predictions came back"],
    ["text", "error\n", 'the answer has "error" where a number has to be'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      result = content;
      assert.equal(await failure(), `batch: transform job is -, needed predictions: ${reason}`);
    });
  }

  it("refuse if there is no result", async () => {
    aws.on("Invoke", { body: { transformJobName: JOB, modelPackageArn: ARN } });
    assert.equal(
      await failure(),
      `batch: transform job is -, needed predictions: there are 0 results cases.csv.out below s3://${INFERENCE}/${PREFIX}/output/`,
    );
  });

  it("refuse predictions that are not those that were recorded", async () => {
    result = [...PREDICTIONS].reverse().join("\n");
    assert.match(await failure(), /^contract: largest distance from the recorded predictions is 0\.85, /);
  });
});
