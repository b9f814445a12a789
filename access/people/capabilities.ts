/** What people can be allowed, in pieces; personas.ts says who gets which. */
import type * as pulumi from "@pulumi/pulumi";

import {
  registryGroupArn,
  READ_VERSION_ACTIONS,
  registryVersionsArn,
} from "../../components/sagemaker/model-registry-group";
import type { Statement } from "../../components/identity/policy";
import { BUCKETS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, globalArn } from "../../settings/scope";

export interface CapabilityContext {
  readonly scope: Scope;
  /** Key of the plane. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

export type Capability = (context: CapabilityContext) => Statement[];

/** Names of what the team makes in SageMaker begin with its own. */
export const teamArn = (scope: Scope, kind: string): string =>
  arn(scope, "sagemaker", `${kind}/${scope.team}-*`);

/** Lists of what there is, which AWS cannot limit to a part of the account. */
export const browse: Capability = () => [
  {
    sid: "Browse",
    actions: [
      "cloudwatch:GetMetricData",
      "cloudwatch:GetMetricStatistics",
      "cloudwatch:ListDashboards",
      "cloudwatch:ListMetrics",
      "logs:DescribeLogGroups",
      "s3:ListAllMyBuckets",
      "sagemaker:ListApps",
      "sagemaker:ListDomains",
      "sagemaker:ListEndpointConfigs",
      "sagemaker:ListEndpoints",
      "sagemaker:ListExperiments",
      "sagemaker:ListFeatureGroups",
      "sagemaker:ListMlflowTrackingServers",
      "sagemaker:ListModelPackageGroups",
      "sagemaker:ListModels",
      "sagemaker:ListMonitoringExecutions",
      "sagemaker:ListMonitoringSchedules",
      "sagemaker:ListPipelines",
      "sagemaker:ListProcessingJobs",
      "sagemaker:ListSpaces",
      "sagemaker:ListTrainingJobs",
      "sagemaker:ListTransformJobs",
      "sagemaker:ListTrialComponents",
      "sagemaker:ListTrials",
      "sagemaker:ListUserProfiles",
      "sagemaker:Search",
    ],
    resources: ["*"],
  },
];

/** Jobs and pipelines: their settings, progress and results. Names of jobs that pipelines start cannot be foreseen. */
export const readJobs: Capability = ({ scope }) => [
  {
    sid: "ReadJobs",
    actions: [
      "sagemaker:DescribeProcessingJob",
      "sagemaker:DescribeTrainingJob",
      "sagemaker:DescribeTransformJob",
    ],
    resources: ["processing-job", "training-job", "transform-job"].map((kind) =>
      arn(scope, "sagemaker", `${kind}/*`),
    ),
  },
  {
    sid: "ReadPipelines",
    actions: [
      "sagemaker:DescribePipeline",
      "sagemaker:DescribePipelineDefinitionForExecution",
      "sagemaker:DescribePipelineExecution",
      "sagemaker:ListPipelineExecutionSteps",
      "sagemaker:ListPipelineExecutions",
      "sagemaker:ListPipelineParametersForExecution",
    ],
    resources: [teamArn(scope, "pipeline")],
  },
];

/** Versions of all models with their metrics and approvals. */
export const readRegistry: Capability = ({ scope }) => [
  {
    sid: "ReadRegistry",
    actions: ["sagemaker:DescribeModelPackageGroup", ...READ_VERSION_ACTIONS],
    resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
  },
];

/** The decision about a version. What the pipeline wrote into its metadata cannot be removed with it. */
export const approveVersions: Capability = ({ scope }) => [
  {
    sid: "ApproveVersions",
    actions: ["sagemaker:UpdateModelPackage"],
    resources: [registryVersionsArn(scope, "*")],
    conditions: {
      StringEquals: { "sagemaker:ModelApprovalStatus": ["Approved", "Rejected"] },
      Null: { "sagemaker:CustomerMetadataPropertiesToRemove": "true" },
    },
  },
];

/** Images, what scans found in them, and where they were copied to. */
export const readImages: Capability = ({ scope }) => [
  {
    sid: "ReadImages",
    actions: [
      "ecr:DescribeImageReplicationStatus",
      "ecr:DescribeImageScanFindings",
      "ecr:DescribeImages",
      "ecr:DescribeRepositories",
      "ecr:ListImages",
    ],
    resources: [arn(scope, "ecr", `repository/mlops/${scope.team}/*`)],
  },
];

/** Model artifacts and evaluation reports. */
export const readArtifacts: Capability = ({ scope, kmsKeyArn }) =>
  readBucket(scope, "Artifacts", BUCKETS.artifacts, kmsKeyArn);

/** Endpoints, without invoking them. */
export const readEndpoints: Capability = ({ scope }) => [
  {
    sid: "ReadEndpoints",
    actions: [
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeMonitoringSchedule",
    ],
    resources: ["endpoint", "endpoint-config", "model", "monitoring-schedule"].map((kind) =>
      teamArn(scope, kind),
    ),
  },
];

/** Try out an endpoint. */
export const invokeEndpoints: Capability = ({ scope }) => [
  { sid: "InvokeEndpoints", actions: ["sagemaker:InvokeEndpoint"], resources: [teamArn(scope, "endpoint")] },
];

/** Captured requests and answers of endpoints. */
export const readCapture: Capability = ({ scope, kmsKeyArn }) =>
  readBucket(scope, "Capture", BUCKETS.capture, kmsKeyArn);

/** Logs of jobs, endpoints and of the plane's functions. */
export const readLogs: Capability = ({ scope }) => [
  {
    sid: "ReadLogs",
    actions: [
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetQueryResults",
      "logs:StartQuery",
    ],
    resources: ["aws/sagemaker/*", `aws/lambda/mlops-${scope.team}-${scope.plane}-*`, `aws-glue/*`].map(
      (group) => arn(scope, "logs", `log-group:/${group}`),
    ),
  },
];

export const readAlarms: Capability = ({ scope }) => [
  {
    sid: "ReadAlarms",
    actions: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms"],
    resources: [arn(scope, "cloudwatch", `alarm:mlops-${scope.team}-${scope.plane}-*`)],
  },
];

/** Dashboards, and which other accounts their metrics are from. */
export const readDashboards: Capability = ({ scope }) => [
  {
    sid: "ReadDashboards",
    actions: ["cloudwatch:GetDashboard"],
    resources: [globalArn(scope, "cloudwatch", `dashboard/mlops-${scope.team}-${scope.plane}-*`)],
  },
  { sid: "ListSinks", actions: ["oam:ListSinks"], resources: ["*"] },
  // Their ARNs end in an id that AWS makes.
  {
    sid: "ReadLinkedAccounts",
    actions: ["oam:ListAttachedLinks"],
    resources: [arn(scope, "oam", "sink/*")],
  },
];

function readBucket(
  scope: Scope,
  what: string,
  purpose: string,
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  const bucket = bucketArn(scope, purpose);
  return [
    { sid: `Read${what}`, actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [`${bucket}/*`] },
    { sid: `List${what}`, actions: ["s3:ListBucket"], resources: [bucket] },
    { sid: `Decrypt${what}`, actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [kmsKeyArn] },
  ];
}
