import type { Fault } from "./fault";
import { AWS } from "../../support/types";

const DOMAIN = [AWS.sagemaker.Domain, "development-studio-domain"] as const;
const PROFILE = [AWS.sagemaker.UserProfile, "development-studio-ada-b5fc85e5"] as const;
const SPACE = [AWS.sagemaker.Space, "development-studio-ada-b5fc85e5-space"] as const;
const role = (purpose: string): string =>
  `arn:aws:iam::200000000001:role/mlops-fraud-development-studio-${purpose}`;
const idle = (minutes: number): object => ({
  appLifecycleManagement: {
    idleSettings: {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: minutes,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: minutes,
    },
  },
});
const userSettings = (changes: object): object => ({
  executionRole: role("default"),
  jupyterLabAppSettings: idle(120),
  codeEditorAppSettings: idle(120),
  ...changes,
});

/** Mistakes in Studio. */
export const STUDIO_FAULTS: readonly Fault[] = [
  {
    what: "Studio apps with a network of SageMaker",
    rule: "sagemaker-domain-vpc-only",
    at: DOMAIN,
    inputs: { appNetworkAccessType: "PublicInternetOnly" },
  },
  {
    what: "homes under AWS's own key",
    rule: "sagemaker-domain-cmk",
    at: DOMAIN,
    inputs: { kmsKeyId: undefined },
  },
  {
    what: "notebooks that idle over the weekend",
    rule: "sagemaker-domain-idle-shutdown",
    at: DOMAIN,
    inputs: { defaultUserSettings: userSettings({ jupyterLabAppSettings: idle(4320) }) },
  },
  {
    what: "Docker with images of everybody",
    rule: "sagemaker-domain-docker-restricted",
    at: DOMAIN,
    inputs: {
      domainSettings: {
        dockerSettings: { enableDockerAccess: "ENABLED" },
        executionRoleIdentityConfig: "USER_PROFILE_NAME",
      },
    },
  },
  {
    what: "calls from Studio that name nobody",
    rule: "sagemaker-domain-user-identity",
    at: DOMAIN,
    inputs: {
      domainSettings: {
        dockerSettings: { enableDockerAccess: "DISABLED" },
        executionRoleIdentityConfig: "DISABLED",
      },
    },
  },
  {
    what: "homes that go with the domain",
    rule: "sagemaker-domain-retain-efs",
    at: DOMAIN,
    inputs: { retentionPolicy: { homeEfsFileSystem: "Delete" } },
  },
  {
    what: "shared notebook output under no key",
    rule: "sagemaker-domain-sharing-encrypted",
    at: DOMAIN,
    inputs: {
      defaultUserSettings: userSettings({
        sharingSettings: { notebookOutputOption: "Allowed", s3OutputPath: "s3://shared" },
      }),
    },
  },
  {
    what: "a person with the role of the domain",
    rule: "sagemaker-profile-own-role",
    at: PROFILE,
    inputs: { userSettings: { executionRole: role("default") } },
  },
  {
    what: "an unprotected Studio domain",
    rule: "stateful-protected",
    at: DOMAIN,
    resource: { protect: false },
  },
  {
    what: "an unprotected space of a person",
    rule: "stateful-protected",
    at: SPACE,
    resource: { protect: false },
  },
];
