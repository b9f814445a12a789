/** What the functions behind the inference API may do. */
import { deploymentArn } from "../components/inference/deployment-names";
import type { Statement } from "../components/identity/policy";
import { BUCKETS, FUNCTIONS, INFERENCE_PREFIXES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn, physicalName } from "../settings/scope";

/** It submits requests and reads their results; it reads no other object and starts no job by itself. */
export function submitStatements(scope: Scope): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.inference);
  const async = `${bucket}/${INFERENCE_PREFIXES.asynchronous}*`;
  return [
    { sid: "WriteRequests", actions: ["s3:PutObject"], resources: [`${async}/input/*`] },
    {
      sid: "ReadRequestsAndResults",
      actions: ["s3:GetObject"],
      resources: [`${async}/input/*`, `${async}/output/*`, `${async}/failure/*`],
    },
    {
      sid: "FindRequestsAndResults",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringLike: { "s3:prefix": `${INFERENCE_PREFIXES.asynchronous}*` } },
    },
    {
      sid: "AskAsynchronousEndpoints",
      actions: ["sagemaker:InvokeEndpointAsync"],
      resources: [deploymentArn(scope, "sagemaker", "endpoint/")],
    },
    {
      sid: "StartBatchRuns",
      actions: ["lambda:InvokeFunction"],
      resources: [arn(scope, "lambda", `function:${physicalName(scope, FUNCTIONS.batchTransform)}`)],
    },
    {
      sid: "FindBatchRuns",
      actions: ["sagemaker:DescribeTransformJob"],
      resources: [deploymentArn(scope, "sagemaker", "transform-job/")],
    },
  ];
}

/** It invokes the endpoints of its models, and reads which version they serve. */
export function processStatements(scope: Scope, models: readonly string[]): Statement[] {
  const endpoints = models.map((model) => arn(scope, "sagemaker", `endpoint/${physicalName(scope, model)}`));
  return [
    {
      sid: "AskEndpoints",
      actions: ["sagemaker:DescribeEndpoint", "sagemaker:InvokeEndpoint"],
      resources: endpoints,
    },
    {
      sid: "ReadVersions",
      actions: ["sagemaker:ListTags"],
      resources: [deploymentArn(scope, "sagemaker", "endpoint-config/")],
    },
  ];
}
