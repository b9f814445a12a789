import assert from "node:assert/strict";
import { join } from "node:path";

import { judgementOf, type Capture } from "../../simulator/stories/retraining/judgement";
import { settingsOf } from "../../simulator/stories/retraining/settings";
import { pythonMissing, pythonWith } from "../support/python-environment";
import { ROOT, rehearsed } from "../support/rehearsed";
import { describeUnless } from "../support/unless";

const QUIET = { capture: 0, dataQuality: 0, drift: 0, modelQuality: 0, bias: 0, explainability: 0 };

describeUnless(pythonMissing(), "the monitors, with the settings that TypeScript writes for them,", () => {
  let python: string;
  let settings: string;

  before(async () => {
    python = await pythonWith(join(ROOT, "repositories/model-build/requirements-dev.txt"));
    settings = settingsOf(await rehearsed("full"), "churn");
  });

  const judged = (capture: Capture, changed: object = {}) =>
    judgementOf(capture, JSON.stringify({ ...(JSON.parse(settings) as object), ...changed }), python);

  it("find nothing in a day like the training data", () => {
    assert.deepEqual(judged("clean").violations, QUIET);
  });

  for (const inference of ["realtime", "batch"]) {
    it(`find drift, and nothing else, in ${inference} answers to other questions`, () => {
      const { violations, made } = judged("drifted", { inference });
      const { drift, ...others } = violations;
      assert.ok(drift !== undefined && drift > 0, made);
      assert.deepEqual({ ...others, drift: 0 }, QUIET);
    });
  }

  it("say which setting is missing", () => {
    assert.throws(() => judged("clean", { minimumRows: undefined }), /minimumRows is missing/);
  });
});
