import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { createImageRepository } from "./image-repository";
import { EXPIRE_UNTAGGED } from "./lifecycle-rules";

export { PULL_ACTIONS } from "./image-repository";

export interface ModelImageRepositoryArgs {
  readonly scope: Scope;
  readonly model: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Roles of other accounts that may pull. @default none */
  readonly consumers?: Consumers;
}

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
    const repository = createImageRepository(
      name,
      {
        scope: args.scope,
        repositoryName: imageRepositoryName(args.scope, args.model),
        kmsKeyArn: args.kmsKeyArn,
        lifecycleRules: [EXPIRE_UNTAGGED],
        consumers: args.consumers,
      },
      this,
    );
    this.repositoryUrl = repository.repositoryUrl;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, repositoryArn: this.repositoryArn });
  }
}
