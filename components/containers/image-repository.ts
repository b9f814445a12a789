import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";
import type { LifecycleRule } from "./lifecycle-rules";

/** What the repositories of models and of environments differ in, and what they are given. */
export interface ImageRepositorySettings {
  readonly scope: Scope;
  /** Name in the registry. */
  readonly repositoryName: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Which images expire, the most important rule first. */
  readonly lifecycleRules: readonly LifecycleRule[];
  /** Roles of other accounts that may pull. */
  readonly consumers: Consumers | undefined;
}

/** Actions of a pull; `ecr:GetAuthorizationToken` besides, which AWS cannot limit to a repository. */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/** Actions that change what a repository holds. */
export const PUSH_ACTIONS = [
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** For the role of a pipeline that builds images: push into some repositories, read what scans found, tag what is there. */
export function pushImages(repositoryArns: readonly string[]): Statement[] {
  return [
    { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PushAndTagImages",
      actions: [
        ...PULL_ACTIONS,
        ...PUSH_ACTIONS,
        "ecr:DescribeImageScanFindings",
        "ecr:DescribeImages",
      ].sort(),
      resources: repositoryArns,
    },
  ];
}

/** A repository of scanned, immutable, encrypted images with its settings, below the component that it belongs to. */
export function createImageRepository(
  name: string,
  settings: ImageRepositorySettings,
  parent: pulumi.ComponentResource,
): aws.ecr.Repository {
  const { scope, consumers } = settings;
  const repository = new aws.ecr.Repository(
    name,
    {
      name: settings.repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: settings.kmsKeyArn }],
      forceDelete: !scope.protect,
    },
    { parent, protect: scope.protect },
  );
  new aws.ecr.LifecyclePolicy(
    `${name}-lifecycle`,
    { repository: repository.name, policy: lifecyclePolicy(settings.lifecycleRules) },
    { parent },
  );
  if (consumers) {
    new aws.ecr.RepositoryPolicy(
      `${name}-policy`,
      {
        repository: repository.name,
        policy: policyDocument([
          { sid: "PullByConsumers", ...onlyConsumers(consumers), actions: PULL_ACTIONS },
        ]),
      },
      { parent },
    );
  }
  return repository;
}

function lifecyclePolicy(rules: readonly LifecycleRule[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    rules: rules.map((rule, index) => ({ rulePriority: index + 1, ...rule, action: { type: "expire" } })),
  });
}
