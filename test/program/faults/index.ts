import { AUTOMATION_FAULTS } from "./automation";
import { AWS_FAULTS } from "./aws";
import { AZURE_DEVOPS_FAULTS } from "./azure-devops";
import { DATA_FAULTS } from "./data";
import type { Fault } from "./fault";
import { INFERENCE_FAULTS } from "./inference";
import { INSIGHT_FAULTS } from "./insight";
import { NETWORK_FAULTS } from "./network";
import { ORGANIZATION_FAULTS } from "./organization";
import { SOURCES_FAULTS } from "./sources";
import { STUDIO_FAULTS } from "./studio";

export { withFault } from "./fault";

/** One mistake for every rule of the pack that its stack can break. */
export const FAULTS: readonly Fault[] = [
  ...AUTOMATION_FAULTS,
  ...AWS_FAULTS,
  ...AZURE_DEVOPS_FAULTS,
  ...DATA_FAULTS,
  ...INFERENCE_FAULTS,
  ...INSIGHT_FAULTS,
  ...NETWORK_FAULTS,
  ...ORGANIZATION_FAULTS,
  ...SOURCES_FAULTS,
  ...STUDIO_FAULTS,
];
