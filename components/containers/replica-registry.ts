import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, globalArn } from "../../settings/scope";
import { policyDocument } from "../identity/policy";
import { imageRepositoryName, ModelImageRepository } from "./model-image-repository";

export interface ReplicaRegistryArgs {
  /** Account that receives images. */
  readonly scope: Scope;
  /** Account that sends them. */
  readonly source: Scope;
  readonly models: readonly string[];
  /** Key of the receiving account. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/**
 * Copies of the images of models, for endpoints that refuse images of another account. The sender may fill the
 * repositories that are here and not create any: those would be mutable, unscanned and not encrypted with our key.
 *
 * The policy of a registry exists once in an account and Region; this one replaces any other.
 */
export class ReplicaRegistry extends pulumi.ComponentResource {
  /** By model. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ReplicaRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:containers:ReplicaRegistry", name, {}, opts);
    const { scope, source, kmsKeyArn } = args;
    new aws.ecr.RegistryPolicy(
      `${name}-policy`,
      {
        policy: policyDocument([
          {
            sid: "ReplicateImages",
            principal: { AWS: globalArn(source, "iam", "root") },
            actions: ["ecr:ReplicateImage"],
            resources: [arn(scope, "ecr", `repository/${imageRepositoryName(scope, "*")}`)],
          },
        ]),
      },
      { parent: this },
    );
    this.repositoryUrls = Object.fromEntries(
      args.models.map((model) => [
        model,
        new ModelImageRepository(`${name}-${model}`, { scope, model, kmsKeyArn }, { parent: this })
          .repositoryUrl,
      ]),
    );
    this.registerOutputs({ repositoryUrls: this.repositoryUrls });
  }
}
