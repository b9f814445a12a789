import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoMinReviewers = resourceRule<{ minimumReviewers: number }>({
  name: "ado-min-reviewers",
  description: "Reviewer policies are in force and ask for enough reviewers.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV2_ADO_1", "PSRule BranchPolicyMinimumReviewers"],
  remediation: "raise settings.reviewerCount and keep enabled and blocking true",
  url: "https://learn.microsoft.com/azure/devops/repos/git/branch-policies#require-a-minimum-number-of-reviewers",
  config: {
    minimumReviewers: {
      type: "integer",
      minimum: 1,
      default: 2,
      description: "Fewest reviewers that a change needs.",
    },
  },
  types: [types.adoMinReviewers],
  check(_policy, report, { minimumReviewers }) {
    report.expect(
      "settings.reviewerCount",
      (count) => typeof count === "number" && count >= minimumReviewers,
      `is below ${minimumReviewers}`,
    );
    report.expect("enabled", (value) => value !== false, "is false");
    report.expect("blocking", (value) => value !== false, "is false");
  },
});
