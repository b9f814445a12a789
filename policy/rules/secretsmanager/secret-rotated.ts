import type { Node } from "../../harness/graph";
import type { Report } from "../../harness/report";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const secretRotated = stackRule<{ maximumDays: number }>({
  name: "secret-rotated",
  description: "Secrets are replaced by Secrets Manager, or say who replaces them.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub SecretsManager.1", "Security Hub SecretsManager.4", "Checkov CKV2_AWS_57"],
  remediation:
    "give the secret a SecretRotation, or the tag ReplacedBy where nothing but a person can replace its value",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
  config: {
    maximumDays: {
      type: "number",
      default: 90,
      description: "Longest time between two rotations, in days.",
    },
  },
  check(stack, { maximumDays }) {
    stack.judge(stack.graph.ofType(types.secret), (secret, report) => {
      const rotations = stack.graph.sources(types.secretRotation, "secretId", secret);
      if (rotations.length === 0 && !secret.has("tags.ReplacedBy")) {
        report.violation("tags.ReplacedBy", `is not set, and no ${types.secretRotation} names this secret`);
      }
      stack.judge(rotations, (rotation, rotationReport) => {
        judgeRules(rotation, rotationReport, maximumDays);
      });
    });
  },
});

function judgeRules(rotation: Node, report: Report, maximumDays: number): void {
  report.expect("rotationEnabled", (enabled) => enabled !== false, "is false: nothing is rotated");
  // A cron expression says when, and cannot be counted in days.
  if (!rotation.has("rotationRules.scheduleExpression")) {
    report.expect(
      "rotationRules.automaticallyAfterDays",
      (days) => typeof days === "number" && days > 0 && days <= maximumDays,
      `is not between 1 and ${maximumDays}`,
    );
  }
}
