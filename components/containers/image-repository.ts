// The module itself, not the package that loads it late: what awsx makes comes back as resources of this module.
import * as ecr from "@pulumi/aws/ecr";
// The package's root loads Docker.
import { Repository } from "@pulumi/awsx/ecr";
import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";
import type { LifecycleRule } from "./lifecycle-rules";
import { asAwsxRule } from "./lifecycle-rules";

/** What differs between the repositories of models and of approved images. */
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

/** What other resources need of an image repository. */
export interface ImageRepository {
  readonly repositoryUrl: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** A repository of scanned, immutable, encrypted images with its settings, below the component that it belongs to. */
export function createImageRepository(
  name: string,
  settings: ImageRepositorySettings,
  parent: pulumi.ComponentResource,
): ImageRepository {
  const { scope, consumers } = settings;
  const { repository, url } = new Repository(
    name,
    {
      name: settings.repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: settings.kmsKeyArn }],
      forceDelete: !scope.protect,
      lifecyclePolicy: { rules: settings.lifecycleRules.map(asAwsxRule) },
    },
    { parent, transforms: [childOptions(name, parent, scope.protect)] },
  );
  if (consumers) {
    new ecr.RepositoryPolicy(
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
  return { repositoryUrl: url, arn: repository.arn };
}

/**
 * Sets options on the resources that awsx makes, since awsx takes none. Only the repository is protected: a lifecycle
 * policy is replaced when a rule changes. Both are deleted before they are replaced: a name exists once, and deleting the
 * old lifecycle policy of a repository would delete the new one. The aliases are their URNs in stacks made without awsx.
 */
function childOptions(
  name: string,
  parent: pulumi.ComponentResource,
  protect: boolean,
): pulumi.ResourceTransform {
  const own: Readonly<Record<string, pulumi.CustomResourceOptions>> = {
    "aws:ecr/repository:Repository": { protect, aliases: [{ parent, name }] },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": { aliases: [{ parent, name: `${name}-lifecycle` }] },
  };
  return ({ type, props, opts }) => {
    const options = own[type];
    return options && { props, opts: { ...opts, deleteBeforeReplace: true, ...options } };
  };
}
