import * as pulumi from "@pulumi/pulumi";

import { registryHost } from "../../settings/partitions";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { createImageRepository } from "./image-repository";
import { EXPIRE_OLD_BUILDS, EXPIRE_UNTAGGED, KEEP_APPROVED } from "./lifecycle-rules";

export interface ApprovedImageRepositoryArgs {
  readonly scope: Scope;
  /** Name of the image. */
  readonly image: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Roles of other accounts that may pull. @default none */
  readonly consumers?: Consumers;
}

/**
 * Name of the repository: `mlops/<team>/environments/<image>`. Names of models have no slash, so
 * no model's images can have it.
 */
export function approvedImageRepositoryName(scope: Scope, image: string): string {
  return `mlops/${scope.team}/environments/${image}`;
}

/** What the addresses of all approved images of the team begin with, without a slash at its end. */
export function approvedImagesUri(scope: Scope): string {
  return `${registryHost(scope)}/${approvedImageRepositoryName(scope, "")}`.replace(/\/$/, "");
}

export function approvedImageRepositoryArn(scope: Scope, image: string): string {
  return arn(scope, "ecr", `repository/${approvedImageRepositoryName(scope, image)}`);
}

/**
 * Versions of one image of data scientists: scanned, immutable, encrypted. Approved images (`approved-*`) never
 * expire, builds (`build-*`) do beyond the last 30.
 */
export class ApprovedImageRepository extends pulumi.ComponentResource {
  public readonly repositoryUrl: pulumi.Output<string>;
  public readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: ApprovedImageRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:containers:EnvironmentImageRepository", name, {}, opts);
    const repository = createImageRepository(
      name,
      {
        scope: args.scope,
        repositoryName: approvedImageRepositoryName(args.scope, args.image),
        kmsKeyArn: args.kmsKeyArn,
        lifecycleRules: [KEEP_APPROVED, EXPIRE_OLD_BUILDS, EXPIRE_UNTAGGED],
        consumers: args.consumers,
      },
      this,
    );
    this.repositoryUrl = repository.repositoryUrl;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, repositoryArn: this.repositoryArn });
  }
}
