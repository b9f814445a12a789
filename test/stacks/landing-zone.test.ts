import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { json } from "../support/fixtures";
import type { Changes } from "../support/landed";
import { EVERY_PART, landed, SINGLE } from "../support/landed";
import type { MockedCloud } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { AWS, AZURE_DEVOPS, PROVIDERS } from "../support/types";

const PLANES = ["automation", "development", "production", "staging"];

const { deploymentRole, infrastructurePipeline } = EVERY_PART;
const PIPELINE: Changes = { deploymentRole, infrastructurePipeline };

/** Provider of each plane: its account and the role that it assumes there. */
function providers(cloud: MockedCloud): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    cloud
      .byType(PROVIDERS.aws)
      .map(({ name, inputs }) => [name, [inputs.allowedAccountIds, inputs.assumeRoles]]),
  );
}

const assuming = (account: string, role: string): unknown[] => [
  JSON.stringify([account]),
  JSON.stringify([{ roleArn: `arn:aws:iam::${account}:role/${role}`, sessionName: "pulumi-fraud" }]),
];

describe("landingZoneStack in four accounts", () => {
  let cloud: MockedCloud;
  let outputs: Record<string, unknown>;

  before(async () => {
    ({ cloud, outputs } = await landed());
  });

  it("acts in each account through the role that the organization made there", () => {
    const role = "OrganizationAccountAccessRole";
    assert.deepEqual(providers(cloud), {
      development: assuming("200000000001", role),
      automation: assuming("200000000002", role),
      staging: assuming("200000000003", role),
      production: assuming("200000000004", role),
    });
  });

  it("gives out what people need to go on", async () => {
    assert.deepEqual(Object.keys(outputs), [
      "dataBucketName",
      "projectId",
      "deploymentContracts",
      "dashboards",
      "deadLetterQueueArn",
      "approvalQueues",
      "entraFederatedCredential",
    ]);
    assert.equal(outputs.studioUrl, undefined);
    const credential = outputs.entraFederatedCredential as Record<
      "issuer" | "subject",
      pulumi.Output<string>
    >;
    assert.equal(
      await valueOf(credential.subject),
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-start-model-deploy",
    );
  });

  it("leaves out the Infrastructure pipeline and its role without their settings", () => {
    assert.deepEqual(
      cloud.resources.filter(({ name }) => name.toLowerCase().includes("infrastructure")),
      [],
    );
  });

  it("trusts the organization's own issuer until the settings name others", async () => {
    assert.deepEqual(
      [...new Set(cloud.byType(AWS.iam.OpenIdConnectProvider).map(({ inputs }) => inputs.url))],
      ["https://vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11"],
    );
    const issuer = { url: "https://issuer.example.com", audience: "aws" };
    const other = await landed({ "azureDevOps.issuers": [issuer] });
    assert.deepEqual(
      other.cloud
        .byType(AWS.iam.OpenIdConnectProvider)
        .map(({ inputs }) => [inputs.url, inputs.clientIdLists]),
      Array.from({ length: 3 }, () => [issuer.url, [issuer.audience]]),
    );
  });
});

describe("landingZoneStack in a single account", () => {
  let cloud: MockedCloud;

  before(async () => {
    ({ cloud } = await landed(SINGLE));
  });

  it("acts as its caller, with a provider for each plane", () => {
    const found = providers(cloud);
    assert.deepEqual(Object.keys(found).sort(), PLANES);
    assert.deepEqual(
      Object.values(found),
      Array.from({ length: 4 }, () => ['["300000000001"]', undefined]),
    );
  });

  it("registers the issuer once", () => {
    assert.deepEqual(
      cloud.byType(AWS.iam.OpenIdConnectProvider).map(({ parent }) => parent?.split("::").at(-1)),
      ["automation-azure-devops"],
    );
  });
});

describe("landingZoneStack with a way to the internet", () => {
  it("has NAT gateways in development and automation only", async () => {
    const { cloud } = await landed({ "network.natGateways": "single" });
    assert.deepEqual(
      cloud.byType(AWS.ec2.NatGateway).map(({ name }) => name.replace(/-network.*/, "")),
      ["development", "automation"],
    );
  });
});

describe("landingZoneStack with an Infrastructure pipeline", () => {
  it("acts through the role that the settings name, and so may the pipeline", async () => {
    const { cloud } = await landed(PIPELINE);
    const accounts = ["200000000001", "200000000002", "200000000003", "200000000004"];
    assert.deepEqual(
      ["development", "automation", "staging", "production"].map((plane) => providers(cloud)[plane]),
      accounts.map((account) => assuming(account, "deployer")),
    );
    assert.deepEqual(resourcesByStatement(cloud), {
      ActInTheAccountsOfTheTeam: accounts.map((account) => `arn:aws:iam::${account}:role/deployer`),
      ListState: "arn:aws:s3:::contoso-state",
      ReadSharedState: "arn:aws:s3:::contoso-state/.pulumi/meta.yaml",
      ReadAndWriteOwnState: [
        "stacks/mlops/prod.json",
        "stacks/mlops/prod.json.bak",
        "stacks/mlops/prod.pulumi-tags",
        "backups/mlops/prod/*",
        "history/mlops/prod/*",
        "locks/organization/mlops/prod/*",
      ].map((path) => `arn:aws:s3:::contoso-state/.pulumi/${path}`),
      EncryptState: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    });
    assert.deepEqual(variablesOf(cloud), {
      PULUMI_STACK: "prod",
      PULUMI_BACKEND_URL: "s3://contoso-state?region=eu-west-1&awssdk=v2",
      AWS_REGION: "eu-west-1",
      AWS_ACCOUNT: "200000000002",
    });
  });

  it("finds the state in the Region of its key, and keeps its own Region", async () => {
    const { cloud } = await landed({
      ...PIPELINE,
      "infrastructurePipeline.stateKeyArn":
        "arn:aws:kms:us-east-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    });
    const { PULUMI_BACKEND_URL, AWS_REGION } = variablesOf(cloud);
    assert.deepEqual(
      [PULUMI_BACKEND_URL, AWS_REGION],
      ["s3://contoso-state?region=us-east-1&awssdk=v2", "eu-west-1"],
    );
    assert.match(String(resourcesByStatement(cloud).EncryptState), /^arn:aws:kms:us-east-1:100000000001:/);
  });

  it("names the one role of a single account once", async () => {
    const { cloud } = await landed({ ...SINGLE, ...PIPELINE });
    assert.equal(
      resourcesByStatement(cloud).ActInTheAccountsOfTheTeam,
      "arn:aws:iam::300000000001:role/deployer",
    );
  });
});

function resourcesByStatement(cloud: MockedCloud): Record<string, unknown> {
  const { Statement } = json(cloud.one(AWS.iam.RolePolicy, "automation-infrastructure-policy")) as {
    Statement: { Sid: string; Resource: unknown }[];
  };
  return Object.fromEntries(Statement.map(({ Sid, Resource }) => [Sid, Resource]));
}

function variablesOf(cloud: MockedCloud): Record<string, string> {
  const [pipeline] = cloud
    .byType(AZURE_DEVOPS.BuildDefinition)
    .filter(({ inputs }) => inputs.name === "Infrastructure");
  const variables = pipeline?.inputs.variables as { name: string; value: string }[];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
