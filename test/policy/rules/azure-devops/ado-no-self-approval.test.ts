import type { BranchPolicyMinReviewersArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoNoSelfApproval } from "../../../../policy/rules/azure-devops/ado-no-self-approval";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoNoSelfApproval, {
  compliant: {
    type: types.adoMinReviewers,
    name: "main",
    props: {
      projectId: "p",
      enabled: true,
      blocking: true,
      settings: { scopes: [], reviewerCount: 2, submitterCanVote: false, lastPusherCannotApprove: true },
    } satisfies BranchPolicyMinReviewersArgs,
  },

  accepts: { "the default for authors": { "settings.submitterCanVote": ABSENT } },
  refuses: {
    "votes by the author": [{ "settings.submitterCanVote": true }, "settings.submitterCanVote: is true"],
    "approval by the last pusher": [
      { "settings.lastPusherCannotApprove": false },
      "settings.lastPusherCannotApprove: is not true",
    ],
    "the default for the last pusher": [
      { "settings.lastPusherCannotApprove": ABSENT },
      "settings.lastPusherCannotApprove: is not true",
    ],
  },
  undecided: {
    "an unknown setting": [{ "settings.submitterCanVote": UNKNOWN }, "settings.submitterCanVote"],
  },
});
