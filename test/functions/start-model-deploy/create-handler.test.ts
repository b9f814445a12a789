import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeModelPackageCommand, ListModelPackagesCommand } from "@aws-sdk/client-sagemaker";
import { GetWebIdentityTokenCommand } from "@aws-sdk/client-sts";
import { failed } from "../events";
import {
  arn,
  assertion,
  modelPackageEvent,
  runRequests,
  startFunction,
  versionsRun,
  type FunctionUnderTest,
} from "./support";

describe("function start-model-deploy", () => {
  let fn: FunctionUnderTest;

  beforeEach(async () => {
    fn = await startFunction();
  });

  afterEach(() => fn.close());

  const reasons = (): (string | undefined)[] => fn.deadLetters().map(({ attributes }) => attributes.reason);

  it("starts one run of the pipeline for an approved model package", async () => {
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });

    assert.deepEqual(result, failed());
    assert.deepEqual(fn.server.runs, [
      {
        id: 1,
        pipelineId: 42,
        pipelineName: "Model Deploy",
        refName: "refs/heads/main",
        templateParameters: {
          modelPackageArn: arn(7),
          modelPackageGroup: "churn",
          modelPackageVersion: "7",
          startedBy: "approval",
        },
      },
    ]);
    assert.deepEqual(
      lines.map(({ level, message, service, messageId, modelPackageArn, runId, runUrl }) => ({
        level,
        message,
        service,
        messageId,
        modelPackageArn,
        runId,
        runUrl,
      })),
      [
        {
          level: "INFO",
          message: "deployment run started",
          service: "start-model-deploy",
          messageId: "message-1",
          modelPackageArn: arn(7),
          runId: 1,
          runUrl: `${fn.server.organizationUrl}/Customer%20Churn/_build/results?buildId=1`,
        },
      ],
    );
  });

  it("asks the registry for the package of the event, not for anything the event claims about it", async () => {
    const event = modelPackageEvent(7);
    const detail = { ModelPackageArn: arn(7), ModelPackageGroupName: "other", ModelPackageVersion: 9 };
    await fn.handle({ "message-1": { ...event, detail } });

    assert.deepEqual(fn.sageMaker.commandCalls(DescribeModelPackageCommand)[0]?.args[0].input, {
      ModelPackageName: arn(7),
    });
    assert.deepEqual(fn.server.runs[0]?.templateParameters, {
      modelPackageArn: arn(7),
      modelPackageGroup: "churn",
      modelPackageVersion: "7",
      startedBy: "approval",
    });
  });

  for (const [approval, status] of [
    ["PendingManualApproval", "Completed"],
    ["Rejected", "Completed"],
    ["Approved", "Pending"],
    ["Approved", "InProgress"],
    ["Approved", "Failed"],
  ] as const) {
    it(`starts nothing and is done when the package is now ${approval} and ${status}`, async () => {
      fn.sageMaker.on(DescribeModelPackageCommand).resolves({
        ModelPackageGroupName: "churn",
        ModelPackageVersion: 7,
        ModelApprovalStatus: approval,
        ModelPackageStatus: status,
      });
      const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });

      assert.deepEqual(result, failed());
      assert.equal(fn.server.requests.length, 0);
      assert.equal(fn.items.size, 0, "no claim is taken, so that a later approval can start the deployment");
      assert.deepEqual(
        lines.map(({ message, approvalStatus, modelPackageStatus }) => [
          message,
          approvalStatus,
          modelPackageStatus,
        ]),
        [["withdrawn: the model package is not approved and completed", approval, status]],
      );
    });
  }

  it("starts nothing and is done when a newer version is approved", async () => {
    fn.sageMaker.on(ListModelPackagesCommand, { ModelPackageGroupName: "churn" }).resolves({
      ModelPackageSummaryList: [
        {
          ModelPackageArn: arn(8),
          ModelPackageGroupName: "churn",
          ModelPackageVersion: 8,
          CreationTime: new Date(0),
          ModelPackageStatus: "Completed",
          ModelApprovalStatus: "Approved",
        },
      ],
    });
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });

    assert.deepEqual(result, failed());
    assert.equal(fn.server.requests.length, 0);
    assert.equal(
      fn.items.size,
      0,
      "no claim is taken: should the newer one be rejected, an event can start it",
    );
    assert.deepEqual(
      lines.map(({ message, modelPackageArn }) => [message, modelPackageArn]),
      [["superseded: a newer version of the group is approved", arn(7)]],
    );
    assert.deepEqual(fn.deadLetters(), []);
  });

  it("starts one run for an event that comes twice, in one batch and again later", async () => {
    const first = await fn.handle({ "message-1": modelPackageEvent(7), "message-2": modelPackageEvent(7) });
    const later = await fn.handle({ "message-3": modelPackageEvent(7) });

    assert.deepEqual([first.result, later.result], [failed(), failed()]);
    assert.equal(fn.server.runs.length, 1);
    const duplicate = ["duplicate: the deployment run had been started before", 1];
    assert.deepEqual(
      [...first.lines, ...later.lines].map(({ message, runId }) => [message, runId]),
      [["deployment run started", 1], duplicate, duplicate],
    );
  });

  it("starts a run for each version of a model", async () => {
    await fn.handle({ "message-1": modelPackageEvent(7), "message-2": modelPackageEvent(8) });
    assert.deepEqual(versionsRun(fn.server), ["7", "8"]);
  });

  it("gets a fresh token once when Azure DevOps no longer takes the cached one", async () => {
    await fn.handle({ "message-1": modelPackageEvent(7) });
    fn.server.fail("runs", { status: 401, body: "" });
    const { result } = await fn.handle({ "message-2": modelPackageEvent(8) });

    assert.deepEqual(result, failed());
    assert.deepEqual(versionsRun(fn.server), ["7", "8"]);
    assert.deepEqual(
      runRequests(fn.server).map(({ headers }) => headers.authorization),
      ["Bearer access-token-1", "Bearer access-token-1", "Bearer access-token-2"],
    );
  });

  it("gives the message up when a fresh token is not taken either", async () => {
    fn.server.fail("runs", { status: 401, body: "" }, { status: 401, body: "" });
    const { result } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed());
    assert.equal(runRequests(fn.server).length, 2);
    assert.deepEqual(reasons(), ["azure-devops-sign-in"]);
  });

  it("gives the message up when Entra gives no token", async () => {
    fn.server.fail("token", { status: 401, body: { error: "invalid_client", error_codes: [700213] } });
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed());
    assert.equal(runRequests(fn.server).length, 0);
    assert.equal(lines[0]?.detail, "entra gave no token: status 401 invalid_client AADSTS700213");
    assert.deepEqual(reasons(), ["entra-refused"]);
  });

  it("gives the message up when AWS refuses to sign the identity", async () => {
    const denied = Object.assign(new Error("not authorized"), { name: "AccessDenied" });
    fn.sts.on(GetWebIdentityTokenCommand).rejects(denied);
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed());
    assert.deepEqual([lines[0]?.reason, lines[0]?.detail], ["aws-refused", "AccessDenied: not authorized"]);
  });

  it("tries again when the registry cannot be read", async () => {
    fn.sageMaker
      .on(DescribeModelPackageCommand)
      .rejects(Object.assign(new Error("slow down"), { name: "ThrottlingException", $metadata: {} }));
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed("message-1"));
    assert.equal(fn.server.requests.length, 0);
    assert.deepEqual(
      [lines[0]?.reason, lines[0]?.detail],
      ["aws-unavailable", "ThrottlingException: slow down"],
    );
  });

  it("leaves the trace of a run whose claim could not be completed, and tries again", async () => {
    fn.dynamoDb.on(UpdateItemCommand).rejects(new Error("table is gone"));
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(
      lines.map(({ message, runId, reason }) => [message, runId, reason]),
      [
        ["deployment run started", 1, undefined],
        ["the message failed and stays on the queue", undefined, "unknown"],
      ],
    );
  });

  it("waits until the claim of another invocation has expired, whether that was cut off or not", async () => {
    const claim = {
      S: `start-model-deploy#${createHash("sha256")
        .update(JSON.stringify(arn(7)))
        .digest("base64")}`,
    };
    const claims = new Map(fn.items);
    await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual([claims.size, [...fn.items.values()].map(({ id }) => id)], [0, [claim]]);
    fn.dynamoDb.on(PutItemCommand).rejects(
      new ConditionalCheckFailedException({
        message: "claimed",
        $metadata: {},
        Item: {
          id: claim,
          status: { S: "INPROGRESS" },
          expiration: { N: String(Math.round(Date.now() / 1000) + 1_000) },
          in_progress_expiration: { N: String(Date.now() + 60_000) },
        },
      }),
    );
    const { result, lines } = await fn.handle({ "message-2": modelPackageEvent(7) });
    assert.deepEqual(result, failed("message-2"));
    assert.equal(lines[0]?.reason, "claimed-elsewhere");
    const delay = fn.delays()["handle of message-2"];
    assert.ok(delay !== undefined && delay >= 60 && delay <= 72, String(delay));
  });

  it("starts nothing when the function would be cut off before Azure DevOps must have answered", async () => {
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) }, { remainingMs: 44_999 });
    assert.deepEqual(result, failed("message-1"));
    assert.equal(fn.server.requests.length, 0);
    assert.match(String(lines[0]?.detail), /a message needs 45000 ms: raise the function's time-out/);
    assert.equal(lines[0]?.reason, "time-short");
  });

  it("gives up a message that is no model package event", async () => {
    const { result, lines } = await fn.handle({ "message-1": "not json", "message-2": modelPackageEvent(8) });
    assert.deepEqual(result, failed());
    assert.equal(lines[0]?.detail, "the message is not JSON; expected an EventBridge event");
    assert.deepEqual(
      fn.deadLetters().map(({ body, attributes }) => [body, attributes.reason]),
      [["not json", "message-malformed"]],
    );
    assert.deepEqual(versionsRun(fn.server), ["8"]);
  });

  it("writes no token to the log when Entra quotes the assertion", async () => {
    fn.server.fail("token", {
      status: 400,
      body: { error: "invalid_request", error_description: `malformed: ${assertion}`, error_codes: [50027] },
    });
    const { lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.equal(lines[0]?.detail, "entra gave no token: status 400 invalid_request AADSTS50027");
  });
});
