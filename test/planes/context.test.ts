import assert from "node:assert/strict";

import { resolveAccounts } from "../../settings/accounts";
import { PLANES } from "../../settings/planes";
import type { PlaneName } from "../../settings/planes";
import { planeArgs, prepare, subject } from "../../planes/context";
import type { Changes } from "../support/landed";
import { settingsWith, SINGLE } from "../support/landed";
import { startMocks } from "../support/mocks";
import { ACCOUNTS } from "../support/planes";
import { PROVIDERS } from "../support/types";

async function context(changes: Changes = {}) {
  const cloud = startMocks();
  const settings = settingsWith(changes);
  const prepared = prepare(settings, await resolveAccounts(settings));
  await cloud.settled();
  const providers = cloud.byType(PROVIDERS.aws).map(({ name, inputs }) => [name, inputs] as const);
  return { prepared, providers: Object.fromEntries(providers) };
}

const scopesIn = (accounts: Readonly<Record<PlaneName, string>>, protect: boolean) =>
  Object.fromEntries(
    PLANES.map((plane) => [
      plane,
      { team: "fraud", plane, account: accounts[plane], region: "eu-west-1", partition: "aws", protect },
    ]),
  );

const everywhere = (account: string): Record<PlaneName, string> => ({
  development: account,
  automation: account,
  staging: account,
  production: account,
});

const roles = (providers: Readonly<Record<string, Readonly<Record<string, unknown>>>>): unknown[] =>
  PLANES.map((plane) => providers[plane]?.assumeRoles);

describe("prepare", () => {
  it("gives each plane its account and a provider that acts there only, through the organization's role", async () => {
    const { prepared, providers } = await context();
    assert.deepEqual(prepared.scopes, scopesIn(ACCOUNTS, true));
    assert.deepEqual(
      [prepared.singleAccount, prepared.deploymentRole],
      [false, "OrganizationAccountAccessRole"],
    );
    assert.deepEqual(
      PLANES.map((plane) => providers[plane]?.allowedAccountIds),
      PLANES.map((plane) => JSON.stringify([ACCOUNTS[plane]])),
    );
    assert.deepEqual(
      roles(providers),
      PLANES.map((plane) =>
        JSON.stringify([
          {
            roleArn: `arn:aws:iam::${ACCOUNTS[plane]}:role/OrganizationAccountAccessRole`,
            sessionName: "pulumi-fraud",
          },
        ]),
      ),
    );
  });

  it("acts as the caller in a single account, unless a role is named", async () => {
    const single = await context(SINGLE);
    assert.deepEqual(single.prepared.scopes, scopesIn(everywhere("300000000001"), false));
    assert.deepEqual([single.prepared.singleAccount, single.prepared.deploymentRole], [true, undefined]);
    assert.deepEqual(roles(single.providers), [undefined, undefined, undefined, undefined]);
    const named = await context({ ...SINGLE, deploymentRole: "deployer" });
    assert.equal(named.prepared.deploymentRole, "deployer");
  });

  it("protects nothing in a trial", async () => {
    const { prepared } = await context({ profile: "trial" });
    assert.deepEqual(prepared.scopes, scopesIn(ACCOUNTS, false));
  });

  it("trusts the issuer of the Azure DevOps organization until the settings name others", async () => {
    const own = await context();
    assert.deepEqual(own.prepared.issuers, [
      {
        url: "https://vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
        audience: "api://AzureADTokenExchange",
      },
    ]);
    const issuers = [{ url: "https://issuer.example.com", audience: "aws" }];
    const other = await context({ "azureDevOps.issuers": issuers });
    assert.deepEqual(other.prepared.issuers, issuers);
  });
});

describe("planeArgs", () => {
  it("give every plane its network, and a way to the internet only where people and pipelines work", async () => {
    const { prepared } = await context({ "network.natGateways": "perZone", "network.availabilityZones": 2 });
    const shared = { availabilityZones: 2, interfaceEndpoints: "create", optionalServices: [] };
    assert.deepEqual(
      PLANES.map((plane) => planeArgs(prepared, plane).network),
      [
        { cidr: "10.20.32.0/20", ...shared, natGateways: "perZone" },
        { cidr: "10.20.48.0/20", ...shared, natGateways: "perZone" },
        { cidr: "10.20.0.0/20", ...shared, natGateways: "none" },
        { cidr: "10.20.16.0/20", ...shared, natGateways: "none" },
      ],
    );
  });

  it("hand on what is the same everywhere", async () => {
    const { prepared } = await context({ logs: { retentionDays: 90 } });
    for (const plane of PLANES) {
      const args = planeArgs(prepared, plane);
      assert.deepEqual(args, {
        network: args.network,
        scope: prepared.scopes[plane],
        provider: prepared.providers[plane],
        awsx: prepared.awsx,
        organizationId: "o-a1b2c3d4e5",
        alertEmails: ["oncall@example.com"],
        permissionSets: {
          dataScientist: "DataScientist",
          leadDataScientist: "LeadDataScientist",
          mlEngineer: "MlEngineer",
          platformAdministrator: "PlatformAdministrator",
          auditor: "Auditor",
        },
        logRetentionDays: 90,
      });
    }
  });

  it("bind a single account's network to the account, not to an organization", async () => {
    const { prepared } = await context(SINGLE);
    assert.equal("organizationId" in planeArgs(prepared, "development"), false);
  });
});

describe("subject", () => {
  it("names organization, project and connection", async () => {
    const { prepared } = await context();
    assert.equal(subject(prepared, "model-build"), "sc://contoso-ml/fraud-ml/model-build");
  });
});
