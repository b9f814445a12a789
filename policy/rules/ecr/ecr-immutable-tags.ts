import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const IMMUTABLE = ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"];

export const ecrImmutableTags = resourceRule({
  name: "ecr-immutable-tags",
  description: "Image tags cannot be moved once they are pushed.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub ECR.2", "Checkov CKV_AWS_51"],
  remediation: "set imageTagMutability to IMMUTABLE",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
  types: [types.repository],
  check(_repository, report) {
    report.expect(
      "imageTagMutability",
      (value) => typeof value === "string" && IMMUTABLE.includes(value),
      "lets tags be moved, so an approved tag could come to mean another image",
    );
  },
});
