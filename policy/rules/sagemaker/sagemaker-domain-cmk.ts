import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerDomainCmk = resourceRule({
  name: "sagemaker-domain-cmk",
  description: "Homes and volumes of Studio are encrypted with a customer managed key.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_187"],
  remediation: "set kmsKeyId to a customer managed key; it cannot be added to an existing domain",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
  types: [types.studioDomain],
  check(_domain, report) {
    report.expectSet("kmsKeyId", "is not set");
  },
});
