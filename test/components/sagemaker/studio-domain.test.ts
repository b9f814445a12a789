import assert from "node:assert/strict";

import type { StudioDomainArgs } from "../../../components/sagemaker/studio-domain";
import { StudioDomain } from "../../../components/sagemaker/studio-domain";
import type { Scope } from "../../../settings/scope";
import { create, KEY_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const ROLE = "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-default";

const argsOf = (scope: Scope, changes: Partial<StudioDomainArgs> = {}): StudioDomainArgs => ({
  scope,
  signIn: "iam",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  securityGroupId: "sg-1",
  kmsKeyArn: KEY_ARN,
  logRetentionDays: 365,
  defaultRoleArn: ROLE,
  instanceType: "ml.t3.medium",
  idleMinutes: 120,
  volumeGiB: 20,
  ...changes,
});

const domain = async (changes: Partial<StudioDomainArgs> = {}, scope: Scope = scopeOf("development")) => {
  const { cloud, component } = await create(
    (options) => new StudioDomain("domain", argsOf(scope, changes), options),
    scope,
  );
  return { cloud, component, made: cloud.one(AWS.sagemaker.Domain, "domain") };
};

const appSettings = (idleMinutes = 120) => ({
  defaultResourceSpec: { instanceType: "ml.t3.medium" },
  appLifecycleManagement: {
    idleSettings: {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: idleMinutes,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: idleMinutes,
    },
  },
});
const STORAGE = {
  defaultEbsStorageSettings: { defaultEbsVolumeSizeInGb: 20, maximumEbsVolumeSizeInGb: 20 },
};

describe("StudioDomain", () => {
  it("is private, encrypted, shut down when idle, without Docker, and names the person in calls", async () => {
    const { made } = await domain();
    assert.deepEqual(made.inputs, {
      domainName: "mlops-fraud-development-studio",
      authMode: "IAM",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2"],
      appNetworkAccessType: "VpcOnly",
      kmsKeyId: KEY_ARN,
      domainSettings: {
        dockerSettings: { enableDockerAccess: "DISABLED" },
        executionRoleIdentityConfig: "USER_PROFILE_NAME",
      },
      defaultUserSettings: {
        executionRole: ROLE,
        securityGroups: ["sg-1"],
        studioWebPortal: "ENABLED",
        defaultLandingUri: "studio::",
        jupyterLabAppSettings: appSettings(),
        codeEditorAppSettings: appSettings(),
        sharingSettings: { notebookOutputOption: "Disabled" },
        spaceStorageSettings: STORAGE,
      },
      defaultSpaceSettings: {
        executionRole: ROLE,
        securityGroups: ["sg-1"],
        jupyterLabAppSettings: appSettings(),
        spaceStorageSettings: STORAGE,
      },
      retentionPolicy: { homeEfsFileSystem: "Retain" },
      tagPropagation: "ENABLED",
    });
    assert.equal(made.protect, true);
  });

  it("keeps what an update would break, or replace together with the homes", async () => {
    const { made } = await domain();
    assert.deepEqual(
      Object.keys(made.inputs)
        .filter((input) => !made.ignoreChanges.includes(input))
        .sort(),
      ["authMode", "domainName", "kmsKeyId", "vpcId"],
    );
  });

  it("tells its id and its address", async () => {
    const { component, made } = await domain();
    assert.match(made.id ?? "", /^d-[a-z0-9]{12}$/);
    assert.equal(await valueOf(component.domainId), made.id);
    assert.equal(await valueOf(component.url), `https://${made.id ?? "none"}.studio.eu-west-1.sagemaker.aws`);
  });

  it("has the log group of its apps before they write to it", async () => {
    const { cloud, made } = await domain();
    const logs = cloud.one(AWS.cloudwatch.LogGroup, "domain-logs");
    assert.deepEqual(logs.inputs, {
      name: "/aws/sagemaker/studio",
      retentionInDays: 365,
      kmsKeyId: KEY_ARN,
    });
    assert.ok(made.dependencies.includes(logs.urn));
  });

  it("takes its homes along when it is deleted in a trial", async () => {
    const { made } = await domain({}, scopeOf("development", { protect: false }));
    assert.deepEqual(made.inputs.retentionPolicy, { homeEfsFileSystem: "Delete" });
    assert.equal(made.protect, false);
  });

  it("leaves signing in to Identity Center where it is told to", async () => {
    const { made } = await domain({ signIn: "identityCenter" });
    assert.equal(made.inputs.authMode, "SSO");
    assert.equal("appSecurityGroupManagement" in made.inputs, false);
  });

  it("lets people shorten the time until a shut-down, never lengthen it", async () => {
    const { made } = await domain({ idleMinutes: 60 });
    const settings = made.inputs.defaultUserSettings as Record<string, unknown>;
    assert.deepEqual(settings.jupyterLabAppSettings, appSettings(60));
    assert.deepEqual(settings.codeEditorAppSettings, appSettings(60));
  });
});
