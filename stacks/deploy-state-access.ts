/** Who may do what with the state of the deploy program. Its names are fixed, so that policies can name it beforehand. */
import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../components/identity/policy";
import type { Scope } from "../settings/scope";
import { bucketArn } from "../settings/scope";
import { STATE_DESCRIPTION, stateObjects } from "./pulumi-state";

/** Purpose of the bucket and of its key. */
export const DEPLOY_STATE = "deploy-state";

/** Name of the deploy program as a Pulumi project. */
export const DEPLOY_PROJECT = "model-deploy";

/** Where the deploy program deploys to. */
export type DeployStage = "staging" | "production";

/** Stack of the deploy program for one model: `<stage>-<model>`. Policies tell the stages apart by this prefix. */
export function deployStackName(stage: DeployStage, model: string): string {
  return `${stage}-${model}`;
}

export const LIST = ["s3:ListBucket"];
export const DESCRIBE = ["s3:GetObject"];
export const READ_AND_WRITE = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

/** ARNs of what belongs to the stacks of one stage. */
export function ownDeployState(scope: Scope, stage: DeployStage): string[] {
  return stateObjects(bucketArn(scope, DEPLOY_STATE), DEPLOY_PROJECT, deployStackName(stage, "*"));
}

/**
 * For the role of the Model Deploy pipeline in one stage.
 *
 * @param scope - The automation account, which holds the state.
 * @param keyArn - Key of the state.
 */
export function deployStateStatements(
  scope: Scope,
  stage: DeployStage,
  keyArn: pulumi.Input<string>,
): Statement[] {
  const bucket = bucketArn(scope, DEPLOY_STATE);
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
      resources: [keyArn],
    },
  ];
}
