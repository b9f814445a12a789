import { ARTIFACT_PREFIXES, BUCKETS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { modelPipelineName } from "../sagemaker/model-build-contract";
import { registryVersionsArn } from "../sagemaker/model-registry-group";
import { limitsParameterName } from "./retrained-model";

export interface RetrainingStatementsArgs {
  readonly scope: Scope;
  /** Topic of whoever builds versions. */
  readonly topicArn: string;
}

/** Name of the table of decisions. */
export function retrainingTableName(scope: Scope): string {
  return physicalName(scope, "retraining", 255);
}

/** Rights of the function guard-retraining. Models are named by the team's prefix: fifty would not fit into one policy. */
export function retrainingStatements({ scope, topicArn }: RetrainingStatementsArgs): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.artifacts);
  const ofModels = `${ARTIFACT_PREFIXES.monitoring}*/`;
  return [
    {
      sid: "ReadVersions",
      actions: ["sagemaker:ListModelPackages"],
      resources: [registryVersionsArn(scope, "*")],
    },
    {
      sid: "ReadExecutions",
      actions: ["sagemaker:ListPipelineExecutions"],
      resources: [arn(scope, "sagemaker", `pipeline/${modelPipelineName(scope, "*")}`)],
    },
    {
      sid: "ReadLimits",
      actions: ["ssm:GetParameter"],
      resources: [arn(scope, "ssm", `parameter${limitsParameterName(scope, "*")}`)],
    },
    {
      sid: "ReadLabelCounts",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${ofModels}state/labels.json`],
    },
    {
      sid: "FindReportsAndCounts",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: {
        StringLike: { "s3:prefix": [`${ofModels}reports/`, `${ofModels}state/labels.json`] },
      },
    },
    {
      sid: "KeepDecisions",
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: [arn(scope, "dynamodb", `table/${retrainingTableName(scope)}`)],
    },
    { sid: "TellPeople", actions: ["sns:Publish"], resources: [topicArn] },
  ];
}
