import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { MAX_POLICIES_PER_TARGET } from "../../components/organizations/guardrails";
import { parseSettings } from "../../settings/load";
import type { OrganizationSettings } from "../../settings/schema/organization";
import { organizationStack } from "../../stacks/organization";
import { counts, tree } from "../support/fixtures";
import type { MocksOptions } from "../support/mocks";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { placesOf } from "../support/planes";
import { AWS, PROVIDERS } from "../support/types";

const SETTINGS = parseSettings("organization", {
  kind: "organization",
  region: "eu-west-1",
  managementAccount: "100000000001",
  owner: "ml-platform@example.com",
  costCenter: "CC-1000",
  allowedRegions: ["eu-west-1", "eu-central-1"],
  accountEmail: "aws+{team}-{account}@example.com",
  teams: {
    fraud: { owner: "fraud-ml@example.com", costCenter: "CC-4711" },
    credit: { owner: "credit-ml@example.com", costCenter: "CC-4712", monthlyBudgetUsd: 250 },
  },
}) as OrganizationSettings;

async function organization(changes: Partial<OrganizationSettings> = {}, mocks: MocksOptions = {}) {
  const cloud = startMocks(mocks);
  const outputs = organizationStack({ ...SETTINGS, ...changes }) as {
    readonly organizationId: pulumi.Output<string>;
    readonly accountIds: Readonly<Record<string, Readonly<Record<string, pulumi.Output<string>>>>>;
  };
  await cloud.settled();
  return { cloud, outputs };
}

describe("organizationStack", () => {
  it("makes units, guardrails, the trail, and four accounts a team with budgets and deployers", async () => {
    const { cloud } = await organization();
    assert.deepEqual(
      tree(cloud).filter((line) => line.startsWith("mlops:")),
      [
        "mlops:organizations:DeployerRoles credit-deployer",
        "mlops:organizations:DeployerRoles fraud-deployer",
        "mlops:organizations:OrganizationTrail trail",
        "mlops:organizations:OrganizationalUnits units",
        "mlops:organizations:ServiceControlPolicy ml-controls",
        "mlops:organizations:ServiceControlPolicy ml-jobs",
        "mlops:organizations:ServiceControlPolicy ml-place-and-identity",
        "mlops:organizations:ServiceControlPolicy ml-production",
        "mlops:organizations:ServiceControlPolicy ml-studio-and-approval",
        "mlops:organizations:TeamAccounts credit",
        "mlops:organizations:TeamAccounts fraud",
        "mlops:organizations:TeamBudgets credit-budget",
        "mlops:organizations:TeamBudgets fraud-budget",
      ],
    );
    const made = counts(cloud);
    assert.deepEqual(
      [
        AWS.organizations.Account,
        AWS.organizations.PolicyAttachment,
        AWS.budgets.Budget,
        AWS.organizations.Policy,
        AWS.cloudformation.StackSet,
        AWS.cloudtrail.Trail,
        AWS.organizations.OrganizationalUnit,
      ].map((type) => made[type]),
      [8, 5, 8, 5, 2, 1, 3],
    );
    assert.equal(made[AWS.organizations.DelegatedAdministrator], undefined);
    assert.equal(made[AWS.costexplorer.CostAllocationTag], undefined);
  });

  it("acts in the management account only, as whoever runs it", async () => {
    const { cloud } = await organization({ securityAccount: "100000000009", costAllocationTags: "activate" });
    assert.deepEqual(placesOf(cloud), ["100000000001 by management"]);
    assert.equal(cloud.one(PROVIDERS.aws, "management").inputs.assumeRoles, undefined);
  });

  it("protects everything that a team depends on", async () => {
    const { cloud } = await organization({ organization: "create", securityAccount: "100000000009" });
    const open = cloud.resources.filter(
      ({ custom, type, protect }) => custom && type.startsWith("aws:") && !protect,
    );
    assert.deepEqual([...new Set(open.map(({ type }) => type.split(":").at(-1)))].sort(), [
      "Alias",
      "BucketLifecycleConfiguration",
      "BucketObjectLockConfiguration",
      "BucketOwnershipControls",
      "BucketPolicy",
      "BucketPublicAccessBlock",
      "BucketServerSideEncryptionConfiguration",
      "BucketVersioning",
      "Budget",
    ]);
  });

  it("gives out the account ids by team and plane, where landing zones read them", async () => {
    const { cloud, outputs } = await organization();
    for (const team of ["fraud", "credit"]) {
      assert.deepEqual(Object.keys(outputs.accountIds[team] ?? {}), [
        "development",
        "automation",
        "staging",
        "production",
      ]);
      for (const [plane, id] of Object.entries(outputs.accountIds[team] ?? {})) {
        assert.equal(await valueOf(id), cloud.one(AWS.organizations.Account, `${team}-${plane}`).id);
      }
    }
  });

  it("gives out the id of the organization, adopted or created", async () => {
    const { outputs } = await organization();
    const created = await organization({ organization: "create" });
    assert.match(await valueOf(outputs.organizationId), /^o-[a-z0-9]{10}$/);
    assert.equal(await valueOf(created.outputs.organizationId), await valueOf(outputs.organizationId));
  });

  it("attaches guardrails to the unit of all ML accounts and to production's, beside FullAWSAccess", async () => {
    const { cloud } = await organization();
    const ml = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml").id;
    const production = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml-production").id;
    const attached = cloud
      .byType(AWS.organizations.PolicyAttachment)
      .map(({ inputs }) => [
        cloud.byType(AWS.organizations.Policy).find(({ id }) => id === inputs.policyId)?.inputs.name,
        inputs.targetId,
      ]);
    assert.deepEqual(attached, [
      ["ml-place-and-identity", ml],
      ["ml-controls", ml],
      ["ml-jobs", ml],
      ["ml-studio-and-approval", ml],
      ["ml-production", production],
    ]);
    assert.ok(attached.filter(([, target]) => target === ml).length < MAX_POLICIES_PER_TARGET);
  });

  it("hands the settings to the guardrails", async () => {
    const { cloud } = await organization({ allowedInstanceTypes: ["ml.r5.*"] });
    const contentOf = (name: string): string =>
      String(cloud.one(AWS.organizations.Policy, name).inputs.content);
    assert.ok(contentOf("ml-place-and-identity").includes('["eu-west-1","eu-central-1"]'));
    assert.ok(contentOf("ml-studio-and-approval").includes('["ml.r5.*","system"]'));
  });

  it("gives each team the budget of its settings, and tells its owner and that of the organization", async () => {
    const { cloud } = await organization();
    const limits = cloud.byType(AWS.budgets.Budget).map(({ inputs }) => [inputs.name, inputs.limitAmount]);
    assert.deepEqual(limits[0], ["mlops-fraud-development", "1000"]);
    assert.deepEqual(limits.at(-1), ["mlops-credit-production", "250"]);
    const [budget] = cloud.byType(AWS.budgets.Budget);
    const [notice] = budget?.inputs.notifications as { subscriberEmailAddresses: string[] }[];
    assert.deepEqual(notice?.subscriberEmailAddresses, ["fraud-ml@example.com", "ml-platform@example.com"]);
  });

  it("lets each team's pipeline deploy into the accounts of its own team", async () => {
    const { cloud } = await organization();
    for (const team of ["fraud", "credit"]) {
      const automation = cloud.one(AWS.organizations.Account, `${team}-automation`).id ?? "none";
      const template = String(cloud.one(AWS.cloudformation.StackSet, `${team}-deployer`).inputs.templateBody);
      assert.ok(template.includes(`arn:aws:iam::${automation}:role/mlops-${team}-automation-infrastructure`));
      const targets = cloud.one(AWS.cloudformation.StackSetInstance, `${team}-deployer-accounts`).inputs
        .deploymentTargets as { accounts: string[] };
      assert.deepEqual(
        [...targets.accounts].sort(),
        cloud
          .byType(AWS.organizations.Account)
          .filter(({ name }) => name.startsWith(team))
          .map(({ id }) => id)
          .sort(),
      );
    }
  });
});

describe("allowedRegions", () => {
  it("are enabled for each account of a team where AWS asks to opt into them, before its deployer is made there", async () => {
    const { cloud } = await organization({ allowedRegions: ["eu-west-1", "me-central-1"] });
    const enabled = cloud.byType(AWS.account.Region);
    assert.deepEqual(
      enabled.map(({ inputs }) => `${String(inputs.accountId)} in ${String(inputs.regionName)}`).sort(),
      cloud
        .byType(AWS.organizations.Account)
        .map(({ id }) => `${id ?? "none"} in me-central-1`)
        .sort(),
    );
    const { dependencies } = cloud.one(AWS.cloudformation.StackSetInstance, "fraud-deployer-accounts");
    const missing = enabled.filter(
      ({ name, urn }) => name.startsWith("fraud-") && !dependencies.includes(urn),
    );
    assert.deepEqual(missing, []);
  });

  it("need an organization that lets AWS Account Management in", async () => {
    const { cloud } = await organization({ organization: "create", allowedRegions: ["me-central-1"] });
    const { awsServiceAccessPrincipals } = cloud.one(AWS.organizations.Organization, "organization").inputs;
    assert.deepEqual(awsServiceAccessPrincipals, [
      "account.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "member.org.stacksets.cloudformation.amazonaws.com",
    ]);
  });
});

describe("auditTrail", () => {
  it("locks the logs as it says", async () => {
    const { cloud } = await organization({
      auditTrail: { trail: "create", lock: "COMPLIANCE", lockDays: 30 },
    });
    const [lock] = cloud.byType(AWS.s3.BucketObjectLockConfiguration);
    assert.deepEqual(lock?.inputs.rule, { defaultRetention: { mode: "COMPLIANCE", days: 30 } });
  });

  it("existing: leaves the trail to whoever keeps it", async () => {
    const { cloud } = await organization({ auditTrail: { ...SETTINGS.auditTrail, trail: "existing" } });
    assert.deepEqual(cloud.byType(AWS.cloudtrail.Trail), []);
    assert.deepEqual(cloud.byType(AWS.s3.Bucket), []);
  });
});

describe("securityAccount", () => {
  it("administers what watches all accounts, once the organization is there", async () => {
    const { cloud } = await organization({ securityAccount: "100000000009" });
    assert.deepEqual(
      cloud
        .byType(AWS.organizations.DelegatedAdministrator)
        .map(({ name, inputs, protect }) => ({ name, inputs, protect })),
      ["access-analyzer", "config", "guardduty", "securityhub"].map((service) => ({
        name: `security-${service}`,
        inputs: { accountId: "100000000009", servicePrincipal: `${service}.amazonaws.com` },
        protect: true,
      })),
    );
    const unit = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml");
    assert.ok(
      cloud
        .byType(AWS.organizations.DelegatedAdministrator)
        .every(({ dependencies }) => dependencies.includes(unit.urn)),
    );
  });
});

describe("costAllocationTags", () => {
  it("activate: the tags of every provider that say who pays", async () => {
    const { cloud } = await organization({ costAllocationTags: "activate" });
    const keys = cloud.byType(AWS.costexplorer.CostAllocationTag).map(({ inputs }) => String(inputs.tagKey));
    assert.deepEqual(keys, ["CostCenter", "Environment", "ManagedBy", "Project", "Team"]);
    assert.ok(
      cloud.byType(AWS.costexplorer.CostAllocationTag).every(({ inputs }) => inputs.status === "Active"),
    );
    const { defaultTags } = cloud.one(PROVIDERS.aws, "management").inputs;
    const { tags } = (typeof defaultTags === "string" ? JSON.parse(defaultTags) : defaultTags) as {
      tags: Record<string, string>;
    };
    assert.deepEqual(
      keys.filter((key) => !(key in tags)),
      [],
    );
  });
});
