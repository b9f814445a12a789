import type { BranchPolicyMinReviewersArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoMinReviewers } from "../../../../policy/rules/azure-devops/ado-min-reviewers";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoMinReviewers, {
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

  accepts: { "the defaults, which are in force": { enabled: ABSENT, blocking: ABSENT } },
  refuses: {
    "one reviewer": [{ "settings.reviewerCount": 1 }, "settings.reviewerCount: is below 2"],
    "no count": [{ "settings.reviewerCount": ABSENT }, "settings.reviewerCount: is below 2"],
    "a policy that is switched off": [{ enabled: false }, "enabled: is false"],
    "a policy that does not block": [{ blocking: false }, "blocking: is false"],
  },
  undecided: { "an unknown count": [{ "settings.reviewerCount": UNKNOWN }, "settings.reviewerCount"] },
});
