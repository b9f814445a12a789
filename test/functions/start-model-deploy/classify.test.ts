import assert from "node:assert/strict";
import { IdempotencyPersistenceLayerError } from "@aws-lambda-powertools/idempotency";
import { classify } from "../../../functions/shared/azure-devops/classify";
import {
  FINAL_REASONS,
  FinalError,
  RETRY_REASONS,
  RetryableError,
} from "../../../functions/shared/azure-devops/errors";

const aws = (name: string, message = "as AWS says"): Error =>
  Object.assign(new Error(message), { name, $metadata: {}, $fault: "client" });

describe("classify", () => {
  it("tells each reason once, and which of them pass", () => {
    const all = [...RETRY_REASONS, ...FINAL_REASONS];
    assert.equal(new Set(all).size, all.length);
    for (const reason of RETRY_REASONS) {
      const failure = classify(new RetryableError(reason, "why", 30));
      assert.deepEqual(failure, { kind: "retry", reason, detail: "why", retryAfterSeconds: 30 });
    }
    for (const reason of FINAL_REASONS) {
      assert.deepEqual(classify(new FinalError(reason, "why")), { kind: "final", reason, detail: "why" });
    }
  });

  it("asks for no wait where none is known", () => {
    assert.deepEqual(classify(new RetryableError("time-short", "why")), {
      kind: "retry",
      reason: "time-short",
      detail: "why",
    });
  });

  for (const [name, kind, reason] of [
    ["AccessDenied", "final", "aws-refused"],
    ["AccessDeniedException", "final", "aws-refused"],
    ["UnrecognizedClientException", "final", "aws-refused"],
    ["ResourceNotFoundException", "final", "aws-refused"],
    ["ValidationException", "final", "aws-refused"],
    ["OutboundWebIdentityFederationDisabledException", "final", "aws-refused"],
    ["KMSAccessDeniedException", "final", "aws-refused"],
    ["ThrottlingException", "retry", "aws-unavailable"],
    ["ProvisionedThroughputExceededException", "retry", "aws-unavailable"],
    ["ExpiredTokenException", "retry", "aws-unavailable"],
    ["InternalServerError", "retry", "aws-unavailable"],
  ] as const) {
    it(`takes ${name} of AWS for ${kind}, by itself and where it hindered a claim`, () => {
      assert.deepEqual(classify(aws(name)), { kind, reason, detail: `${name}: as AWS says` });
      const wrapped = new IdempotencyPersistenceLayerError("Failed to save in progress record", {
        cause: aws(name),
      });
      const failure = classify(wrapped);
      assert.deepEqual([failure.kind, failure.reason], [kind, reason]);
      assert.ok(failure.detail.startsWith("Failed to save in progress record"), failure.detail);
      assert.ok(failure.detail.endsWith(`${name}: as AWS says`), failure.detail);
    });
  }

  for (const [title, thrown, detail] of [
    ["a bug", new TypeError("x is not a function"), "TypeError: x is not a function"],
    ["something that is no error", "text", "Error: text"],
  ] as const) {
    it(`tries again after ${title}: its message loses nothing by that`, () => {
      assert.deepEqual(classify(thrown), { kind: "retry", reason: "unknown", detail });
    });
  }
});
