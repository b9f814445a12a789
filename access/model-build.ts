import type * as pulumi from "@pulumi/pulumi";

import { awsRepositoryArns } from "../components/containers/aws-images";
import { approvedImageRepositoryArn } from "../components/containers/approved-image-repository";
import { PULL_ACTIONS, PUSH_ACTIONS, pushImages } from "../components/containers/image-repository";
import { imageRepositoryArn } from "../components/containers/model-image-repository";
import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import { modelBuildContractArn, modelPipelineName } from "../components/sagemaker/model-build-contract";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { ARTIFACT_PREFIXES, BUCKETS, ROLES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";

/**
 * Permissions of the Model Build pipelines: they read their contract, push images of the team's models, upload code, start
 * the SageMaker pipelines and follow them. They approve nothing. Models are named by the team's prefix: a list of fifty
 * would not fit into one policy.
 */
export function modelBuildStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [
    { sid: "ReadContracts", actions: ["ssm:GetParameter"], resources: [modelBuildContractArn(scope, "*")] },
    {
      sid: "ReadRegistry",
      actions: READ_VERSION_ACTIONS,
      resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
    },
    ...runPipelines(scope),
    ...useArtifacts(scope),
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    {
      sid: "ReadLogs",
      actions: ["logs:DescribeLogStreams", "logs:GetLogEvents"],
      resources: ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map((group) =>
        arn(scope, "logs", `log-group:/aws/sagemaker/${group}:*`),
      ),
    },
    ...pushImages([imageRepositoryArn(scope, "*")]),
    // What images of models begin with: an image of AWS, or of an environment.
    { sid: "PullImagesOfAws", actions: PULL_ACTIONS, resources: awsRepositoryArns(scope) },
    {
      // They lie below the same prefix, and are Image Build's.
      sid: "LeaveEnvironments",
      effect: "Deny",
      actions: PUSH_ACTIONS,
      resources: [approvedImageRepositoryArn(scope, "*")],
    },
  ];
}

function runPipelines(scope: Scope): Statement[] {
  const pipelines = arn(scope, "sagemaker", `pipeline/${modelPipelineName(scope, "*")}`);
  return [
    {
      sid: "StartPipelines",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:CreatePipeline",
        "sagemaker:DescribePipeline",
        "sagemaker:ListPipelineExecutions",
        "sagemaker:StartPipelineExecution",
        "sagemaker:UpdatePipeline",
      ],
      resources: [pipelines],
    },
    {
      sid: "FollowPipelines",
      actions: [
        "sagemaker:DescribePipelineDefinitionForExecution",
        "sagemaker:DescribePipelineExecution",
        "sagemaker:ListPipelineExecutionSteps",
        "sagemaker:StopPipelineExecution",
      ],
      resources: [`${pipelines}/execution/*`],
    },
    {
      sid: "GivePipelinesTheirRole",
      actions: ["iam:PassRole"],
      resources: [roleArn(scope, ROLES.pipeline)],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
  ];
}

/** They may write only the code that they upload. */
function useArtifacts(scope: Scope): Statement[] {
  const artifacts = bucketArn(scope, BUCKETS.artifacts);
  return [
    { sid: "UploadCode", actions: ["s3:PutObject"], resources: [`${artifacts}/${ARTIFACT_PREFIXES.code}*`] },
    { sid: "ReadArtifacts", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    // Without it, S3 answers "access denied" instead of "not found" for a missing object.
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
  ];
}
