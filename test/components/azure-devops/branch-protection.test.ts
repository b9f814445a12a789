import assert from "node:assert/strict";

import type { BranchProtectionArgs } from "../../../components/azure-devops/branch-protection";
import { BranchProtection } from "../../../components/azure-devops/branch-protection";
import { SeededRepository } from "../../../components/azure-devops/seeded-repository";
import { childrenOf, CONTENT, createdBy, inventory, PROJECT_ID, REPOSITORY_ID, waitsFor } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const UNVALIDATED: BranchProtectionArgs = {
  projectId: PROJECT_ID,
  repositoryId: REPOSITORY_ID,
  review: "twoOthers",
  after: [],
};
const ARGS: BranchProtectionArgs = {
  ...UNVALIDATED,
  validation: { pipelineId: 7, displayName: "Model Build churn" },
};
const create = (args: Partial<BranchProtectionArgs> = {}) =>
  createdBy((opts) => new BranchProtection("main", { ...ARGS, ...args }, opts));
const BLOCKING = { projectId: PROJECT_ID, enabled: true, blocking: true };
const SCOPES = [{ repositoryId: REPOSITORY_ID, repositoryRef: "refs/heads/main", matchType: "Exact" }];

describe("BranchProtection", () => {
  for (const [review, reviewerCount, authorCounts] of [
    ["twoOthers", 2, false],
    ["oneOther", 1, false],
    ["author", 1, true],
  ] as const) {
    it(`asks for the approval of ${review}, which a push takes back`, async () => {
      const cloud = await create({ review });
      assert.deepEqual(cloud.one(AZURE_DEVOPS.BranchPolicyMinReviewers, "main-reviewers").inputs, {
        ...BLOCKING,
        settings: {
          reviewerCount,
          submitterCanVote: authorCounts,
          lastPusherCannotApprove: !authorCounts,
          onPushResetApprovedVotes: true,
          allowCompletionWithRejectsOrWaits: false,
          scopes: SCOPES,
        },
      });
    });
  }

  it("asks for an answer to every comment", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.BranchPolicyCommentResolution, "main-comments").inputs, {
      ...BLOCKING,
      settings: { scopes: SCOPES },
    });
  });

  it("asks for a run of the pipeline on what is merged", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.BranchPolicyBuildValidation, "main-validation").inputs, {
      ...BLOCKING,
      settings: {
        buildDefinitionId: 7,
        displayName: "Model Build churn",
        queueOnSourceUpdateOnly: false,
        validDuration: 0,
        manualQueueOnly: false,
        scopes: SCOPES,
      },
    });
  });

  it("does without a validation where there is no pipeline", async () => {
    const cloud = await createdBy((opts) => new BranchProtection("main", UNVALIDATED, opts));
    assert.deepEqual(inventory(cloud), [
      "BranchPolicyCommentResolution main-comments",
      "BranchPolicyMinReviewers main-reviewers",
    ]);
  });

  it("waits until everything is pushed, since the policies refuse pushes", async () => {
    const cloud = await createdBy((opts) => {
      const repository = new SeededRepository(
        "repository",
        { projectId: PROJECT_ID, repositoryName: "model-deploy", content: CONTENT, protect: false },
        opts,
      );
      new BranchProtection("main", { ...ARGS, after: repository.seeded }, opts);
    });
    const policies = childrenOf(cloud).filter(({ name }) => name.startsWith("main-"));
    assert.equal(policies.length, 3);
    for (const policy of policies) {
      assert.deepEqual(waitsFor(cloud, policy), ["repository-seed"]);
      assert.equal(policy.parent, cloud.one("mlops:azuredevops:BranchProtection", "main").urn);
    }
  });
});
