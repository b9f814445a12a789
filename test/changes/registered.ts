import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

import { loadSettings, azureDataLakeSasToken, azureDevOpsToken } from "../../settings/load";
import type { StackSettings } from "../../settings/stack-file";
import type { Properties } from "../../simulator/clouds";
import type { Callback } from "../../simulator/rehearsal/answered";
import { fromStruct } from "../../simulator/rehearsal/values";
import { landingZoneStack } from "../../stacks/landing-zone";
import { organizationStack } from "../../stacks/organization";
import { startMocks } from "../support/mocks";
import { ACCOUNTS } from "../support/planes";
import type { RecordedResource } from "../support/recorded";

/** A resource with its inputs as the engine gets them: assets by their place, secrets marked. */
export type Registered = Omit<RecordedResource, "inputs"> & { readonly inputs: Properties };

/** The one stack that another may read in a change. */
const ORGANIZATION = { "organization/mlops/organization": { accountIds: { fraud: ACCOUNTS } } };

interface Monitor {
  registerResource: (request: RegisterResourceRequest, callback: Callback<RegisterResourceResponse>) => void;
}

/**
 * What the program registers with some settings. It runs in this process, many times: a process for each change would take
 * most of its time to start.
 *
 * @throws SettingsError if the settings are refused.
 */
export async function registered({ stack, config, secretKeys }: StackSettings): Promise<Registered[]> {
  const cloud = startMocks({ stack, config, secretKeys, stackReferences: ORGANIZATION });
  const inputs = recordInputs();
  const settings = loadSettings();
  if (settings.kind === "organization") {
    organizationStack(settings);
  } else {
    await landingZoneStack(settings, {
      azureDevOpsToken: azureDevOpsToken(),
      azureDataLakeSasToken: azureDataLakeSasToken(),
    });
  }
  await cloud.settled();
  return cloud.resources.map((resource) => ({
    ...resource,
    inputs: inputs.get(resource.urn) ?? resource.inputs,
  }));
}

/** Inputs by URN, from now on. */
function recordInputs(): ReadonlyMap<string, Properties> {
  const found = new Map<string, Properties>();
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const { registerResource } = monitor;
  monitor.registerResource = (request, callback) => {
    registerResource(request, (error, response) => {
      if (response !== undefined) {
        found.set(response.getUrn(), fromStruct(request.getObject()));
      }
      callback(error, response);
    });
  };
  return found;
}
