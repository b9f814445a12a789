import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { ARTIFACTS, CODE, PIPELINE_ROLE } from "./execution-roles";

/**
 * Permissions of the Model Build pipelines: they create and start the SageMaker pipelines of the team's models and follow
 * them. They approve nothing, and the code that they upload is all that they may write. Models are named by the team's
 * prefix: a list of fifty would not fit into one policy.
 */
export function modelBuildStatements(scope: Scope, keyArn: pulumi.Input<string>): Statement[] {
  const artifacts = bucketArn(scope, ARTIFACTS);
  return [
    {
      sid: "ReadRegistry",
      actions: ["sagemaker:DescribeModelPackageGroup", ...READ_VERSION_ACTIONS],
      resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
    },
    {
      sid: "RunPipelines",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:CreatePipeline",
        "sagemaker:DescribePipeline",
        "sagemaker:DescribePipelineExecution",
        "sagemaker:ListPipelineExecutionSteps",
        "sagemaker:ListPipelineExecutions",
        "sagemaker:StartPipelineExecution",
        "sagemaker:StopPipelineExecution",
        "sagemaker:UpdatePipeline",
      ],
      resources: [arn(scope, "sagemaker", `pipeline/${scope.team}-*`)],
    },
    {
      sid: "GivePipelinesTheirRole",
      actions: ["iam:PassRole"],
      resources: [roleArn(scope, PIPELINE_ROLE)],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    {
      sid: "UploadCode",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: [`${artifacts}/${CODE}*`],
    },
    { sid: "ReadArtifacts", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
    {
      sid: "ReadLogs",
      actions: ["logs:DescribeLogStreams", "logs:GetLogEvents"],
      resources: ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map((group) =>
        arn(scope, "logs", `log-group:/aws/sagemaker/${group}:*`),
      ),
    },
  ];
}
