import assert from "node:assert/strict";
import type { Fault } from "../../../simulator/azure-devops-server";
import { failed, modelPackageEvent, startFunction, versionsRun, type FunctionUnderTest } from "./support";

describe("function start-model-deploy, when Azure DevOps does not start a run", () => {
  let fn: FunctionUnderTest;

  beforeEach(async () => {
    fn = await startFunction();
  });

  afterEach(() => fn.close());

  const signInPage = "<html><body>Sign in</body></html>";
  const faults: Record<string, { fault: Fault; reason: string }> = {
    "203 with a sign-in page": { fault: { status: 203, body: signInPage }, reason: "FinalError" },
    "203 with the id of a run": { fault: { status: 203, body: { id: 9 } }, reason: "FinalError" },
    "302 to the sign-in page": {
      fault: { status: 302, headers: { Location: "/signin" }, body: signInPage },
      reason: "FinalError",
    },
    "200 with a page": { fault: { status: 200, body: signInPage }, reason: "FinalError" },
    "200 without an id": { fault: { status: 200, body: { state: "inProgress" } }, reason: "FinalError" },
    "200 with an id that is no number": { fault: { status: 200, body: { id: "9" } }, reason: "FinalError" },
    "400": { fault: { status: 400, body: { message: "Unexpected parameter 'x'" } }, reason: "FinalError" },
    "403": { fault: { status: 403, body: { message: "TF215106: access denied" } }, reason: "FinalError" },
    "404": { fault: { status: 404, body: { message: "no such pipeline" } }, reason: "FinalError" },
    "429": { fault: { status: 429, headers: { "Retry-After": "30" }, body: "" }, reason: "RetryableError" },
    "500": { fault: { status: 500, body: "" }, reason: "RetryableError" },
    "503": { fault: { status: 503, body: "" }, reason: "RetryableError" },
  };
  for (const [title, { fault, reason }] of Object.entries(faults)) {
    it(`reports the message as failed, and only that one, on ${title}; it can be retried`, async () => {
      fn.server.fail("runs", fault);
      const { result, lines } = await fn.handle({
        "message-1": modelPackageEvent(7),
        "message-2": modelPackageEvent(8),
      });

      assert.deepEqual(result, failed("message-1"));
      assert.deepEqual(versionsRun(fn.server), ["8"]);
      const errors = lines.filter(({ level }) => level === "ERROR");
      assert.deepEqual(
        errors.map((line) => [line.message, line.messageId, line.reason]),
        [["the message failed and stays on the queue", "message-1", reason]],
      );

      const retried = await fn.handle({ "message-1": modelPackageEvent(7) });
      assert.deepEqual(retried.result, failed());
      assert.deepEqual(versionsRun(fn.server), ["8", "7"]);
    });
  }

  it("reports a message as failed when the answer comes too late, although a run may have started", async () => {
    await fn.close();
    fn = await startFunction(1_000);
    fn.server.fail("runs", { delayMs: 60_000 });
    const { result, lines } = await fn.handle({ "message-1": modelPackageEvent(7) });

    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(versionsRun(fn.server), ["7"]);
    assert.equal(
      lines[0]?.detail,
      `no complete answer from ${new URL(fn.server.url).host} within 1000 ms: TimeoutError`,
    );
    assert.equal(fn.items.size, 0, "the claim is given back, so that the message can be retried");
  });

  it("reports every message when all fail", async () => {
    fn.server.fail("runs", { status: 500, body: "" }, { status: 500, body: "" });
    const { result } = await fn.handle({
      "message-1": modelPackageEvent(7),
      "message-2": modelPackageEvent(8),
    });
    assert.deepEqual(result, failed("message-1", "message-2"));
  });
});
