import assert from "node:assert/strict";

import type { OrganizationFacts } from "../../../components/organizations/preconditions";
import {
  DELEGATED_SERVICES,
  missingPreconditions,
  neededServices,
  TRUSTED_SERVICES,
} from "../../../components/organizations/preconditions";

const READY: OrganizationFacts = {
  featureSet: "ALL",
  enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
  awsServiceAccessPrincipals: [...TRUSTED_SERVICES, ...DELEGATED_SERVICES],
  roots: [{ id: "r-ab12" }],
};

const missing = (changes: Partial<OrganizationFacts>): string[] =>
  missingPreconditions(
    { ...READY, ...changes },
    neededServices({ securityAccount: "300000000009", allowedRegions: ["eu-west-1"] }),
  ).map(({ what, command }) => `${what}: ${command}`);

describe("missingPreconditions", () => {
  it("are none in an organization that is prepared", () => {
    assert.deepEqual(missing({}), []);
  });

  it("name the command for everything that is missing", () => {
    assert.deepEqual(
      missing({ featureSet: "CONSOLIDATED_BILLING", enabledPolicyTypes: [], awsServiceAccessPrincipals: [] }),
      [
        "all features: aws organizations enable-all-features",
        "service control policies: aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-ab12",
        "trusted access of cloudtrail.amazonaws.com: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
        "trusted access of member.org.stacksets.cloudformation.amazonaws.com: aws cloudformation activate-organizations-access",
        "trusted access of access-analyzer.amazonaws.com: aws organizations enable-aws-service-access --service-principal access-analyzer.amazonaws.com",
        "trusted access of config.amazonaws.com: aws organizations enable-aws-service-access --service-principal config.amazonaws.com",
        "trusted access of guardduty.amazonaws.com: aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com",
        "trusted access of securityhub.amazonaws.com: aws organizations enable-aws-service-access --service-principal securityhub.amazonaws.com",
      ],
    );
  });

  it("ask for no service that nobody needs", () => {
    const facts = { ...READY, awsServiceAccessPrincipals: TRUSTED_SERVICES };
    assert.deepEqual(missingPreconditions(facts, TRUSTED_SERVICES), []);
  });
});
