import type * as pulumi from "@pulumi/pulumi";

import { pullAwsImages } from "../components/containers/aws-images";
import { PULL_ACTIONS } from "../components/containers/image-repository";
import { imageRepositoryArn } from "../components/containers/model-image-repository";
import type { Foundation } from "../components/foundation";
import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import { vpcJobStatements } from "../components/identity/vpc-job-statements";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { BUCKETS, ROLES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { inferenceStatements } from "./inference";
import { writeMetrics } from "./sagemaker-jobs";

export interface EndpointAccess extends Foundation {
  /** Where the models come from. */
  readonly automation: { readonly scope: Scope; readonly kmsKeyArn: pulumi.Input<string> };
  /** Whether the images of models are copied to where they serve. */
  readonly replicatesImages: boolean;
  /** Whether models read online features, through the role of the automation account. */
  readonly readsFeatures: boolean;
}

/** What a model may do while it serves: read its artifacts and images, and write captured requests, logs and metrics. */
export function endpointStatements({
  scope,
  kmsKeyArn,
  network,
  automation,
  replicatesImages,
  readsFeatures,
}: EndpointAccess): Statement[] {
  const artifacts = bucketArn(automation.scope, BUCKETS.artifacts);
  return [
    { sid: "ReadArtifacts", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    {
      sid: "DecryptArtifacts",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: [automation.kmsKeyArn],
    },
    ...pullAwsImages(scope),
    {
      sid: "PullImages",
      actions: PULL_ACTIONS,
      resources: [automation.scope, ...(replicatesImages ? [scope] : [])].map((registry) =>
        imageRepositoryArn(registry, "*"),
      ),
    },
    { sid: "WriteCapture", actions: ["s3:PutObject"], resources: [`${bucketArn(scope, BUCKETS.capture)}/*`] },
    { sid: "EncryptCapture", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    {
      sid: "WriteLogs",
      actions: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
      ],
      resources: [arn(scope, "logs", "log-group:/aws/sagemaker/Endpoints/*")],
    },
    writeMetrics(),
    ...inferenceStatements(scope, kmsKeyArn),
    ...(readsFeatures
      ? [
          {
            sid: "ReadOnlineFeatures",
            actions: ["sts:AssumeRole"],
            resources: [roleArn(automation.scope, ROLES.featureReader)],
          },
        ]
      : []),
    ...vpcJobStatements(scope, {
      subnetIds: network.subnetIds,
      securityGroupIds: [network.workloadSecurityGroupId],
    }),
  ];
}
