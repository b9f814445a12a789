import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../settings/scope";
import { arn } from "../settings/scope";
import { pullAwsImages } from "../components/containers/aws-images";
import type { Statement } from "../components/identity/policy";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type { JobPlace } from "../components/sagemaker/job-conditions";
import { encrypted, inNetwork } from "../components/sagemaker/job-conditions";
import { experimentPrefix } from "../components/sagemaker/studio-names";

/** Where experiments run and with which key they encrypt. */
export interface ExperimentPlace extends JobPlace {
  readonly vpcId: pulumi.Input<string>;
}

/** Kinds of jobs: in ARNs, and in actions. */
const JOBS = {
  "hyper-parameter-tuning-job": "HyperParameterTuningJob",
  "processing-job": "ProcessingJob",
  "training-job": "TrainingJob",
  "transform-job": "TransformJob",
} as const;

/**
 * What an execution role needs to run experiments: SageMaker jobs in the private network, encrypted with the plane's key,
 * whose names begin with `<team>-exp-`. The jobs run with the same role, so it holds what SageMaker does for a job, too.
 */
export function experimentStatements(scope: Scope, roleArn: string, place: ExperimentPlace): Statement[] {
  return [
    ...runJobs(scope, place),
    {
      sid: "PassOwnRole",
      actions: ["iam:PassRole"],
      resources: [roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    ...useKey(place.kmsKeyArn),
    ...jobNetwork(scope, place),
    ...jobLogs(scope),
    ...pullAwsImages(scope),
  ];
}

function runJobs(scope: Scope, place: ExperimentPlace): Statement[] {
  const named = (kind: string): string => arn(scope, "sagemaker", `${kind}/${experimentPrefix(scope)}-*`);
  const jobs = Object.values(JOBS);
  const everything = [...Object.keys(JOBS), "model"].map(named);
  return [
    {
      sid: "RunJobs",
      actions: [
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:CreateProcessingJob",
        "sagemaker:CreateTrainingJob",
      ],
      resources: ["hyper-parameter-tuning-job", "processing-job", "training-job"].map(named),
      conditions: { ...inNetwork(place), ...encrypted(place) },
    },
    {
      // A transform job runs in the network of its model.
      sid: "RunTransformJobs",
      actions: ["sagemaker:CreateTransformJob"],
      resources: [named("transform-job")],
      conditions: encrypted(place),
    },
    {
      sid: "MakeModels",
      actions: ["sagemaker:CreateModel"],
      resources: [named("model")],
      conditions: inNetwork(place),
    },
    {
      sid: "FollowExperiments",
      actions: [
        "sagemaker:DeleteModel",
        "sagemaker:DescribeModel",
        ...jobs.flatMap((job) => [`sagemaker:Describe${job}`, `sagemaker:Stop${job}`]),
        "sagemaker:ListTrainingJobsForHyperParameterTuningJob",
      ],
      resources: everything,
    },
    {
      sid: "TagExperiments",
      actions: ["sagemaker:AddTags"],
      resources: everything,
      conditions: {
        StringEquals: { "sagemaker:TaggingAction": [...jobs, "Model"].map((made) => `Create${made}`) },
      },
    },
  ];
}

function useKey(kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [
    {
      sid: "UseKey",
      actions: [...ENCRYPT_AND_DECRYPT, "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"],
      resources: [kmsKeyArn],
    },
    {
      // For the volumes of spaces and jobs, which AWS services attach.
      sid: "LetServicesUseKey",
      actions: ["kms:CreateGrant"],
      resources: [kmsKeyArn],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** SageMaker places a job into the network with the role of the job. */
function jobNetwork(scope: Scope, { vpcId }: ExperimentPlace): Statement[] {
  const vpc = pulumi.output(vpcId).apply((id) => arn(scope, "ec2", `vpc/${id}`));
  return [
    {
      sid: "SeeNetwork",
      actions: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      resources: ["*"],
    },
    {
      sid: "UseInterfaces",
      actions: [
        "ec2:CreateNetworkInterface",
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteNetworkInterfacePermission",
      ],
      resources: ["network-interface", "security-group", "subnet"].map((kind) =>
        arn(scope, "ec2", `${kind}/*`),
      ),
      // An interface that is about to be made is in no network yet; its subnet and its group are.
      conditions: { ArnEqualsIfExists: { "ec2:Vpc": vpc } },
    },
  ];
}

/** SageMaker has a log group for each kind of job: TrainingJobs, ProcessingJobs and TransformJobs. */
function jobLogs(scope: Scope): Statement[] {
  const groups = arn(scope, "logs", "log-group:/aws/sagemaker/*Jobs");
  return [
    {
      sid: "WriteJobLogs",
      actions: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
      ],
      resources: [`${groups}:*`],
    },
    {
      sid: "ReadExperimentLogs",
      actions: ["logs:GetLogEvents"],
      resources: [`${groups}:log-stream:${experimentPrefix(scope)}-*`],
    },
    {
      sid: "WriteJobMetrics",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringLike: { "cloudwatch:namespace": "/aws/sagemaker/*" } },
    },
  ];
}
