import * as pulumi from "@pulumi/pulumi";

import {
  environmentRepositoryArn,
  EnvironmentImageRepository,
} from "../../components/containers/environment-image-repository";
import type { Consumers } from "../../components/identity/consumers";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";

export type EnvironmentSettings = LandingZoneSettings["environments"];

export interface EnvironmentImagesArgs {
  readonly scope: Scope;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly environments: EnvironmentSettings;
  /** Roles of other accounts that may pull. @default none */
  readonly consumers?: Consumers;
}

/** ARNs of the repositories of environments, known before they exist. */
export function environmentRepositoryArns(scope: Scope, environments: EnvironmentSettings): string[] {
  return Object.keys(environments).map((environment) => environmentRepositoryArn(scope, environment));
}

/** An image repository for each environment that data scientists define. */
export class EnvironmentImages extends pulumi.ComponentResource {
  /** By name of the environment. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: EnvironmentImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:EnvironmentImages", name, {}, opts);
    const { environments, ...settings } = args;
    this.repositoryUrls = Object.fromEntries(
      Object.keys(environments).map((environment) => [
        environment,
        new EnvironmentImageRepository(
          `${name}-${environment}`,
          { ...settings, environment },
          { parent: this },
        ).repositoryUrl,
      ]),
    );
    this.registerOutputs({ repositoryUrls: this.repositoryUrls });
  }
}
