import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const POLICY_TYPE = "SERVICE_CONTROL_POLICY";
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

export const organizationAllFeatures = resourceRule({
  name: "organization-all-features",
  description: "Organizations have all features, service control policies and trusted access for CloudTrail.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected SEC01-BP01", "NIST-800-53 CM-5"],
  remediation: `set featureSet to ALL, and list ${POLICY_TYPE} in enabledPolicyTypes and ${CLOUDTRAIL} in awsServiceAccessPrincipals`,
  url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html",
  types: [types.organization],
  check(_organization, report) {
    report.expect("featureSet", (features) => features === undefined || features === "ALL", "is not ALL");
    report.expect("enabledPolicyTypes", (kinds) => lists(kinds, POLICY_TYPE), `lacks ${POLICY_TYPE}`);
    report.expect(
      "awsServiceAccessPrincipals",
      (services) => lists(services, CLOUDTRAIL),
      `lacks ${CLOUDTRAIL}`,
    );
  },
});

function lists(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.includes(wanted);
}
