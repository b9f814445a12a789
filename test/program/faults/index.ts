import { AWS_FAULTS } from "./aws";
import { AZURE_DEVOPS_FAULTS } from "./azure-devops";
import type { Fault } from "./fault";

export { withFault } from "./fault";

/** One mistake for every rule of the pack that prod can break. */
export const FAULTS: readonly Fault[] = [...AWS_FAULTS, ...AZURE_DEVOPS_FAULTS];
