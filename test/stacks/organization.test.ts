import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { parseSettings } from "../../settings/load";
import type { OrganizationSettings } from "../../settings/schema/organization";
import { organizationStack } from "../../stacks/organization";
import { counts, document, json, tree } from "../support/fixtures";
import type { MocksOptions } from "../support/mocks";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { placesOf } from "../support/planes";

const ORGANIZATION = "aws:organizations/organization:Organization";
const ACCOUNT = "aws:organizations/account:Account";
const POLICY = "aws:organizations/policy:Policy";
const GET_ORGANIZATION = "aws:organizations/getOrganization:getOrganization";

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
    credit: { owner: "credit-ml@example.com", costCenter: "CC-4712" },
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
  it("makes units, four accounts a team and the guardrail above them", async () => {
    const { cloud } = await organization();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "mlops:organizations:OrganizationalUnits units",
        "mlops:organizations:ServiceControlPolicy ml-guardrails",
        "mlops:organizations:TeamAccounts credit",
        "mlops:organizations:TeamAccounts fraud",
      ],
    );
    assert.deepEqual(counts(cloud), {
      [ACCOUNT]: 8,
      "aws:organizations/organizationalUnit:OrganizationalUnit": 3,
      [POLICY]: 1,
      "aws:organizations/policyAttachment:PolicyAttachment": 1,
    });
  });

  it("acts in the management account only, as whoever runs it", async () => {
    const { cloud } = await organization();
    assert.deepEqual(placesOf(cloud), ["100000000001 by management"]);
    assert.equal(cloud.one("pulumi:providers:aws", "management").inputs.assumeRoles, undefined);
  });

  it("protects everything", async () => {
    const { cloud } = await organization({ organization: "create" });
    for (const { name, type, protect } of cloud.resources.filter(({ type: token }) =>
      token.startsWith("aws:"),
    )) {
      assert.equal(protect, true, `${type} ${name}`);
    }
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
        assert.equal(await valueOf(id), cloud.one(ACCOUNT, `${team}-${plane}`).id);
      }
    }
  });

  it("denies leaving the organization, other Regions and long-lived users to ML accounts", async () => {
    const { cloud } = await organization();
    const policy = cloud.one(POLICY, "ml-guardrails");
    assert.deepEqual(
      json(policy, "content"),
      document(
        {
          Sid: "StayInTheOrganization",
          Effect: "Deny",
          Action: "organizations:LeaveOrganization",
          Resource: "*",
        },
        {
          Sid: "OnlyAllowedRegions",
          Effect: "Deny",
          NotAction: [
            "account:*",
            "budgets:*",
            "ce:*",
            "cloudfront:*",
            "cur:*",
            "health:*",
            "iam:*",
            "organizations:*",
            "route53:*",
            "route53domains:*",
            "s3:ListAllMyBuckets",
            "sts:*",
            "support:*",
            "tag:GetResources",
            "trustedadvisor:*",
            "waf:*",
            "wafv2:*",
          ],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
        },
        {
          Sid: "NoLongLivedUsers",
          Effect: "Deny",
          Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
          Resource: "*",
        },
      ),
    );
    const unit = cloud.one("aws:organizations/organizationalUnit:OrganizationalUnit", "units-ml");
    assert.deepEqual(
      cloud.one("aws:organizations/policyAttachment:PolicyAttachment", "ml-guardrails-ml").inputs,
      {
        policyId: policy.id,
        targetId: unit.id,
      },
    );
  });
});

describe("organization setting", () => {
  it("adopt: uses the organization that is there", async () => {
    const { cloud, outputs } = await organization(
      {},
      { invokes: { [GET_ORGANIZATION]: () => ({ id: "o-there", roots: [{ id: "r-there" }] }) } },
    );
    assert.deepEqual(cloud.byType(ORGANIZATION), []);
    assert.equal(await valueOf(outputs.organizationId), "o-there");
    assert.equal(
      cloud.one("aws:organizations/organizationalUnit:OrganizationalUnit", "units-ml").inputs.parentId,
      "r-there",
    );
  });

  it("create: makes one with service control policies, and keeps it", async () => {
    const { cloud, outputs } = await organization({ organization: "create" });
    const made = cloud.one(ORGANIZATION, "organization");
    assert.deepEqual(made.inputs, { featureSet: "ALL", enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] });
    assert.equal(made.protect, true);
    assert.equal(made.retainOnDelete, true);
    assert.deepEqual(cloud.invokes, []);
    assert.equal(await valueOf(outputs.organizationId), made.id);
  });
});
