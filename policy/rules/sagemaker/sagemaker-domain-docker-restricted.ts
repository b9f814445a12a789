import { resourceRule } from "../../harness/rule";
import type { Value } from "../../harness/properties";
import { types } from "../../harness/types";

const SETTINGS = "domainSettings.dockerSettings";

export const sagemakerDomainDockerRestricted = resourceRule({
  name: "sagemaker-domain-docker-restricted",
  description: "Studio runs containers from named accounts only, if it runs any.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 CM-7"],
  remediation: "disable Docker, or list the accounts of its images in vpcOnlyTrustedAccounts",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-local.html",
  types: [types.studioDomain],
  check(domain, report) {
    if (domain.read(`${SETTINGS}.enableDockerAccess`) === "ENABLED") {
      report.expect(`${SETTINGS}.vpcOnlyTrustedAccounts`, namesSome, "names no account");
    }
  },
});

function namesSome(accounts: Value | undefined): boolean {
  return Array.isArray(accounts) && accounts.length > 0;
}
