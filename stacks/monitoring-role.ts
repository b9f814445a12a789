import type * as pulumi from "@pulumi/pulumi";

import { pullAwsImages } from "../components/containers/aws-images";
import { PULL_ACTIONS } from "../components/containers/image-repository";
import type { Statement } from "../components/identity/policy";
import { ServiceRole } from "../components/identity/service-role";
import { vpcJobStatements } from "../components/identity/vpc-job-statements";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { ARTIFACTS, grantsForVolumes, MONITORING_REPORTS, WRITE_METRICS } from "./execution-roles";
import type { Foundation } from "./plane";

/** Purpose of the role that monitoring jobs take in the automation account. */
export const MONITORING_ROLE = "monitoring";

/** Purpose of the buckets that hold what endpoints were asked and answered. */
export const CAPTURE = "capture";

export interface MonitoringRoleArgs {
  readonly foundation: Foundation;
  /** The planes whose endpoints are watched, with their keys. */
  readonly watched: readonly { readonly scope: Scope; readonly keyArn: pulumi.Input<string> }[];
}

/** Role of monitoring jobs: reads captured data of staging and production, writes reports in automation. */
export function monitoringRole(name: string, args: MonitoringRoleArgs, parent: pulumi.Resource): ServiceRole {
  const { scope, permissionsBoundaryArn } = args.foundation;
  return new ServiceRole(
    name,
    {
      scope,
      purpose: MONITORING_ROLE,
      description: "Model Monitor and Clarify jobs",
      service: "sagemaker.amazonaws.com",
      permissionsBoundaryArn,
      statements: monitoringStatements(args),
    },
    { parent },
  );
}

function monitoringStatements({ foundation, watched }: MonitoringRoleArgs): Statement[] {
  const { scope, keyArn, network } = foundation;
  const captured = watched.map((plane) => bucketArn(plane.scope, CAPTURE));
  const artifacts = bucketArn(scope, ARTIFACTS);
  return [
    { sid: "ReadCapture", actions: ["s3:GetObject"], resources: captured.map((bucket) => `${bucket}/*`) },
    { sid: "ListCapture", actions: ["s3:ListBucket"], resources: captured },
    {
      sid: "DecryptCapture",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: watched.map((plane) => plane.keyArn),
    },
    { sid: "ReadBaselines", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    {
      sid: "WriteReports",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: [`${artifacts}/${MONITORING_REPORTS}*`],
    },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
    grantsForVolumes(keyArn),
    ...pullAwsImages(scope),
    {
      sid: "PullImages",
      actions: PULL_ACTIONS,
      resources: [arn(scope, "ecr", `repository/mlops/${scope.team}/*`)],
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [arn(scope, "logs", "log-group:/aws/sagemaker/ProcessingJobs:*")],
    },
    WRITE_METRICS,
    ...vpcJobStatements(scope, {
      subnetIds: network.subnetIds,
      securityGroupIds: [network.workloadSecurityGroupId],
    }),
  ];
}
