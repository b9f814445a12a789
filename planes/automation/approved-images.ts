import * as pulumi from "@pulumi/pulumi";

import { ApprovedImageRepository } from "../../components/containers/approved-image-repository";
import type { Consumers } from "../../components/identity/consumers";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";

export type ImageSettings = LandingZoneSettings["images"];

export interface ApprovedImagesArgs {
  readonly scope: Scope;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly images: ImageSettings;
  /** Roles of other accounts that may pull. @default none */
  readonly consumers?: Consumers;
}

/** A repository for each image that data scientists define, build and have approved. */
export class ApprovedImages extends pulumi.ComponentResource {
  /** By name of the image. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ApprovedImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:EnvironmentImages", name, {}, opts);
    const { images, ...settings } = args;
    this.repositoryUrls = Object.fromEntries(
      Object.keys(images).map((image) => [
        image,
        new ApprovedImageRepository(`${name}-${image}`, { ...settings, image }, { parent: this })
          .repositoryUrl,
      ]),
    );
    this.registerOutputs({ repositoryUrls: this.repositoryUrls });
  }
}
