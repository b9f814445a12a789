import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** What Azure DevOps takes when a check names no timeout: 30 days. */
const AZURE_DEFAULT_MINUTES = 43_200;

export const adoApprovalStrict = resourceRule<{ maximumTimeoutMinutes: number }>({
  name: "ado-approval-strict",
  description: "Approval checks have approvers, do not let people approve their own runs, and expire.",
  severity: "high",
  level: "mandatory",
  controls: ["PSRule ProductionHumanApproval"],
  remediation: "name approvers, leave requesterCanApprove false, and keep timeout within the maximum",
  url: "https://learn.microsoft.com/azure/devops/pipelines/process/approvals",
  config: {
    maximumTimeoutMinutes: {
      type: "integer",
      minimum: 1,
      default: AZURE_DEFAULT_MINUTES,
      description: "Longest time, in minutes, that a run may wait for approval.",
    },
  },
  types: [types.adoCheckApproval],
  check(approval, report, { maximumTimeoutMinutes }) {
    report.expect("requesterCanApprove", (value) => value !== true, "lets people approve their own runs");
    report.attempt(() => {
      if (approval.keys("approvers").length === 0) {
        report.violation("approvers", "is empty");
      }
    });
    report.expect(
      "timeout",
      (minutes = AZURE_DEFAULT_MINUTES) => typeof minutes === "number" && minutes <= maximumTimeoutMinutes,
      `is longer than ${maximumTimeoutMinutes} minutes`,
    );
  },
});
