import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const SETTINGS = "defaultUserSettings.sharingSettings";

export const sagemakerDomainSharingEncrypted = resourceRule({
  name: "sagemaker-domain-sharing-encrypted",
  description: "Notebook output that people share is encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["NIST-800-53 SC-28"],
  remediation: "set s3KmsKeyId to a customer managed key, or notebookOutputOption to Disabled",
  url: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SharingSettings.html",
  types: [types.studioDomain],
  check(domain, report) {
    if (domain.read(`${SETTINGS}.notebookOutputOption`) === "Allowed") {
      report.expectSet(`${SETTINGS}.s3KmsKeyId`, "is not set");
    }
  },
});
