import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { modelPipelineName } from "../sagemaker/model-build-contract";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../sagemaker/model-registry-group";

/** What telling needs besides reading the registry and the evaluations. */
export interface NoticeResources {
  readonly claimsTableArn: string;
  readonly topicArns: readonly string[];
}

/** Rights of the function announce-approvals. Models are named by the team's prefix: fifty would not fit into one policy. */
export function noticeStatements(
  scope: Scope,
  artifactBucketName: string,
  { claimsTableArn, topicArns }: NoticeResources,
): Statement[] {
  return [
    {
      sid: "ReadVersions",
      actions: READ_VERSION_ACTIONS,
      resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
    },
    {
      sid: "ReadExecutions",
      actions: ["sagemaker:DescribePipelineExecution", "sagemaker:ListPipelineExecutionSteps"],
      resources: [arn(scope, "sagemaker", `pipeline/${modelPipelineName(scope, "*")}/execution/*`)],
    },
    {
      sid: "ReadEvaluations",
      actions: ["s3:GetObject"],
      resources: [
        `arn:${scope.partition}:s3:::${artifactBucketName}/runs/*/Evaluate/evaluation/evaluation.json`,
      ],
    },
    {
      sid: "ClaimNotices",
      actions: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: [claimsTableArn],
    },
    { sid: "TellPeople", actions: ["sns:Publish"], resources: topicArns },
  ];
}
