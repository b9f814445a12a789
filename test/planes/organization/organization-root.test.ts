import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import { awsProvider } from "../../../settings/providers";
import type { OrganizationSettings } from "../../../settings/schema/organization";
import { adoptOrCreate } from "../../../planes/organization/organization-root";
import { scope } from "../../support/fixtures";
import type { MocksOptions } from "../../support/mocks";
import { startMocks } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { organization as raw } from "../../settings/samples";
import { AWS } from "../../support/types";

const READY = {
  id: "o-there",
  roots: [{ id: "r-there" }],
  featureSet: "ALL",
  enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
  awsServiceAccessPrincipals: [
    "cloudtrail.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
  ],
};

const showing = (found: object): MocksOptions => ({
  invokes: { [AWS.organizations.getOrganization]: () => ({ ...found }) },
});

function organization(changes: Partial<OrganizationSettings> = {}, mocks: MocksOptions = {}) {
  const cloud = startMocks(mocks);
  const settings = parseSettings("organization", raw()) as OrganizationSettings;
  const where = scope({ team: "platform", plane: "management", account: settings.managementAccount });
  const found = adoptOrCreate({ ...settings, ...changes }, awsProvider(where, settings));
  return { cloud, found };
}

describe("an organization that is adopted", () => {
  it("is used as it is", async () => {
    const { cloud, found } = organization({}, showing(READY));
    assert.equal(await valueOf(found.id), "o-there");
    assert.equal(await valueOf(found.rootId), "r-there");
    assert.deepEqual(cloud.byType(AWS.organizations.Organization), []);
  });

  it("is refused with everything that it lacks, and the commands that add it", async () => {
    const { found } = organization(
      {},
      showing({ ...READY, enabledPolicyTypes: [], awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com"] }),
    );
    await assert.rejects(valueOf(found.rootId), {
      message: [
        "the organization is not prepared, see docs/bootstrap.md; it lacks",
        "  service control policies: aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-there",
        "  trusted access of member.org.stacksets.cloudformation.amazonaws.com: aws cloudformation activate-organizations-access",
        "",
      ].join("\n"),
    });
  });

  it("is refused for a single thing that it lacks", async () => {
    const { found } = organization({}, showing({ ...READY, featureSet: "CONSOLIDATED_BILLING" }));
    await assert.rejects(valueOf(found.id), /all features: aws organizations enable-all-features/);
  });

  it("must trust the services of a security account where there is one", async () => {
    const { found } = organization({ securityAccount: "100000000009" }, showing(READY));
    await assert.rejects(valueOf(found.id), /trusted access of guardduty\.amazonaws\.com/);
  });

  it("must have a root, as only the management account sees it", async () => {
    const { found } = organization({}, showing({ ...READY, roots: [] }));
    await assert.rejects(valueOf(found.rootId), /run this stack in the management account$/);
  });
});

describe("an organization that is created", () => {
  for (const [what, changes, delegated] of [
    ["trusts the services of this program", {}, []],
    [
      "trusts those of a security account too",
      { securityAccount: "100000000009" },
      [
        "access-analyzer.amazonaws.com",
        "config.amazonaws.com",
        "guardduty.amazonaws.com",
        "securityhub.amazonaws.com",
      ],
    ],
  ] as const) {
    it(`has all features and service control policies, ${what}, and stays`, async () => {
      const { cloud, found } = organization({ organization: "create", ...changes });
      await cloud.settled();
      const made = cloud.one(AWS.organizations.Organization, "organization");
      assert.deepEqual(made.inputs, {
        featureSet: "ALL",
        enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
        awsServiceAccessPrincipals: [
          "cloudtrail.amazonaws.com",
          "member.org.stacksets.cloudformation.amazonaws.com",
          ...delegated,
        ].sort(),
      });
      assert.equal(made.protect, true);
      assert.equal(made.retainOnDelete, true);
      assert.deepEqual(cloud.invokes, []);
      assert.equal(await valueOf(found.id), made.id);
    });
  }
});
