import * as pulumi from "@pulumi/pulumi";

import type { Contract, Environment } from "./contract";
import { contractOf, ENVIRONMENTS } from "./contract";
import type { ModelSettings } from "./model-file";
import { readModelSettings } from "./model-file";
import { endpointName } from "./names";
import { InvalidInput } from "./problems";
import type { ModelVersion } from "./version";
import { versionOf } from "./version";

/** What one run of the program deploys, and where. */
export interface DeployConfig {
  readonly environment: Environment;
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
  const environment = config.require<Environment>("environment", { allowedValues: [...ENVIRONMENTS] });
  const model = config.require("model");
  const contract = contractOf(config.requireObject<unknown>("contract"));
  if (contract.environment !== environment) {
    throw new InvalidInput("the deployment contract", [
      `environment is ${contract.environment}, but the stack deploys to ${environment}; give the contract ` +
        `/mlops/${contract.team}/${environment}/deployment`,
    ]);
  }
  const name = endpointName(contract.team, environment, model);
  const instances = config.getNumber("instances");
  return {
    environment,
    model,
    name,
    contract,
    version: versionOf(config.requireObject<unknown>("version"), contract, model),
    settings: readModelSettings(model, environment, folder),
    ...(instances !== undefined && { instances }),
  };
}
