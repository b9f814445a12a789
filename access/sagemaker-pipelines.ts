import { awsRepositoryArns } from "../components/containers/aws-images";
import { imageRepositoryArn } from "../components/containers/model-image-repository";
import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import type { JobPlace } from "../components/sagemaker/job-conditions";
import { encrypted, inNetwork, ON_OTHER_DISKS } from "../components/sagemaker/job-conditions";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { BUCKETS, ROLES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { monitoringRolePurpose } from "./monitoring";
import { grantsForVolumes } from "./sagemaker-jobs";
import type { Foundation } from "../components/foundation";

/** Names of jobs and models that a pipeline makes: pipelines-<execution>-<step>-<random>. */
export const CREATED_BY_PIPELINES = "pipelines-*";

const JOBS = ["ProcessingJob", "TrainingJob", "TransformJob"] as const;

/**
 * Permissions of the SageMaker pipelines. They start jobs in the private network and under the plane's key, and register
 * versions for approval, but read no training data.
 * @param watchesModels - Whether there are pipelines that watch models.
 */
export function pipelineStatements(
  { scope, kmsKeyArn, network }: Foundation,
  watchesModels = false,
): Statement[] {
  const artifacts = bucketArn(scope, BUCKETS.artifacts);
  const place = { kmsKeyArn, subnetIds: network.subnetIds, securityGroupId: network.workloadSecurityGroupId };
  return [
    ...startJobs(scope, place),
    ...followJobs(scope),
    {
      sid: "GiveJobsTheirRoles",
      actions: ["iam:PassRole"],
      resources: [
        ROLES.processing,
        ROLES.training,
        ROLES.clarify,
        // Fifty names would not fit.
        ...(watchesModels ? [monitoringRolePurpose("*")] : []),
      ].map((role) => roleArn(scope, role)),
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    ...registerVersions(scope),
    { sid: "ReadResults", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    { sid: "ListResults", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    grantsForVolumes(kmsKeyArn),
  ];
}

function arnCreatedByPipelines(scope: Scope, kind: string): string {
  return arn(scope, "sagemaker", `${kind}/${CREATED_BY_PIPELINES}`);
}

/** Guardrails of an organization ask the same; a trial has none. */
function startJobs(scope: Scope, place: JobPlace): Statement[] {
  return [
    {
      sid: "StartJobs",
      actions: ["sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob"],
      resources: [
        arnCreatedByPipelines(scope, "processing-job"),
        arnCreatedByPipelines(scope, "training-job"),
      ],
      conditions: { ...inNetwork(place), ...encrypted(place) },
    },
    {
      // A transform job runs in the network of its model.
      sid: "StartTransformJobs",
      actions: ["sagemaker:CreateTransformJob"],
      resources: [arnCreatedByPipelines(scope, "transform-job")],
      conditions: encrypted(place),
    },
    {
      sid: "MakeModels",
      actions: ["sagemaker:CreateModel"],
      resources: [arnCreatedByPipelines(scope, "model")],
      conditions: inNetwork(place),
    },
    {
      sid: "NoVolumesWithoutKey",
      effect: "Deny",
      actions: JOBS.map((job) => `sagemaker:Create${job}`),
      resources: ["*"],
      conditions: { Null: { "sagemaker:VolumeKmsKeyArn": "true" }, ...ON_OTHER_DISKS },
    },
  ];
}

function followJobs(scope: Scope): Statement[] {
  return [
    {
      sid: "FollowJobs",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:DescribeModel",
        ...JOBS.flatMap((job) => [`sagemaker:Describe${job}`, `sagemaker:Stop${job}`]),
      ],
      resources: ["processing-job", "training-job", "transform-job", "model"].map((kind) =>
        arnCreatedByPipelines(scope, kind),
      ),
    },
  ];
}

/** Models are named by the team's prefix: a list of fifty would not fit into one policy. */
function registerVersions(scope: Scope): Statement[] {
  const registry = [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")];
  return [
    {
      // Checks compare with the baselines of the last version that was approved.
      sid: "SeeRegistry",
      actions: ["sagemaker:AddTags", "sagemaker:DescribeModelPackageGroup", ...READ_VERSION_ACTIONS],
      resources: registry,
    },
    {
      sid: "RegisterVersionsForApproval",
      actions: ["sagemaker:CreateModelPackage"],
      resources: registry,
      // Left out, the status is PendingManualApproval: what a pipeline registers, a person must approve.
      conditions: { StringEqualsIfExists: { "sagemaker:ModelApprovalStatus": "PendingManualApproval" } },
    },
    {
      // A version keeps the digest of its image, which the registry looks up for whoever registers.
      sid: "SeeImages",
      actions: ["ecr:BatchGetImage", "ecr:DescribeImages"],
      resources: [...awsRepositoryArns(scope), imageRepositoryArn(scope, "*")],
    },
  ];
}
