import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../components/identity/policy";
import { deploymentArn } from "../components/inference/deployment-names";
import { BUCKETS, INFERENCE_PREFIXES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { grantsForVolumes } from "./sagemaker-jobs";
import { JOB_LOG_GROUPS } from "../components/observability/job-logs";

/** What models need besides, when they work through records in the inference bucket: asynchronously or in batches. */
export function inferenceStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.inference);
  const { asynchronous, batch } = INFERENCE_PREFIXES;
  const below = (folders: Readonly<Record<string, readonly string[]>>): string[] =>
    Object.entries(folders).flatMap(([prefix, names]) =>
      names.map((folder) => `${bucket}/${prefix}*/${folder}/*`),
    );
  return [
    {
      sid: "ReadInferenceInput",
      actions: ["s3:GetObject"],
      resources: below({ [asynchronous]: ["input", "tests"], [batch]: ["input", "tests"] }),
    },
    {
      sid: "WriteInferenceOutput",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: below({ [asynchronous]: ["output", "failure", "tests"], [batch]: ["output", "tests"] }),
    },
    { sid: "ListInferenceInput", actions: ["s3:ListBucket"], resources: [bucket] },
    {
      sid: "TellResults",
      actions: ["sns:Publish"],
      resources: ["success", "error"].map((what) => `${deploymentArn(scope, "sns", "")}-${what}`),
    },
    grantsForVolumes(kmsKeyArn),
    {
      sid: "WriteJobLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [`${arn(scope, "logs", `log-group:${JOB_LOG_GROUPS.transform}`)}:*`],
    },
  ];
}
