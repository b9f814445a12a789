/** Who may do what with the state of the deploy program. Its names are fixed, so that policies can name it beforehand. */
import type * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../settings/planes";
import type { Conditions, Statement } from "../components/identity/policy";
import { BUCKETS, DEPLOY_STATE_PREFIXES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { bucketArn } from "../settings/scope";
import { STATE_DESCRIPTION, stateObjects } from "./pulumi-state";

/** Name of the deploy program as a Pulumi project. */
export const DEPLOY_PROJECT = "model-deploy";

/** Stack of the deploy program for one model: `<stage>-<model>`. Policies tell the stages apart by this prefix. */
export function deployStackName(stage: Stage, model: string): string {
  return `${stage}-${model}`;
}

/** Only the first writer succeeds: a claim is never replaced. */
export const WRITTEN_ONCE: Conditions = { Null: { "s3:if-none-match": "false" } };

export const LIST = ["s3:ListBucket"];
export const DESCRIBE = ["s3:GetObject"];
export const READ_AND_WRITE = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

/** ARNs of what belongs to the stacks of one stage. */
export function ownDeployState(scope: Scope, stage: Stage): string[] {
  return stateObjects(bucketArn(scope, BUCKETS.deployState), DEPLOY_PROJECT, deployStackName(stage, "*"));
}

/**
 * For the role of the Model Deploy pipeline in one stage.
 *
 * @param scope - The automation account, which holds the state.
 * @param kmsKeyArn - Key of the state.
 */
export function deployStateStatements(
  scope: Scope,
  stage: Stage,
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.deployState);
  return [
    { sid: "ListDeployState", actions: LIST, resources: [bucket] },
    {
      sid: "ReadDescriptionOfDeployState",
      actions: DESCRIBE,
      resources: [`${bucket}/${STATE_DESCRIPTION}`],
    },
    {
      sid: "ReadAndWriteOwnDeployState",
      actions: READ_AND_WRITE,
      resources: ownDeployState(scope, stage),
    },
    {
      sid: "EncryptDeployState",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      resources: [kmsKeyArn],
    },
  ];
}

/** For the role of staging: to claim a version for its run, and to see which run has. */
export function claimStatements(scope: Scope): Statement[] {
  const claims = `${bucketArn(scope, BUCKETS.deployState)}/${DEPLOY_STATE_PREFIXES.claims}*`;
  return [
    { sid: "ClaimVersions", actions: ["s3:PutObject"], resources: [claims], conditions: WRITTEN_ONCE },
    { sid: "SeeClaims", actions: ["s3:GetObject"], resources: [claims] },
  ];
}

/** For the roles of both stages: to read the pack, which only the landing zone writes. */
export function policyPackStatement(scope: Scope): Statement {
  return {
    sid: "ReadPolicyPack",
    actions: ["s3:GetObject"],
    resources: [`${bucketArn(scope, BUCKETS.deployState)}/${DEPLOY_STATE_PREFIXES.policyPack}*`],
  };
}
