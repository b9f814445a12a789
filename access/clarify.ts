import type { Statement } from "../components/identity/policy";
import { LOCAL_DISKS } from "../components/sagemaker/job-conditions";
import { ARTIFACT_PREFIXES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn } from "../settings/scope";
import { runStatements, useArtifacts } from "./sagemaker-jobs";
import { CREATED_BY_PIPELINES } from "./sagemaker-pipelines";
import type { Foundation } from "../components/foundation";

/** Prefix of the shadow endpoint, its configuration and its log group, all made by Clarify to invoke a model. */
const SHADOW = "sm-clarify-*";

/** What Clarify leaves as it is where it judges captured data: it writes its findings beside what was collected. */
const LEFT_BY_MONITORS = [
  `${ARTIFACT_PREFIXES.code}*`,
  ...["reports", "state"].map((folder) => `${ARTIFACT_PREFIXES.monitoring}*/${folder}/*`),
];

/** ARNs of shadow endpoints and of their configurations. */
export function shadowEndpointArns(scope: Scope): string[] {
  return ["endpoint", "endpoint-config"].map((kind) => arn(scope, "sagemaker", `${kind}/${SHADOW}`));
}

/**
 * Permissions of Clarify's jobs, and of the model that they invoke through a temporary endpoint, the shadow endpoint. Only
 * images of AWS, or the image that serves the model, run with them: code of data scientists starts no endpoints, and
 * Clarify reads only the training data that the pipeline gives it.
 * @param judgesCaptured - Whether monitoring runs with Clarify, over data that an endpoint captured.
 */
export function clarifyStatements(foundation: Foundation, judgesCaptured = false): Statement[] {
  const { scope } = foundation;
  return [
    ...(judgesCaptured ? useArtifacts(scope, LEFT_BY_MONITORS) : useArtifacts(scope)),
    ...runStatements(foundation, ["ProcessingJobs"]),
    {
      sid: "WriteLogsOfShadowEndpoint",
      actions: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
      ],
      resources: [arn(scope, "logs", `log-group:/aws/sagemaker/Endpoints/${SHADOW}`)],
    },
    ...askModel(foundation),
  ];
}

function askModel({ scope }: Foundation): Statement[] {
  const models = arn(scope, "sagemaker", `model/${CREATED_BY_PIPELINES}`);
  return [
    { sid: "SeeModel", actions: ["sagemaker:DescribeModel"], resources: [models] },
    {
      sid: "ConfigureShadowEndpoint",
      actions: ["sagemaker:CreateEndpointConfig"],
      resources: [arn(scope, "sagemaker", `endpoint-config/${SHADOW}`)],
      conditions: {
        ArnLike: { "sagemaker:ModelArn": models },
        // Clarify gives no key for the volume, so there may be none that needs one.
        Null: { "sagemaker:InstanceTypes": "false" },
        "ForAllValues:StringLike": { "sagemaker:InstanceTypes": LOCAL_DISKS },
      },
    },
    {
      sid: "UseShadowEndpoint",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:CreateEndpoint",
        "sagemaker:DeleteEndpoint",
        "sagemaker:DeleteEndpointConfig",
        "sagemaker:DescribeEndpoint",
        "sagemaker:DescribeEndpointConfig",
        "sagemaker:InvokeEndpoint",
      ],
      resources: shadowEndpointArns(scope),
    },
  ];
}
