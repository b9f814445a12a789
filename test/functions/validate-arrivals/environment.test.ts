import assert from "node:assert/strict";
import { readSettings } from "../../../functions/validate-arrivals/environment";

describe("settings of validate-arrivals", () => {
  it("are the bucket, and the models whose labels arrive", () => {
    assert.deepEqual(readSettings({ DATA_BUCKET: "data", PATH: "/bin" }), {
      bucket: "data",
      labelledModels: [],
    });
    assert.deepEqual(readSettings({ DATA_BUCKET: "data", GROUND_TRUTH_MODELS: "churn,card-fraud" }), {
      bucket: "data",
      labelledModels: ["churn", "card-fraud"],
    });
  });

  for (const [environment, problem] of [
    [{}, "DATA_BUCKET must be set to the name of the data bucket"],
    [{ DATA_BUCKET: "" }, "DATA_BUCKET must not be empty"],
  ] as const) {
    it(`fail: ${problem}`, () => {
      assert.throws(() => readSettings(environment), {
        message: `the function's environment variables are wrong: ${problem}`,
      });
    });
  }
});
