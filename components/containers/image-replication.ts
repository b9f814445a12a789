import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { imageRepositoryName } from "./model-image-repository";

export interface ImageReplicationArgs {
  /** Where the images are pushed. */
  readonly scope: Scope;
  /** Models whose images are copied: at most 100, since each is a filter. */
  readonly models: readonly string[];
  /** Where they are copied to; each has a `ReplicaRegistry`. */
  readonly destinations: readonly Scope[];
}

/**
 * Copies the images of models to other accounts as they are pushed; what was pushed before is not copied. A registry
 * has one such configuration, and an account has one registry per Region: this resource takes it over as a whole.
 */
export class ImageReplication extends pulumi.ComponentResource {
  constructor(name: string, args: ImageReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:containers:ImageReplication", name, {}, opts);
    checkDestinations(name, args);
    new aws.ecr.ReplicationConfiguration(
      name,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: args.destinations.map(({ account, region }) => ({
                registryId: account,
                region,
              })),
              // By model and not by team: approved images have no repository over there, and would fail.
              repositoryFilters: args.models.map((model) => ({
                filter: imageRepositoryName(args.scope, model),
                filterType: "PREFIX_MATCH",
              })),
            },
          ],
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function checkDestinations(name: string, { scope, destinations }: ImageReplicationArgs): void {
  const here = destinations.find(
    ({ account, region }) => account === scope.account && region === scope.region,
  );
  if (here || destinations.length === 0) {
    throw new Error(
      `destinations of ${name} ${here ? `contain its own registry (plane ${here.plane})` : "are empty"}: name registries of other accounts`,
    );
  }
}
