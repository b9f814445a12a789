import { stackRule } from "../harness/rule";

/** The SDK lets a mandatory rule that meets an unknown value pass as advisory; this counts what passed that way. */
export const everyRuleDecided = stackRule({
  name: "every-rule-decided",
  description: "Every rule reached a verdict.",
  severity: "medium",
  level: "advisory",
  controls: ["NIST-800-53 CM-3"],
  remediation:
    "build values from names and account ids that are known at preview, or read the verdict at update",
  url: "https://www.pulumi.com/docs/using-pulumi/crossguard/",
  check(stack) {
    const { undecided } = stack;
    if (undecided.length > 0) {
      const rules = [...new Set(undecided.map(({ rule }) => rule))].sort();
      stack.violation(`${undecided.length} checks of ${rules.join(", ")} are undecided at preview`);
    }
  },
});
