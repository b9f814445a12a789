import type * as pulumi from "@pulumi/pulumi";

import { BUCKETS, INFERENCE_PREFIXES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import type { JobPlace } from "../sagemaker/job-conditions";
import { encrypted, inNetwork } from "../sagemaker/job-conditions";
import { READ_VERSION_ACTIONS, registryVersionsArn } from "../sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import { deploymentArn } from "./deployment-names";

/** Where batch runs happen, and with whose models. Network and key are those of the models. */
export interface BatchAccess extends JobPlace {
  readonly scope: Scope;
  /** Account of the model registry. */
  readonly registry: Scope;
  /** Role that models run with. */
  readonly endpointRoleArn: pulumi.Input<string>;
}

/**
 * What the function that starts transform jobs may do. It makes models of this stage and their jobs, in the network and
 * under the key of the account, and deletes nothing; it lists records, which only the models read.
 */
export function batchStatements(access: BatchAccess): Statement[] {
  const { scope, registry, kmsKeyArn, endpointRoleArn } = access;
  const models = `${deploymentArn(scope, "sagemaker", "model/")}-batch-v*`;
  const jobs = deploymentArn(scope, "sagemaker", "transform-job/");
  return [
    {
      // Models are named by the team's prefix: a list of fifty would not fit into one policy.
      sid: "UseVersions",
      actions: [...READ_VERSION_ACTIONS, "sagemaker:CreateModel"],
      resources: [registryVersionsArn(registry, "*")],
    },
    {
      sid: "CreateModels",
      actions: ["sagemaker:CreateModel"],
      resources: [models],
      conditions: { ...inNetwork(access), Bool: { "sagemaker:NetworkIsolation": "true" } },
    },
    {
      sid: "PassRoleToModels",
      actions: ["iam:PassRole"],
      resources: [endpointRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    {
      // A transform job runs in the network of its model.
      sid: "StartJobs",
      actions: ["sagemaker:CreateTransformJob"],
      resources: [jobs],
      conditions: { ...encrypted(access), ArnLike: { "sagemaker:ModelArn": models } },
    },
    {
      sid: "FindModelsAndJobs",
      actions: ["sagemaker:DescribeModel", "sagemaker:DescribeTransformJob"],
      resources: [models, jobs],
    },
    { sid: "TagModelsAndJobs", actions: ["sagemaker:AddTags"], resources: [models, jobs] },
    {
      sid: "FindInput",
      actions: ["s3:ListBucket"],
      resources: [bucketArn(scope, BUCKETS.inference)],
      conditions: { StringLike: { "s3:prefix": `${INFERENCE_PREFIXES.batch}*` } },
    },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    {
      sid: "LetVolumesUseKey",
      actions: ["kms:CreateGrant"],
      resources: [kmsKeyArn],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
