import * as contracts from "../../shared/contract";
import { CONTRACT_VERSION, contractSchema, type Contract } from "./contract-schema";

/**
 * Reads the value of the SSM parameter that the pipeline's variable BUILD_CONTRACT names.
 *
 * @throws InvalidInput that names every key that is missing or wrong; of another version, only the version.
 */
export function parseContract(json: string): Contract {
  return contracts.parseContract(json, {
    name: "the build contract",
    version: CONTRACT_VERSION,
    schema: contractSchema,
  });
}
