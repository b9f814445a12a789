import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import { policyDocument } from "../identity/policy";

export interface ModelImageRepositoryArgs {
  readonly scope: Scope;
  readonly model: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Roles of other accounts that may pull. @default none */
  readonly consumers?: Consumers;
}

/** Actions of a pull; `ecr:GetAuthorizationToken` besides, which AWS cannot limit to a repository. */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/** Name of the images of a model: `mlops/<team>/<model>`. */
export function imageRepositoryName(scope: Scope, model: string): string {
  return `mlops/${scope.team}/${model}`;
}

export function imageRepositoryArn(scope: Scope, model: string): string {
  return arn(scope, "ecr", `repository/${imageRepositoryName(scope, model)}`);
}

/** Images of one model: scanned, immutable, encrypted. Tagged images never expire, since an endpoint may need them. */
export class ModelImageRepository extends pulumi.ComponentResource {
  public readonly repositoryUrl: pulumi.Output<string>;
  public readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: ModelImageRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:containers:ModelImageRepository", name, {}, opts);
    const { scope } = args;
    const repository = new aws.ecr.Repository(
      name,
      {
        name: imageRepositoryName(scope, args.model),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.kmsKeyArn }],
        forceDelete: !scope.protect,
      },
      { parent: this, protect: scope.protect },
    );
    new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: pulumi.jsonStringify({ rules: [EXPIRE_UNTAGGED] }) },
      { parent: this },
    );
    if (args.consumers) {
      new aws.ecr.RepositoryPolicy(
        `${name}-policy`,
        {
          repository: repository.name,
          policy: policyDocument([
            { sid: "PullByConsumers", ...onlyConsumers(args.consumers), actions: PULL_ACTIONS },
          ]),
        },
        { parent: this },
      );
    }
    this.repositoryUrl = repository.repositoryUrl;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, repositoryArn: this.repositoryArn });
  }
}

const EXPIRE_UNTAGGED = {
  rulePriority: 1,
  description: "remove images without a tag after 14 days",
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
  action: { type: "expire" },
};
