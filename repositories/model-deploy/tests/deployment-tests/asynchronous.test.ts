import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { refusals } from "../../tools/tests/report";
import { testDeployment } from "../../tools/tests/test-deployment";
import { ARTIFACTS, CASES_KEY, deployment, INFERENCE } from "./deployments";
import { FakeAws } from "./fake-aws";
import { CASES, outcomes, PREDICTIONS, SETTINGS } from "./samples";

const PREFIX = "async/churn/tests/417-1";
const LEFT = [`${ARTIFACTS}/${CASES_KEY}`];

describe("the tests of an asynchronous endpoint", () => {
  let aws: FakeAws;
  /** Predictions for the rows of a file; undefined: the endpoint wrote a failure. */
  let predict: (rows: readonly string[]) => readonly number[] | undefined;

  beforeEach(async () => {
    aws = await FakeAws.start();
    predict = (rows) =>
      rows.some((row) => /[a-z]/.test(row))
        ? undefined
        : rows.map((row) => PREDICTIONS[Number(row.split(",")[0])] ?? 0);
    let requests = 0;
    aws.on("InvokeEndpointAsync", () => {
      requests += 1;
      const output = `async/churn/output/${requests}.out`;
      const failure = `async/churn/failure/${requests}-error.out`;
      const [input = ""] = [...aws.objects.keys()]
        .filter((name) => name.startsWith(`${INFERENCE}/${PREFIX}/`))
        .slice(-1);
      const predictions = predict((aws.objects.get(input) ?? "").trim().split("\n"));
      aws.objects.set(
        `${INFERENCE}/${predictions === undefined ? failure : output}`,
        predictions === undefined ? "the model refused it" : predictions.join("\n"),
      );
      return {
        status: 202,
        body: { InferenceId: String(requests) },
        headers: {
          "X-Amzn-SageMaker-OutputLocation": `s3://${INFERENCE}/${output}`,
          "X-Amzn-SageMaker-FailureLocation": `s3://${INFERENCE}/${failure}`,
        },
      };
    });
  });
  afterEach(() => aws.close());

  it("pass with results as recorded, and leave nothing behind", async () => {
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.deepEqual(outcomes(report.checks), [
      "cases: recorded cases: passed",
      "smoke: one case: passed",
      "asynchronous: result of 10 cases after: passed",
      "contract: largest distance from the recorded predictions: passed",
      "quality: auc: passed",
      "quality: auc below the recorded one: passed",
      "contract: request with text in place of numbers: passed",
    ]);
    assert.deepEqual([report.passed, report.notes], [true, []]);
    assert.deepEqual([...aws.objects.keys()], LEFT);
    assert.deepEqual(
      aws.calls.filter((call) => call.startsWith("PUT")),
      ["one", "cases", "malformed"].map((name) => `PUT /${INFERENCE}/${PREFIX}/${name}.csv`),
    );
  });

  it("wait until there is a result", async () => {
    const waits: number[] = [];
    const key = `${INFERENCE}/async/churn/output/1.out`;
    const wait = (ms: number): Promise<void> => {
      waits.push(ms);
      if (waits.length === 3) aws.objects.set(key, "0.1");
      return Promise.resolve();
    };
    predict = () => [];
    aws.on("InvokeEndpointAsync", {
      status: 202,
      headers: {
        "X-Amzn-SageMaker-OutputLocation": `s3://${key}`,
        "X-Amzn-SageMaker-FailureLocation": `s3://${INFERENCE}/async/churn/failure/1.out`,
      },
    });
    const report = await testDeployment(deployment(aws, "asynchronous", { wait }));
    assert.deepEqual(waits.slice(0, 3), [2000, 2000, 2000]);
    assert.equal(report.checks[1]?.outcome, "passed");
  });

  it("refuse an endpoint that does not answer in time, and tidy up all the same", async () => {
    aws.on("InvokeEndpointAsync", {
      status: 202,
      headers: {
        "X-Amzn-SageMaker-OutputLocation": `s3://${INFERENCE}/async/churn/output/never.out`,
        "X-Amzn-SageMaker-FailureLocation": `s3://${INFERENCE}/async/churn/failure/never.out`,
      },
    });
    const settings = { ...SETTINGS, asynchronous: { maximumSeconds: 0.05 } };
    const report = await testDeployment(deployment(aws, "asynchronous", { settings }));
    assert.deepEqual(refusals(report), [
      "smoke: one case is -, needed a result: neither a result nor a failure within 0.05 seconds",
      ...["contract", "quality", "asynchronous"].map(
        (test) =>
          `${test}: ${test} is -, needed to be tested: the test was not made, because one before it failed`,
      ),
    ]);
    assert.deepEqual([...aws.objects.keys()], LEFT);
  });

  it("refuse an endpoint that fails, with what it wrote", async () => {
    predict = () => undefined;
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.equal(
      refusals(report)[0],
      "smoke: one case is -, needed a result: SageMaker wrote a failure: the model refused it",
    );
    assert.deepEqual([...aws.objects.keys()], LEFT);
  });

  it("refuse results that are not those that were recorded", async () => {
    predict = (rows) => (rows.some((row) => /[a-z]/.test(row)) ? undefined : rows.map(() => 0.5));
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.deepEqual(
      report.checks
        .filter(({ outcome }) => outcome === "refused")
        .map(({ test, name }) => `${test}: ${name}`),
      [
        "contract: largest distance from the recorded predictions",
        "quality: auc",
        "quality: auc below the recorded one",
      ],
    );
  });

  it("refuse half a result, and nan", async () => {
    for (const [bad, message] of [
      [PREDICTIONS.slice(1), "10 rows were sent, 9 predictions came back"],
      [[...PREDICTIONS.slice(1), NaN], 'the answer has "NaN" where a number has to be'],
    ] as const) {
      predict = (rows) => (rows.length === 1 ? [0.1] : bad);
      const report = await testDeployment(deployment(aws, "asynchronous"));
      assert.ok(refusals(report).includes(`asynchronous: all cases is -, needed a result: ${message}`));
    }
  });

  it("refuse an endpoint that answers text with numbers", async () => {
    predict = (rows) => rows.map((row) => PREDICTIONS[Number(row.split(",")[0])] ?? 0);
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.deepEqual(
      report.checks.filter(({ outcome }) => outcome === "refused").map(({ name, figure }) => [name, figure]),
      [["request with text in place of numbers", "result"]],
    );
  });

  it("neither read nor delete what lies elsewhere", async () => {
    aws.on("InvokeEndpointAsync", {
      status: 202,
      headers: {
        "X-Amzn-SageMaker-OutputLocation": `s3://${INFERENCE}/async/other/output/1.out`,
        "X-Amzn-SageMaker-FailureLocation": `s3://${INFERENCE}/async/churn/failure/1.out`,
      },
    });
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.equal(
      refusals(report)[0],
      `smoke: one case is -, needed a result: results are written to s3://${INFERENCE}/async/other/output/1.out, not below s3://${INFERENCE}/async/churn/`,
    );
    assert.ok(!aws.calls.some((call) => call.includes("async/other")));
  });

  it("tell what could not be deleted, and let the deployment pass", async () => {
    aws.on(`DELETE /${INFERENCE}/${PREFIX}/one.csv`, {
      status: 403,
      body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
    });
    const report = await testDeployment(deployment(aws, "asynchronous"));
    assert.equal(report.passed, true);
    assert.deepEqual(report.notes, [
      `s3://${INFERENCE}/${PREFIX}/one.csv could not be deleted: AccessDenied: no`,
    ]);
  });

  it("fail with a run whose name could lead elsewhere", async () => {
    const report = await testDeployment(deployment(aws, "asynchronous", { run: "../../other" }));
    assert.match(
      refusals(report)[0] ?? "",
      /the run of the tests is called "..\/..\/other"; use letters, digits and hyphens$/,
    );
    assert.deepEqual([...aws.objects.keys()], LEFT);
  });

  it("send every case", () => {
    assert.equal(CASES.length, SETTINGS.cases);
  });
});
