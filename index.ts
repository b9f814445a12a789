import { azureDevOpsToken, loadSettings } from "./settings/load";
import { landingZoneStack } from "./stacks/landing-zone";
import { organizationStack } from "./stacks/organization";

/** The whole program: settings, then the stack of their kind, then its outputs. */
export = async (): Promise<Record<string, unknown>> => {
  const settings = loadSettings();
  return settings.kind === "organization"
    ? organizationStack(settings)
    : landingZoneStack(settings, azureDevOpsToken());
};
