import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The yardstick: as many plain resources as the stack file says, with an explicit provider and nothing else. */
export = (): Promise<void> => {
  const count = new pulumi.Config().requireNumber("resources");
  const provider = new aws.Provider("aws", {
    region: "eu-west-1",
    allowedAccountIds: ["200000000001"],
    defaultTags: { tags: { Environment: "development" } }, // the policy pack asks for it
  });
  for (let index = 0; index < count; index++) {
    // A type with six properties, as the real program's resources have on average.
    new aws.kms.Alias(`alias-${index}`, { name: `alias/bare-${index}`, targetKeyId: "bare" }, { provider });
  }
  return Promise.resolve();
};
