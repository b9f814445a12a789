import { ConcurrentRunsExceededException, GlueClient, type GlueServiceException } from "@aws-sdk/client-glue";
import assert from "node:assert/strict";

import { startCurating } from "../../../functions/validate-arrivals/curate-job";

/** A Glue that refuses every start. */
function refusing(error: GlueServiceException | Error): GlueClient {
  const glue = new GlueClient({ region: "eu-west-1", maxAttempts: 1 });
  glue.middlewareStack.add(() => () => Promise.reject(error), { step: "initialize" });
  return glue;
}

describe("startCurating", () => {
  for (const [what, error, reason] of [
    [
      "a run is under way",
      new ConcurrentRunsExceededException({ message: "no", $metadata: {} }),
      "a run is under way",
    ],
    ["Glue does not answer", Object.assign(new Error("no"), { name: "TimeoutError" }), "TimeoutError"],
  ] as const) {
    it(`leaves the work to a later run where ${what}`, async () => {
      const lines: unknown[] = [];
      await startCurating(refusing(error), "curate", (message, about) => lines.push([message, about]));
      assert.deepEqual(lines, [["curated later", { reason }]]);
    });
  }
});
