import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { refusals } from "../../tools/tests/report";
import { testDeployment } from "../../tools/tests/test-deployment";
import { ARN, ARTIFACTS, CASES_KEY, deployment } from "./deployments";
import { FakeAws, type FakeAnswer } from "./fake-aws";
import { CASES_CSV, goodAnswer, SETTINGS } from "./samples";

/** What SageMaker answers in place of the model. */
const MODEL_ERROR: FakeAnswer = {
  status: 424,
  error: "ModelError",
  body: {
    Message: "Received client error (415) from primary",
    OriginalStatusCode: 415,
    OriginalMessage: "no",
  },
};

function invoked(input: string): FakeAnswer {
  const answer = goodAnswer(input === "" ? [] : input.split("\n"));
  if (answer.ok) {
    return { body: answer.predictions.join(","), headers: { "Content-Type": "text/csv; charset=utf-8" } };
  }
  return answer.empty === true ? { headers: { "Content-Type": "text/csv" } } : MODEL_ERROR;
}

const NOT_MADE = "needed to be tested: the test was not made, because one before it failed";

describe("the test of a deployment", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
    aws.on("InvokeEndpoint", invoked);
  });
  afterEach(() => aws.close());

  for (const inference of ["realtime", "serverless"] as const) {
    it(`lets a good ${inference} endpoint pass, and tells what it was about`, async () => {
      const report = await testDeployment(deployment(aws, inference));
      assert.deepEqual(refusals(report), []);
      const { checks, seconds, startedAt, ...rest } = report;
      assert.deepEqual(rest, {
        passed: true,
        inference,
        endpointName: "mlops-fraud-staging-churn",
        modelPackageArn: ARN,
        run: "417-1",
        notes: [],
      });
      assert.equal(checks.length, 16);
      assert.ok(seconds > 0 && Date.parse(startedAt) > 0);
    });
  }

  for (const [what, content, reason] of [
    ["no cases", "prediction,label,income,age\n", "the version has 0 recorded cases, the tests need 10"],
    [
      "too few cases",
      CASES_CSV.split("\n").slice(0, 10).join("\n"),
      "the version has 9 recorded cases, the tests need 10",
    ],
    [
      "cases of one label",
      CASES_CSV.replaceAll(/,1,(?=\d+,\d+\n)/g, ",0,"),
      "the 10 chosen cases all have the same label; nothing can be measured with them",
    ],
    ["cases that are none", "hello", "cases.csv must have the header prediction,label,<features>"],
  ] as const) {
    it(`refuses a version with ${what}, and asks the endpoint nothing`, async () => {
      const test = deployment(aws, "realtime");
      aws.objects.set(`${ARTIFACTS}/${CASES_KEY}`, content);
      const report = await testDeployment(test);
      assert.equal(report.passed, false);
      assert.deepEqual(refusals(report), [
        `cases: cases is -, needed to be tested: ${reason}`,
        ...["smoke", "contract", "quality", "load"].map((name) => `${name}: ${name} is -, ${NOT_MADE}`),
      ]);
      assert.ok(!aws.calls.includes("InvokeEndpoint"));
    });
  }

  for (const inference of ["realtime", "serverless", "asynchronous", "batch"] as const) {
    it(`refuses ${inference} without recorded cases`, async () => {
      const test = deployment(aws, inference);
      const report = await testDeployment({ ...test, version: { ...test.version, casesUri: undefined } });
      assert.equal(report.passed, false);
      assert.match(refusals(report)[0] ?? "", /^cases: .* the version has no recorded cases \(casesUri\)/);
    });
  }

  it("refuses if the cases may not be read", async () => {
    aws.on(`GET /${ARTIFACTS}/${CASES_KEY}`, {
      status: 403,
      body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
    });
    const report = await testDeployment(deployment(aws, "realtime"));
    assert.equal(refusals(report)[0], "cases: cases is -, needed to be tested: AccessDenied: no");
  });

  it("refuses a deployment without an endpoint", async () => {
    const report = await testDeployment(deployment(aws, "realtime", { endpointName: undefined }));
    assert.equal(
      refusals(report)[0],
      "smoke: smoke is -, needed to be tested: the deployment has no endpoint",
    );
  });

  it("counts each failed request once, and tries none again", async () => {
    let requests = 0;
    aws.on("InvokeEndpoint", (input) => {
      requests += 1;
      // 6 requests of the tests before and 2 to warm up; of the 20 that are measured, one of each kind fails.
      switch (requests) {
        case 10:
          return MODEL_ERROR;
        case 11:
          return { ...MODEL_ERROR, body: { ...(MODEL_ERROR.body as object), OriginalStatusCode: 500 } };
        case 12:
          return { status: 400, error: "ThrottlingException", body: { message: "Rate exceeded" } };
        case 13:
          return { status: 503, error: "ServiceUnavailable", body: { message: "later" } };
        case 14:
          return { body: "nan", headers: { "Content-Type": "text/csv" } };
        default:
          return invoked(input);
      }
    });
    const report = await testDeployment(deployment(aws, "realtime"));
    assert.deepEqual(
      report.checks.filter(({ outcome }) => outcome === "refused").map(({ name, figure }) => [name, figure]),
      [["errors", "25 % (5 of 20)"]],
    );
    const kinds = report.checks
      .find(({ name }) => name === "errors")
      ?.reason?.split(", ")
      .sort();
    assert.deepEqual(kinds, [
      "1 failed in SageMaker (5xx)",
      "1 failed in the model (5xx)",
      "1 no prediction for each row",
      "1 refused by the model (4xx)",
      "1 throttled",
    ]);
    assert.equal(requests, 28);
  });

  it("goes on with the load test after a contract that is not kept, for the figures", async () => {
    aws.on("InvokeEndpoint", (input) => (input.includes("text") ? { body: "0.5" } : invoked(input)));
    const report = await testDeployment(deployment(aws, "realtime"));
    assert.deepEqual(
      report.checks.filter(({ outcome }) => outcome === "refused").map(({ name }) => name),
      ["request with text in place of numbers"],
    );
    assert.equal(report.checks.length, 16);
  });

  it("refuses quality if not every case has a prediction", async () => {
    aws.on("InvokeEndpoint", (input) =>
      input.split("\n").length === SETTINGS.cases ? MODEL_ERROR : invoked(input),
    );
    const report = await testDeployment(deployment(aws, "realtime"));
    assert.ok(
      refusals(report).includes(
        "quality: quality is -, needed to be tested: not every case has a prediction",
      ),
    );
  });
});
