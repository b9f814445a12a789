import assert from "node:assert/strict";

import { GIT_PERMISSIONS, PIPELINE_PERMISSIONS } from "../../../components/azure-devops/whole-permissions";
import { ofType, rehearsed } from "../../support/rehearsed";
import { AZURE_DEVOPS } from "../../support/types";

describe("permissions in Azure DevOps", () => {
  for (const [type, names] of [
    [AZURE_DEVOPS.GitPermissions, GIT_PERMISSIONS],
    [AZURE_DEVOPS.BuildDefinitionPermissions, PIPELINE_PERMISSIONS],
  ] as const) {
    it(`${type}: whatever a group of ours is not given is taken from it, since the provider clears nothing`, async () => {
      const { graph } = await rehearsed("full");
      const ours = ofType(graph, type).filter(({ inputs }) => inputs.replace === true);
      assert.ok(ours.length > 0);
      for (const { name, inputs } of ours) {
        assert.deepEqual(Object.keys(inputs.permissions as object).sort(), [...names].sort(), name);
      }
    });
  }
});
