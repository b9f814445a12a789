import type { CheckApprovalArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoApprovalStrict } from "../../../../policy/rules/azure-devops/ado-approval-strict";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoApprovalStrict, {
  compliant: {
    type: types.adoCheckApproval,
    name: "production",
    props: {
      projectId: "p",
      targetResourceId: "e",
      targetResourceType: "environment",
      approvers: ["leads"],
      requesterCanApprove: false,
      timeout: 1440,
    } satisfies CheckApprovalArgs,
  },
  accepts: {
    "the defaults of Azure DevOps": { requesterCanApprove: ABSENT, timeout: ABSENT },
    "approvers that are not known yet": { "approvers.0": UNKNOWN },
  },
  refuses: {
    "approval of one's own run": [
      { requesterCanApprove: true },
      "requesterCanApprove: lets people approve their own runs",
    ],
    "an approval by nobody": [{ approvers: [] }, "approvers: is empty"],
    "an approval that waits too long": [{ timeout: 43_201 }, "timeout: is longer than 43200 minutes"],
  },
  undecided: {
    "an unknown list of approvers": [{ approvers: UNKNOWN }, "approvers"],
    "an unknown timeout": [{ timeout: UNKNOWN }, "timeout"],
  },
});
