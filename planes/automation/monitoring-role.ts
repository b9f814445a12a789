import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../../components/identity/policy";
import { ServiceRole } from "../../components/identity/service-role";
import { ARTIFACT_PREFIXES, BUCKETS, ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn } from "../../settings/scope";
import { runStatements } from "../../access/jobs";
import type { Foundation } from "../../components/foundation";

export interface MonitoringRoleArgs {
  readonly foundation: Foundation;
  /** The planes whose endpoints are watched, with their keys. */
  readonly watched: readonly { readonly scope: Scope; readonly kmsKeyArn: pulumi.Input<string> }[];
}

/** Role of monitoring jobs: reads captured data of staging and production, writes reports in automation. */
export function monitoringRole(name: string, args: MonitoringRoleArgs, parent: pulumi.Resource): ServiceRole {
  return new ServiceRole(
    name,
    {
      ...args.foundation,
      purpose: ROLES.monitoring,
      description: "Model Monitor and Clarify jobs",
      service: "sagemaker.amazonaws.com",
      statements: monitoringStatements(args),
    },
    { parent },
  );
}

function monitoringStatements({ foundation, watched }: MonitoringRoleArgs): Statement[] {
  const { scope } = foundation;
  const captured = watched.map((plane) => bucketArn(plane.scope, BUCKETS.capture));
  const artifacts = bucketArn(scope, BUCKETS.artifacts);
  return [
    { sid: "ReadCapture", actions: ["s3:GetObject"], resources: captured.map((bucket) => `${bucket}/*`) },
    { sid: "ListCapture", actions: ["s3:ListBucket"], resources: captured },
    {
      sid: "DecryptCapture",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: watched.map((plane) => plane.kmsKeyArn),
    },
    { sid: "ReadBaselines", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    {
      sid: "WriteReports",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: [`${artifacts}/${ARTIFACT_PREFIXES.monitoring}*`],
    },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    ...runStatements(foundation, ["ProcessingJobs"]),
  ];
}
