import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import program from "../../index";
import { loadSettings } from "../../settings/load";

/** The real program, and beside it what nobody should get through: a bucket that lets the public in. */
export = async (): Promise<Record<string, unknown>> => {
  const outputs = await program();
  const settings = loadSettings();
  const account =
    settings.kind === "landing-zone"
      ? (settings.accounts.single ?? settings.accounts.development)
      : undefined;
  const provider = new aws.Provider("fault", {
    region: settings.region as aws.Region,
    allowedAccountIds: [account ?? ""],
    defaultTags: { tags: { Environment: "development" } },
  });
  const options: pulumi.CustomResourceOptions = { provider, protect: true };
  const bucket = new aws.s3.Bucket("fault", { bucket: "mlops-fault-public" }, options);
  new aws.s3.BucketPublicAccessBlock("fault", { bucket: bucket.id, blockPublicPolicy: false }, options);
  return outputs;
};
