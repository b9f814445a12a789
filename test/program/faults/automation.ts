import type { Fault } from "./fault";
import { AWS } from "../../support/types";

const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Mistakes in images and features. */
export const AUTOMATION_FAULTS: readonly Fault[] = [
  {
    what: "images that nobody scans",
    rule: "ecr-scan-on-push",
    at: [AWS.ecr.Repository, "automation-environments-training"],
    inputs: { imageScanningConfiguration: { scanOnPush: false } },
  },
  {
    what: "a life cycle that forgets what was approved",
    rule: "ecr-lifecycle-keeps-approved",
    at: [AWS.ecr.LifecyclePolicy, "automation-environments-training"],
    inputs: {
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: {
              tagStatus: "tagged",
              tagPrefixList: ["build-"],
              countType: "imageCountMoreThan",
              countNumber: 30,
            },
            action: { type: "expire" },
          },
        ],
      }),
    },
  },
  {
    what: "a registry that anybody fills",
    rule: "ecr-registry-policy-named",
    at: [AWS.ecr.RegistryPolicy, "production-replicas-policy"],
    inputs: {
      policy: document({
        Sid: "Fault",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "ecr:ReplicateImage",
        Resource: "arn:aws:ecr:eu-west-1:200000000004:repository/mlops/fraud/*",
      }),
    },
  },
  {
    what: "images for an account that may leave the organization",
    rule: "ecr-repository-policy-org-bound",
    at: [AWS.ecr.RepositoryPolicy, "automation-churn-images-policy"],
    inputs: {
      policy: document({
        Sid: "Fault",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::200000000004:root" },
        Action: "ecr:BatchGetImage",
      }),
    },
  },
  {
    what: "a sink of metrics that takes logs of anybody",
    rule: "oam-sink-metrics-only",
    at: [AWS.oam.SinkPolicy, "automation-metrics-policy"],
    inputs: {
      policy: document({
        Sid: "Fault",
        Effect: "Allow",
        Principal: "*",
        Action: "oam:CreateLink",
        Resource: "*",
      }),
    },
  },
  {
    what: "a history of features under AWS's own key",
    rule: "sagemaker-feature-group-offline-cmk",
    at: [AWS.sagemaker.FeatureGroup, "automation-features-customers"],
    inputs: { offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://features/customers" } } },
  },
  {
    what: "latest records of features under a key of AWS",
    rule: "sagemaker-feature-group-online-cmk",
    at: [AWS.sagemaker.FeatureGroup, "automation-features-customers"],
    inputs: { onlineStoreConfig: { enableOnlineStore: true } },
  },
];
