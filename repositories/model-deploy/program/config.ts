import * as pulumi from "@pulumi/pulumi";

import { InvalidInput } from "../../shared/problems";
import { contractOf } from "./contract";
import type { Contract, Stage } from "./contract-schema";
import { STAGES } from "./contract-schema";
import type { ModelSettings } from "./model-file";
import { readModelSettings } from "./model-file";
import { endpointName } from "./names";
import type { ModelVersion } from "./version";
import { versionOf } from "./version";

/** What one run of the program deploys, and where. */
export interface DeployConfig {
  readonly stage: Stage;
  readonly model: string;
  /** What everything that is deployed begins with; the endpoint's own name. */
  readonly name: string;
  readonly contract: Contract;
  readonly version: ModelVersion;
  readonly settings: ModelSettings;
  /** How many instances serve now; a new version starts with as many. @default instances.minimum */
  readonly instances?: number;
}

/**
 * Reads the stack's configuration and the model's files.
 *
 * @throws InvalidInput that says what is wrong and where.
 */
export function readConfig(folder?: string): DeployConfig {
  const config = new pulumi.Config("model-deploy");
  // The key has this name in the stacks that there are.
  const stage = config.require<Stage>("environment", { allowedValues: [...STAGES] });
  const model = config.require("model");
  const contract = contractOf(config.requireObject<unknown>("contract"));
  if (contract.environment !== stage) {
    throw new InvalidInput("the deployment contract", [
      `environment is ${contract.environment}, but the stack deploys to ${stage}; give the contract ` +
        `/mlops/${contract.team}/${stage}/deployment`,
    ]);
  }
  const name = endpointName(contract.team, stage, model);
  const instances = config.getNumber("instances");
  return {
    stage,
    model,
    name,
    contract,
    version: versionOf(config.requireObject<unknown>("version"), contract, model),
    settings: readModelSettings(model, stage, folder),
    ...(instances !== undefined && { instances }),
  };
}
