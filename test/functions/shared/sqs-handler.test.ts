import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

import { Logger } from "@aws-lambda-powertools/logger";
import type { SQSBatchResponse } from "aws-lambda";

import {
  createSqsHandler,
  type Invocation,
  type SqsHandlerOptions,
} from "../../../functions/shared/sqs-handler";
import { contextWith, failed, numbered, sqsEvent } from "../events";
import { withLog, type LogLine } from "../log";

/** Hands over messages of which "bad" fails, and of which each takes a moment. */
async function handle(
  bodies: readonly string[],
  options?: SqsHandlerOptions,
): Promise<{ result: SQSBatchResponse; lines: LogLine[]; steps: string[] }> {
  const steps: string[] = [];
  const handleMessage = async (body: string, { log }: Invocation): Promise<void> => {
    steps.push(`begin ${body}`);
    await setTimeout(1);
    if (body === "bad") throw new RangeError("cannot be done");
    log("done", { body });
    steps.push(`end ${body}`);
  };
  const { result, lines } = await withLog(() =>
    createSqsHandler(
      new Logger({ serviceName: "test" }),
      handleMessage,
      options,
    )(sqsEvent(numbered(bodies)), contextWith(1_000)),
  );
  return { result, lines, steps };
}

describe("createSqsHandler", () => {
  it("handles each message for itself, and returns those that failed with the reason in the log", async () => {
    const { result, lines } = await handle(["a", "bad", "b"], { processInParallel: false });
    assert.deepEqual(result, failed("message-2"));
    assert.deepEqual(
      lines.map(({ level, message, messageId, reason, detail }) => [
        level,
        message,
        messageId,
        reason,
        detail,
      ]),
      [
        ["INFO", "done", "message-1", undefined, undefined],
        ["ERROR", "the message failed and stays on the queue", "message-2", "RangeError", "cannot be done"],
        ["INFO", "done", "message-3", undefined, undefined],
      ],
    );
  });

  it("returns all messages, and does not throw, when each fails", async () => {
    const { result } = await handle(["bad", "bad"]);
    assert.deepEqual(result, failed("message-1", "message-2"));
  });

  it("leaves it to onFailure what is done and what is logged", async () => {
    const { result, lines } = await handle(["bad", "bad"], {
      onFailure: ({ messageId }) =>
        messageId === "message-1" ? Promise.resolve() : Promise.reject(new Error("not done")),
    });
    assert.deepEqual([result, lines], [failed("message-2"), []]);
  });

  it("names the invocation in each line", async () => {
    const { lines } = await handle(["a"]);
    assert.equal(
      Object.entries(lines[0] ?? {}).find(([key]) => key === "function_request_id")?.[1],
      "request",
    );
  });

  it("handles messages at the same time, or one after the other where that is asked for", async () => {
    assert.deepEqual((await handle(["a", "b"])).steps, ["begin a", "begin b", "end a", "end b"]);
    const { steps } = await handle(["a", "b"], { processInParallel: false });
    assert.deepEqual(steps, ["begin a", "end a", "begin b", "end b"]);
  });
});
