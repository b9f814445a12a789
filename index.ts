import * as pulumi from "@pulumi/pulumi";

import { azureDataLakeSasToken, azureDevOpsToken, loadSettings } from "./settings/load";
import { readable } from "./settings/program-refusal";
import { warningsOf } from "./settings/warnings";
import { shortTraces } from "./stacks/short-traces";
import { landingZoneStack } from "./stacks/landing-zone";
import { organizationStack } from "./stacks/organization";

// The SDK's runner prints traces with a library that does not see tsx's source maps; Node itself does.
(Error as { prepareStackTrace?: unknown }).prepareStackTrace = undefined;

shortTraces();

/** The whole program: settings, then the stack of their kind, then its outputs. */
export = async (): Promise<Record<string, unknown>> => {
  try {
    const settings = loadSettings();
    for (const warning of warningsOf(settings)) {
      await pulumi.log.warn(warning);
    }
    return settings.kind === "organization"
      ? organizationStack(settings)
      : await landingZoneStack(settings, {
          azureDevOpsToken: azureDevOpsToken(),
          azureDataLakeSasToken: azureDataLakeSasToken(),
        });
  } catch (error) {
    throw readable(error);
  }
};
