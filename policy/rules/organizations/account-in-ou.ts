import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const accountInOu = stackRule({
  name: "account-in-ou",
  description: "AWS accounts are made inside an organizational unit, where its guardrails reach them.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected SEC01-BP01"],
  remediation: "set parentId to the id of an organizational unit, not to the root",
  url: "https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/design-principles-for-your-multi-account-strategy.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.account), (account, report) => {
      if (stack.graph.targets(account, "parentId", types.organizationalUnit).length === 0) {
        report.expect(
          "parentId",
          (parent) => typeof parent === "string" && parent.startsWith("ou-"),
          "is not an organizational unit",
        );
      }
    });
  },
});
