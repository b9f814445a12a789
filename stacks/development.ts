import * as pulumi from "@pulumi/pulumi";

import { EncryptedBucket } from "../components/storage/encrypted-bucket";
import { EncryptionKey } from "../components/storage/encryption-key";
import type { PlaneArgs } from "./plane";
import { inAccount } from "./plane";

/** The development account: where data scientists explore. */
export class DevelopmentPlane extends pulumi.ComponentResource {
  public readonly dataBucketName: pulumi.Output<string>;

  constructor(name: string, args: PlaneArgs) {
    super("mlops:plane:Development", name, {}, inAccount(args));
    const { scope } = args;
    const key = new EncryptionKey(
      `${name}-key`,
      { scope, description: "Data of the team" },
      { parent: this },
    );
    const data = new EncryptedBucket(
      `${name}-data`,
      { scope, purpose: "data", kmsKeyArn: key.keyArn },
      { parent: this },
    );
    this.dataBucketName = data.bucketName;
    this.registerOutputs({ dataBucketName: this.dataBucketName });
  }
}
