import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const opensearchEncrypted = resourceRule({
  name: "opensearch-encrypted",
  description: "Search domains are encrypted with a customer managed key, and between their nodes.",
  severity: "high",
  level: "mandatory",
  controls: [
    "Security Hub Opensearch.1",
    "Security Hub Opensearch.3",
    "Checkov CKV_AWS_5",
    "Checkov CKV_AWS_6",
    "Checkov CKV_AWS_247",
  ],
  remediation:
    "set encryptAtRest.enabled, encryptAtRest.kmsKeyId and nodeToNodeEncryption.enabled; a change replaces the domain",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
  types: [types.searchDomain],
  check(_domain, report) {
    for (const property of ["encryptAtRest.enabled", "nodeToNodeEncryption.enabled"]) {
      report.expect(property, (enabled) => enabled === true, "is not true");
    }
    report.expectSet("encryptAtRest.kmsKeyId", "is not set: AWS's own key encrypts");
  },
});
