import assert from "node:assert/strict";

import type { StudioUserArgs } from "../../../components/sagemaker/studio-user";
import { StudioUser } from "../../../components/sagemaker/studio-user";
import type { Scope } from "../../../settings/scope";
import { create } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const ROLE = "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-data-scientist";

const SCRIPTS = { JupyterLab: "arn:jupyter-lab", CodeEditor: "arn:code-editor" };

const appSettings = (lifecycleConfigArn: string) => ({
  lifecycleConfigArns: [lifecycleConfigArn],
  defaultResourceSpec: { instanceType: "ml.t3.medium", lifecycleConfigArn },
  appLifecycleManagement: {
    idleSettings: {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: 120,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: 120,
    },
  },
});

const user = (changes: Partial<StudioUserArgs> = {}, scope: Scope = scopeOf("development")) =>
  create(
    (options) =>
      new StudioUser(
        "ada",
        {
          scope,
          domainId: "d-1",
          email: "Ada@example.com",
          signIn: "iam",
          executionRoleArn: ROLE,
          lifecycleConfigurationArns: SCRIPTS,
          instanceType: "ml.t3.medium",
          idleMinutes: 120,
          volumeGiB: 20,
          ...changes,
        },
        options,
      ),
    scope,
  );

describe("StudioUser", () => {
  it("is a profile with a role, all settings of apps that may change, and the name of its person", async () => {
    const { cloud, component } = await user();
    const profile = cloud.one(AWS.sagemaker.UserProfile, "ada");
    assert.deepEqual(profile.inputs, {
      domainId: "d-1",
      userProfileName: "ada-b5fc85e5",
      userSettings: {
        executionRole: ROLE,
        jupyterLabAppSettings: appSettings(SCRIPTS.JupyterLab),
        codeEditorAppSettings: appSettings(SCRIPTS.CodeEditor),
        spaceStorageSettings: {
          defaultEbsStorageSettings: { defaultEbsVolumeSizeInGb: 20, maximumEbsVolumeSizeInGb: 20 },
        },
      },
      tags: { Person: "Ada@example.com" },
    });
    assert.equal(profile.protect, false);
    assert.equal(await valueOf(component.profileName), "ada-b5fc85e5");
  });

  it("has a private space that is deleted before the profile and otherwise belongs to its owner", async () => {
    const { cloud } = await user();
    const space = cloud.one(AWS.sagemaker.Space, "ada-space");
    assert.deepEqual(space.inputs, {
      domainId: "d-1",
      spaceName: "ada-b5fc85e5-lab",
      ownershipSettings: { ownerUserProfileName: "ada-b5fc85e5" },
      spaceSharingSettings: { sharingType: "Private" },
      spaceSettings: {
        appType: "JupyterLab",
        spaceStorageSettings: { ebsStorageSettings: { ebsVolumeSizeInGb: 20 } },
      },
      tags: { Person: "Ada@example.com" },
    });
    assert.deepEqual(space.ignoreChanges, ["spaceSettings"]);
    assert.ok(space.dependencies.includes(cloud.one(AWS.sagemaker.UserProfile, "ada").urn));
  });

  for (const protect of [true, false]) {
    it(`${protect ? "keeps" : "does not keep"} the space from being deleted`, async () => {
      const { cloud } = await user({}, scopeOf("development", { protect }));
      assert.equal(cloud.one(AWS.sagemaker.Space, "ada-space").protect, protect);
    });
  }

  it("is bound to the user of Identity Center who signs in there", async () => {
    const { cloud } = await user({ signIn: "identityCenter" });
    const { singleSignOnUserIdentifier, singleSignOnUserValue } = cloud.one(
      AWS.sagemaker.UserProfile,
      "ada",
    ).inputs;
    assert.deepEqual([singleSignOnUserIdentifier, singleSignOnUserValue], ["UserName", "Ada@example.com"]);
  });
});
