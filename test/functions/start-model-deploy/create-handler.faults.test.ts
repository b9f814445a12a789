import assert from "node:assert/strict";
import { ChangeMessageVisibilityCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Fault } from "../../../simulator/azure-devops/protocol";
import { failed } from "../events";
import {
  deadLetterUrl,
  modelPackageEvent,
  startFunction,
  versionsRun,
  type FunctionUnderTest,
} from "./support";

const signInPage = "<html><body>Sign in</body></html>";

const finalFaults: Record<string, { fault: Fault; reason: string }> = {
  "203 with a sign-in page": { fault: { status: 203, body: signInPage }, reason: "azure-devops-sign-in" },
  "203 with the id of a run": { fault: { status: 203, body: { id: 9 } }, reason: "azure-devops-sign-in" },
  "302 to the sign-in page": {
    fault: { status: 302, headers: { Location: "/signin" }, body: signInPage },
    reason: "azure-devops-sign-in",
  },
  "200 with a page": { fault: { status: 200, body: signInPage }, reason: "azure-devops-unexpected-answer" },
  "200 without an id": {
    fault: { status: 200, body: { state: "inProgress" } },
    reason: "azure-devops-unexpected-answer",
  },
  "200 with an id that is no number": {
    fault: { status: 200, body: { id: "9" } },
    reason: "azure-devops-unexpected-answer",
  },
  "400": {
    fault: { status: 400, body: { message: "Unexpected parameter 'x'" } },
    reason: "azure-devops-refused",
  },
  "403": {
    fault: { status: 403, body: { message: "TF215106: access denied" } },
    reason: "azure-devops-forbidden",
  },
  "404": { fault: { status: 404, body: { message: "no such pipeline" } }, reason: "azure-devops-not-found" },
};

const passingFaults: Record<string, { fault: Fault; reason: string; atLeast: number; atMost: number }> = {
  "429 that asks for less than the delay": {
    fault: { status: 429, headers: { "Retry-After": "5" }, body: "" },
    reason: "azure-devops-throttled",
    atLeast: 30,
    atMost: 36,
  },
  "429 that asks for more": {
    fault: { status: 429, headers: { "Retry-After": "240" }, body: "" },
    reason: "azure-devops-throttled",
    atLeast: 240,
    atMost: 288,
  },
  "429 that asks for more than SQS can wait": {
    fault: { status: 429, headers: { "Retry-After": "86400" }, body: "" },
    reason: "azure-devops-throttled",
    atLeast: 43_080,
    atMost: 43_080,
  },
  "500": { fault: { status: 500, body: "" }, reason: "azure-devops-unavailable", atLeast: 30, atMost: 36 },
  "503 that asks for a wait": {
    fault: { status: 503, headers: { "Retry-After": "120" }, body: "" },
    reason: "azure-devops-unavailable",
    atLeast: 120,
    atMost: 144,
  },
  "503 that names a date long past": {
    fault: { status: 503, headers: { "Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT" }, body: "" },
    reason: "azure-devops-unavailable",
    atLeast: 30,
    atMost: 36,
  },
};

describe("function start-model-deploy, when Azure DevOps does not start a run", () => {
  let fn: FunctionUnderTest;

  beforeEach(async () => {
    fn = await startFunction();
  });

  afterEach(() => fn.close());

  for (const [title, { fault, reason }] of Object.entries(finalFaults)) {
    it(`gives the message up with its reason, and only that one, on ${title}; it can be replayed`, async () => {
      fn.server.fail("runs", fault);
      const { result, lines } = await fn.handle({
        "message-1": modelPackageEvent(7),
        "message-2": modelPackageEvent(8),
      });

      assert.deepEqual(result, failed(), "both are done: one is started, the other a dead letter");
      assert.deepEqual(versionsRun(fn.server), ["8"]);
      const errors = lines.filter(({ level }) => level === "ERROR");
      assert.deepEqual(
        errors.map((line) => [line.message, line.messageId, line.reason]),
        [["the message failed and was given up: it waits in the dead-letter queue", "message-1", reason]],
      );
      const [letter, ...more] = fn.deadLetters();
      assert.ok(letter);
      const { failedAt, ...attributes } = letter.attributes;
      assert.deepEqual(
        { ...letter, attributes, more },
        {
          queueUrl: deadLetterUrl,
          body: JSON.stringify(modelPackageEvent(7)),
          attributes: { reason, detail: errors[0]?.detail, receives: "1" },
          more: [],
        },
      );
      assert.match(String(failedAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

      const replayed = await fn.handle({ "message-3": modelPackageEvent(7) });
      assert.deepEqual(replayed.result, failed());
      assert.deepEqual(versionsRun(fn.server), ["8", "7"]);
    });
  }

  for (const [title, { fault, reason, atLeast, atMost }] of Object.entries(passingFaults)) {
    it(`returns the message, and only that one, after a while on ${title}`, async () => {
      fn.server.fail("runs", fault);
      const { result, lines } = await fn.handle({
        "message-1": modelPackageEvent(7),
        "message-2": modelPackageEvent(8),
      });

      assert.deepEqual(result, failed("message-1"));
      assert.deepEqual(versionsRun(fn.server), ["8"]);
      assert.deepEqual(
        lines.filter(({ level }) => level === "WARN").map((line) => [line.messageId, line.reason]),
        [["message-1", reason]],
      );
      const { "handle of message-1": delay = -1, ...others } = fn.delays();
      assert.ok(delay >= atLeast && delay <= atMost, `${delay} seconds`);
      assert.deepEqual(others, {});
      assert.deepEqual(fn.deadLetters(), []);

      const retried = await fn.handle({ "message-1": modelPackageEvent(7) }, { receives: 2 });
      assert.deepEqual(retried.result, failed());
      assert.deepEqual(versionsRun(fn.server), ["8", "7"]);
    });
  }

  it("waits longer from delivery to delivery, and gives up at the last with the reason", async () => {
    const delays: number[] = [];
    for (const receives of [1, 2, 3, 4, 5]) {
      fn.sqs.resetHistory();
      fn.server.fail("runs", { status: 503, body: "" });
      const { result } = await fn.handle({ "message-1": modelPackageEvent(7) }, { receives });
      assert.deepEqual(result, receives < 5 ? failed("message-1") : failed());
      delays.push(fn.delays()["handle of message-1"] ?? 0);
    }
    const inMinutes = delays.map((seconds) => Math.floor(seconds / 30) / 2);
    assert.deepEqual(
      inMinutes.map((minutes, index) => minutes >= ([0.5, 2, 8, 32, 0][index] ?? 0)),
      [true, true, true, true, true],
    );
    assert.ok((delays[3] ?? 0) <= 1.2 * 32 * 60);
    assert.equal(delays[4], 0);
    const attributes = fn.deadLetters().map((letter) => letter.attributes);
    assert.deepEqual(
      attributes.map(({ reason, receives }) => [reason, receives]),
      [["azure-devops-unavailable", "5"]],
    );
  });

  it("gives up after the last delivery too, should the function have been cut off at that", async () => {
    fn.server.fail("runs", { status: 503, body: "" });
    const { result } = await fn.handle({ "message-1": modelPackageEvent(7) }, { receives: 7 });
    assert.deepEqual(result, failed());
    assert.deepEqual(
      fn.deadLetters().map(({ attributes }) => attributes.receives),
      ["7"],
    );
  });

  it("keeps the message when the dead-letter queue does not take it", async () => {
    fn.sqs.on(SendMessageCommand).rejects(new Error("no such queue"));
    fn.server.fail("runs", { status: 404, body: { message: "no such pipeline" } });
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed("message-1"), "nothing is lost: it comes again");
    assert.deepEqual(
      lines.map(({ level, message, reason, refused }) => [level, message, reason, refused]),
      [
        [
          "ERROR",
          "the message stays on the queue as it is: SQS took neither it nor its delay",
          "azure-devops-not-found",
          "Error: no such queue",
        ],
      ],
    );
  });

  it("keeps the message when it cannot be delayed: the queue's own time-out delays it", async () => {
    fn.sqs.on(ChangeMessageVisibilityCommand).rejects(new Error("receipt handle has expired"));
    fn.server.fail("runs", { status: 503, body: "" });
    const { result } = await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(fn.deadLetters(), []);
  });

  it("sends details that SQS can take", async () => {
    fn.server.fail("runs", { status: 400, body: { message: "bell \u0007 and half a pair \ud800" } });
    await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.equal(
      fn.deadLetters()[0]?.attributes.detail,
      "azure devops refused to start the run: status 400, bell ? and half a pair ?",
    );
  });

  it("tries again when the answer comes too late, although a run may have started", async () => {
    await fn.close();
    fn = await startFunction(5_000);
    fn.server.fail("runs", { delayMs: 60_000 });
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });

    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(versionsRun(fn.server), ["7"]);
    assert.deepEqual(
      [lines[0]?.reason, lines[0]?.detail],
      [
        "azure-devops-no-answer",
        `no complete answer from ${new URL(fn.server.url).host} within 5000 ms: TimeoutError`,
      ],
    );
    assert.equal(fn.items.size, 0, "the claim is given back, so that the message can be retried");
  });

  it("returns every message when all fail", async () => {
    fn.server.fail("runs", { status: 500, body: "" }, { status: 500, body: "" });
    const { result } = await fn.handle({
      "message-1": modelPackageEvent(7),
      "message-2": modelPackageEvent(8),
    });
    assert.deepEqual(result, failed("message-1", "message-2"));
  });
});
