import assert from "node:assert/strict";

import type { PipelineAccessArgs } from "../../../components/azure-devops/pipeline-access";
import { PipelineAccess } from "../../../components/azure-devops/pipeline-access";
import { setOnly } from "./access-support";
import { createdBy, inventory, parentsOf, PROJECT_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const RUNNERS = { dataScientist: "vssgp.scientists", leadDataScientist: "vssgp.leads" };
const create = (runners: PipelineAccessArgs["runners"] = RUNNERS) =>
  createdBy((opts) => new PipelineAccess("access", { projectId: PROJECT_ID, pipelineId: 42, runners }, opts));

describe("PipelineAccess", () => {
  it("lets each group start and stop the pipeline, and not edit it", async () => {
    const cloud = await create();
    assert.deepEqual(
      ["access-dataScientist", "access-leadDataScientist"].map((name) =>
        setOnly(cloud.one(AZURE_DEVOPS.BuildDefinitionPermissions, name).inputs),
      ),
      ["vssgp.scientists", "vssgp.leads"].map((principal) => ({
        projectId: PROJECT_ID,
        buildDefinitionId: "42",
        principal,
        permissions: { QueueBuilds: "Allow", StopBuilds: "Allow" },
        replace: true,
      })),
    );
    assert.equal(cloud.byType(AZURE_DEVOPS.BuildDefinitionPermissions).length, 2);
  });

  it("lets nobody if there is no group", async () => {
    assert.deepEqual(inventory(await create({})), []);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:PipelineAccess", "access").urn]);
  });
});
