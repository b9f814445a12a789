import type { OrganizationArgs } from "@pulumi/aws/organizations";
import { types } from "../../../../policy/harness/types";
import { organizationAllFeatures } from "../../../../policy/rules/organizations/organization-all-features";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(organizationAllFeatures, {
  compliant: {
    type: types.organization,
    name: "organization",
    props: {
      featureSet: "ALL",
      enabledPolicyTypes: ["TAG_POLICY", "SERVICE_CONTROL_POLICY"],
      awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com"],
    } satisfies OrganizationArgs,
  },
  accepts: { "the default, which is all features": { featureSet: ABSENT } },
  refuses: {
    "an organization for bills only": [{ featureSet: "CONSOLIDATED_BILLING" }, "featureSet: is not ALL"],
    "other policies only": [
      { enabledPolicyTypes: ["TAG_POLICY"] },
      "enabledPolicyTypes: lacks SERVICE_CONTROL_POLICY",
    ],
    "no policies": [{ enabledPolicyTypes: ABSENT }, "enabledPolicyTypes: lacks SERVICE_CONTROL_POLICY"],
    "no access for CloudTrail": [
      { awsServiceAccessPrincipals: [] },
      "awsServiceAccessPrincipals: lacks cloudtrail.amazonaws.com",
    ],
  },
  undecided: { "unknown policies": [{ enabledPolicyTypes: UNKNOWN }, "enabledPolicyTypes"] },
});
