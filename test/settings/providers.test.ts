import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { azureDevOpsUrl } from "../../settings/azure-devops-url";
import { awsProvider, azureDevOpsProvider } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { startMocks } from "../support/mocks";
import { PROVIDERS } from "../support/types";

const scope: Scope = {
  team: "fraud",
  plane: "staging",
  account: "200000000003",
  region: "eu-west-1",
  partition: "aws",
  protect: true,
};
const tags = { owner: "fraud-ml@example.com", costCenter: "CC-4711" };

/** The inputs of the provider of the plane; nested values are JSON. */
async function inputsOf(register: () => unknown): Promise<Record<string, unknown>> {
  const cloud = startMocks();
  register();
  await cloud.settled();
  assert.equal(cloud.resources.length, 1);
  const { inputs } = cloud.one(PROVIDERS.aws, "staging");
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      typeof value === "string" && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

/** What the SDK adds: credentials are checked, Region names are left to AWS. */
const SDK_DEFAULTS = { skipCredentialsValidation: "false", skipRegionValidation: "true" };

const DEFAULT_TAGS = {
  tags: {
    Project: "mlops",
    Team: "fraud",
    Environment: "staging",
    Owner: "fraud-ml@example.com",
    CostCenter: "CC-4711",
    ManagedBy: "pulumi",
  },
};

describe("the AWS provider of a plane", () => {
  it("acts by its role, in its account only, and tags everything", async () => {
    assert.deepEqual(await inputsOf(() => awsProvider(scope, tags, "mlops-deployer")), {
      region: "eu-west-1",
      allowedAccountIds: ["200000000003"],
      assumeRoles: [
        { roleArn: "arn:aws:iam::200000000003:role/mlops-deployer", sessionName: "pulumi-fraud" },
      ],
      defaultTags: DEFAULT_TAGS,
      ...SDK_DEFAULTS,
    });
  });

  it("acts as the caller where there is no role, still in its account only", async () => {
    assert.deepEqual(await inputsOf(() => awsProvider(scope, tags)), {
      region: "eu-west-1",
      allowedAccountIds: ["200000000003"],
      defaultTags: DEFAULT_TAGS,
      ...SDK_DEFAULTS,
    });
  });

  it("names the role in the partition of the Region", async () => {
    const inChina: Scope = { ...scope, region: "cn-north-1", partition: "aws-cn" };
    const { assumeRoles } = await inputsOf(() => awsProvider(inChina, tags, "deployer"));
    assert.deepEqual(assumeRoles, [
      { roleArn: "arn:aws-cn:iam::200000000003:role/deployer", sessionName: "pulumi-fraud" },
    ]);
  });
});

describe("the Azure DevOps provider", () => {
  it("keeps its token secret", async () => {
    const cloud = startMocks();
    azureDevOpsProvider("contoso-ml", pulumi.secret("s3cr3t-t0k3n"));
    await cloud.settled();
    const { inputs, secretInputs } = cloud.one(PROVIDERS.azureDevOps, "azure-devops");
    assert.deepEqual(inputs, {
      orgServiceUrl: "https://dev.azure.com/contoso-ml",
      personalAccessToken: "s3cr3t-t0k3n",
    });
    assert.deepEqual(secretInputs, ["personalAccessToken"]);
  });

  it("keeps a token secret that nobody marked", async () => {
    const cloud = startMocks();
    azureDevOpsProvider("contoso-ml", pulumi.output("s3cr3t-t0k3n"));
    await cloud.settled();
    assert.deepEqual(cloud.one(PROVIDERS.azureDevOps, "azure-devops").secretInputs, ["personalAccessToken"]);
  });

  it("leaves the credentials to its environment where there is no token", async () => {
    const cloud = startMocks();
    azureDevOpsProvider("contoso-ml");
    await cloud.settled();
    assert.deepEqual(cloud.one(PROVIDERS.azureDevOps, "azure-devops").inputs, {
      orgServiceUrl: "https://dev.azure.com/contoso-ml",
    });
  });

  it("addresses the organization with its capitals", () => {
    assert.equal(azureDevOpsUrl("Contoso-ML"), "https://dev.azure.com/Contoso-ML");
  });
});
