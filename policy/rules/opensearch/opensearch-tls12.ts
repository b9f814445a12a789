import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Policies of OpenSearch that take TLS 1.2 or later, with forward secrecy only. */
const POLICIES = ["Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"];

export const opensearchTls12 = resourceRule({
  name: "opensearch-tls12",
  description: "Search domains answer over TLS 1.2 or later only.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub Opensearch.8", "Checkov CKV_AWS_83", "Checkov CKV_AWS_228"],
  remediation: `set domainEndpointOptions.enforceHttps to true and tlsSecurityPolicy to ${POLICIES.join(" or ")}`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-8",
  types: [types.searchDomain],
  check(_domain, report) {
    report.expect("domainEndpointOptions.enforceHttps", (enforced) => enforced === true, "is not true");
    report.expect(
      "domainEndpointOptions.tlsSecurityPolicy",
      (policy) => typeof policy === "string" && POLICIES.includes(policy),
      "takes older versions, or ciphers without forward secrecy",
    );
  },
});
