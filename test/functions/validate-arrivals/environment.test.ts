import assert from "node:assert/strict";
import { readSettings } from "../../../functions/validate-arrivals/environment";

const SET = { DATA_BUCKET: "data", CURATE_JOB: "curate" };

describe("settings of validate-arrivals", () => {
  it("are the bucket, and the models whose labels arrive", () => {
    assert.deepEqual(readSettings({ ...SET, PATH: "/bin" }), {
      bucket: "data",
      curateJob: "curate",
      labelledModels: [],
    });
    assert.deepEqual(readSettings({ ...SET, GROUND_TRUTH_MODELS: "churn,card-fraud" }), {
      bucket: "data",
      curateJob: "curate",
      labelledModels: ["churn", "card-fraud"],
    });
  });

  for (const [environment, problem] of [
    [{ CURATE_JOB: "curate" }, "DATA_BUCKET must be set to the name of the data bucket"],
    [{ DATA_BUCKET: "data" }, "CURATE_JOB must be set to the name of the job that makes curated data"],
    [{ ...SET, DATA_BUCKET: "" }, "DATA_BUCKET must not be empty"],
  ] as const) {
    it(`fail: ${problem}`, () => {
      assert.throws(() => readSettings(environment), {
        message: `the function's environment variables are wrong: ${problem}`,
      });
    });
  }
});
