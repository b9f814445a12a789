import type { Fault } from "./fault";
import { AWS, PROVIDERS } from "../../support/types";

const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string, resource: string): string =>
  document({ Sid: "Fault", Effect: "Allow", Action: action, Resource: resource });

/** Mistakes in what lives in AWS. */
export const AWS_FAULTS: readonly Fault[] = [
  {
    what: "a bucket that takes public policies",
    rule: "s3-block-public-access",
    at: [AWS.s3.BucketPublicAccessBlock, "production-capture-public-access"],
    inputs: { blockPublicPolicy: false },
  },
  {
    what: "a bucket without any public access block",
    rule: "s3-block-public-access",
    at: [AWS.s3.BucketPublicAccessBlock, "automation-artifacts-public-access"],
    seenAt: [AWS.s3.Bucket, "automation-artifacts"],
    removed: true,
  },
  {
    what: "a bucket that forgets versions",
    rule: "s3-versioning",
    at: [AWS.s3.BucketVersioning, "automation-artifacts-versioning"],
    inputs: { versioningConfiguration: { status: "Suspended" } },
  },
  {
    what: "a bucket encrypted with AWS's own key",
    rule: "s3-cmk-default",
    at: [AWS.s3.BucketServerSideEncryptionConfiguration, "development-data-encryption"],
    inputs: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
  },
  {
    what: "a bucket that answers without TLS",
    rule: "s3-tls-only",
    at: [AWS.s3.BucketPolicy, "staging-capture-policy"],
    inputs: { policy: document() },
  },
  {
    what: "image tags that can be moved",
    rule: "ecr-immutable-tags",
    at: [AWS.ecr.Repository, "automation-churn-images"],
    inputs: { imageTagMutability: "MUTABLE" },
  },
  {
    what: "images encrypted with AWS's own key",
    rule: "ecr-cmk",
    at: [AWS.ecr.Repository, "automation-churn-images"],
    inputs: { encryptionConfigurations: [{ encryptionType: "AES256" }] },
  },
  {
    what: "a key that is never rotated",
    rule: "kms-rotation",
    at: [AWS.kms.Key, "production-key"],
    inputs: { enableKeyRotation: false },
  },
  {
    what: "a key that is gone within a week",
    rule: "kms-deletion-window",
    at: [AWS.kms.Key, "production-key"],
    inputs: { deletionWindowInDays: 7 },
  },
  {
    what: "an unencrypted queue",
    rule: "sqs-encrypted",
    at: [AWS.sqs.Queue, "approval-queue"],
    inputs: { kmsMasterKeyId: undefined },
  },
  {
    what: "an unencrypted topic",
    rule: "sns-encrypted",
    at: [AWS.sns.Topic, "production-alerts"],
    inputs: { kmsMasterKeyId: undefined },
  },
  {
    what: "a role that may do everything with SageMaker",
    rule: "iam-no-wildcard-action",
    at: [AWS.iam.RolePolicy, "automation-model-build-policy"],
    inputs: {
      policy: allow("sagemaker:*", "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/*"),
    },
  },
  {
    what: "a role that may pass any role",
    rule: "iam-passrole-scoped",
    at: [AWS.iam.RolePolicy, "automation-model-build-policy"],
    inputs: { policy: allow("iam:PassRole", "*") },
  },
  {
    what: "a role without boundary",
    rule: "iam-permissions-boundary",
    at: [AWS.iam.Role, "production-endpoint-role"],
    inputs: { permissionsBoundary: undefined },
  },
  {
    what: "a role that anybody may assume",
    rule: "iam-trust-not-open",
    at: [AWS.iam.Role, "production-endpoint-role"],
    inputs: {
      assumeRolePolicy: document({
        Sid: "Fault",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
      }),
    },
  },
  {
    what: "an event target without dead-letter queue",
    rule: "events-target-dlq-and-retry",
    at: [AWS.cloudwatch.EventTarget, "approval-target"],
    inputs: { deadLetterConfig: undefined },
  },
  {
    what: "a function on a retired runtime",
    rule: "lambda-runtime-supported",
    at: [AWS.lambda.Function, "approval-function"],
    inputs: { runtime: "nodejs16.x" },
  },
  {
    what: "a secret in the environment of a function",
    rule: "lambda-env-no-secret",
    at: [AWS.lambda.Function, "approval-function"],
    inputs: { environment: { variables: { AZURE_DEVOPS_PAT: "abcdefghijklmnopqrstuvwxyz" } } },
  },
  {
    what: "logs that are kept for ever",
    rule: "logs-retention-and-cmk",
    at: [AWS.cloudwatch.LogGroup, "approval-function-logs"],
    inputs: { retentionInDays: undefined },
  },
  {
    what: "a consumer account that may approve models",
    rule: "registry-policy-read-only",
    at: [AWS.sagemaker.ModelPackageGroupPolicy, "automation-churn-versions-policy"],
    inputs: {
      resourcePolicy: document({
        Sid: "Fault",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::200000000004:root" },
        Action: "sagemaker:UpdateModelPackage",
        Resource: "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/*",
      }),
    },
  },
  {
    what: "an unprotected model registry group",
    rule: "stateful-protected",
    at: [AWS.sagemaker.ModelPackageGroup, "automation-churn-versions"],
    resource: { protect: false },
  },
  {
    what: "a provider that is bound to no account",
    rule: "explicit-provider-pinned-account",
    at: [PROVIDERS.aws, "staging"],
    inputs: { allowedAccountIds: undefined },
  },
  {
    what: "an approval event that nobody is told the loss of",
    rule: "approval-rule-delivers",
    at: [AWS.cloudwatch.MetricAlarm, "approval-queue-dead-letters-alarm"],
    seenAt: [AWS.sqs.Queue, "approval-queue-dead-letters"],
    removed: true,
  },
  {
    what: "a rule for the models of every team",
    rule: "approval-rule-delivers",
    at: [AWS.cloudwatch.EventRule, "approval-rule"],
    inputs: {
      eventPattern: JSON.stringify({
        source: ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        detail: { ModelApprovalStatus: ["Approved"], ModelPackageStatus: ["Completed"] },
      }),
    },
  },
  {
    what: "production's provider in the staging account",
    rule: "tag-matches-account",
    at: [PROVIDERS.aws, "production"],
    seenAt: [PROVIDERS.aws, "staging"],
    inputs: { allowedAccountIds: '["200000000003"]' },
  },
];
