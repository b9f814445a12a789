import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../components/foundation";
import type { Statement } from "../components/identity/policy";
import { ARTIFACT_PREFIXES, BUCKETS } from "../settings/names";
import type { Scope } from "../settings/scope";
import { bucketArn } from "../settings/scope";
import { runStatements } from "./sagemaker-jobs";

export interface MonitoringAccess {
  readonly foundation: Foundation;
  /** The planes whose endpoints are watched, with their keys. */
  readonly watched: readonly { readonly scope: Scope; readonly kmsKeyArn: pulumi.Input<string> }[];
}

/** Monitoring jobs read what endpoints captured, and write reports. */
export function monitoringStatements({ foundation, watched }: MonitoringAccess): Statement[] {
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
