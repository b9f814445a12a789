import * as aws from "@pulumi/aws";

import type { DeployConfig } from "./config";

/**
 * Acts with the credentials of the pipeline, and in the contract's account only.
 *
 * What is deployed has the tags of its stage, and those of its model: costs are told apart by them.
 */
export function awsProvider({ contract, model }: DeployConfig): aws.Provider {
  return new aws.Provider("aws", {
    region: contract.region as aws.Region,
    allowedAccountIds: [contract.account],
    defaultTags: { tags: { ...contract.tags, ManagedBy: "pulumi", Model: model } },
  });
}
