import assert from "node:assert/strict";

import { ENVIRONMENTS, SERVICE_CONNECTIONS } from "../../settings/azure-devops-names";
import { pipelineFile, scriptOf } from "./pipeline-files";
import { awsSteps, reach } from "./pipeline-reach";

describe("the pipeline that removes what nobody asks", () => {
  it("runs every morning, in staging alone, and in turn with deployments", () => {
    const removal = pipelineFile("model-deploy", "azure-pipelines-removal.yml");
    assert.deepEqual(reach(removal), [
      ["staging", "removal", ENVIRONMENTS.staging, [SERVICE_CONNECTIONS.modelDeployStaging]],
    ]);
    assert.deepEqual(
      [removal.trigger, removal.lockBehavior, removal.schedules],
      [
        "none",
        "sequential",
        [{ cron: "0 6 * * *", displayName: "Every morning", branches: { include: ["main"] }, always: true }],
      ],
    );
    const [script] = awsSteps(removal).map(scriptOf);
    assert.deepEqual(script?.trim().split("\n"), [
      "set -euo pipefail",
      'bash ./shared/check-identity.sh "$STAGING_ACCOUNT"',
      "npm run --silent deploy -- remove-idle",
    ]);
  });
});
