import * as aws from "@pulumi/aws";

import program from "../../index";
import { resolveAccounts } from "../../settings/accounts";
import { loadSettings } from "../../settings/load";

/** The real program, and beside it what nobody should get through: a bucket that lets the public in. */
export = async (): Promise<Record<string, unknown>> => {
  const outputs = await program();
  const settings = loadSettings();
  const [environment, account] =
    settings.kind === "organization"
      ? ["management", settings.managementAccount]
      : ["development", (await resolveAccounts(settings)).development];
  const provider = new aws.Provider("fault", {
    region: settings.region as aws.Region,
    allowedAccountIds: [account],
    defaultTags: { tags: { Environment: environment } },
  });
  // Protected, so that nothing but its openness is wrong with it.
  const options = { provider, protect: true };
  const bucket = new aws.s3.Bucket("fault", { bucket: "mlops-fault-public" }, options);
  new aws.s3.BucketPublicAccessBlock("fault", { bucket: bucket.id, blockPublicPolicy: false }, options);
  return outputs;
};
