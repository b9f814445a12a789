import assert from "node:assert/strict";

import { readSettings } from "../../../functions/capture-asynchronous/environment";
import { SETTINGS } from "./support";

describe("settings of capture-asynchronous", () => {
  it("are read from the environment", () => {
    const variables = {
      CAPTURE_BUCKET: "capture",
      INFERENCE_BUCKET: "inference",
      ENDPOINT_PREFIX: "mlops-fraud-production-",
      MODELS: "churn,churn-eu",
    };
    assert.deepEqual(readSettings(variables), SETTINGS);
  });

  it("fail with every variable that is missing or empty", () => {
    assert.throws(
      () => readSettings({ CAPTURE_BUCKET: "", MODELS: "churn" }),
      /CAPTURE_BUCKET must not be empty; INFERENCE_BUCKET must be set .*; ENDPOINT_PREFIX must be set/,
    );
  });
});
