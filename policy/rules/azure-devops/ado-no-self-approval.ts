import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoNoSelfApproval = resourceRule<{ authorsMayApprove: boolean }>({
  name: "ado-no-self-approval",
  description: "Nobody approves a change of their own.",
  severity: "high",
  level: "mandatory",
  controls: ["PSRule BranchPolicyAllowSelfApproval"],
  remediation: "leave settings.submitterCanVote false and set settings.lastPusherCannotApprove to true",
  url: "https://learn.microsoft.com/azure/devops/repos/git/branch-policies#require-a-minimum-number-of-reviewers",
  config: {
    authorsMayApprove: {
      type: "boolean",
      default: false,
      description: "Whether people may approve their own changes: for a trial of one person only.",
    },
  },
  types: [types.adoMinReviewers],
  check(_policy, report, { authorsMayApprove }) {
    if (authorsMayApprove) {
      return;
    }
    report.expect("settings.submitterCanVote", (value) => value !== true, "is true");
    report.expect("settings.lastPusherCannotApprove", (value) => value === true, "is not true");
  },
});
