import * as contracts from "../../shared/contract";
import { CONTRACT_VERSION, contractSchema, type Contract } from "./contract-schema";

const FORM = { name: "the deployment contract", version: CONTRACT_VERSION, schema: contractSchema };

/**
 * Reads the value of the SSM parameter `/mlops/<team>/<stage>/deployment`.
 *
 * @throws InvalidInput that names every key that is missing or wrong; of another version, only the version.
 */
export function parseContract(json: string): Contract {
  return contracts.parseContract(json, FORM);
}

/**
 * Takes the contract as an object, as the stack's configuration holds it.
 *
 * @throws InvalidInput as {@link parseContract} does.
 */
export function contractOf(input: unknown): Contract {
  return contracts.checkContract(input, FORM);
}
