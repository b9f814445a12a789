import type { PrivateNetworkArgs } from "../../../components/network/private-network";
import { PrivateNetwork } from "../../../components/network/private-network";
import { BOUNDARY_ARN, create, KEY_ARN, scope } from "../../support/fixtures";
import type { MockedCloud, MocksOptions } from "../../support/mocks";

export const here = scope({ plane: "staging" });

/** A network in two zones without NAT gateways and interface endpoints. */
export const args: PrivateNetworkArgs = {
  scope: here,
  organizationId: "o-a1b2c3d4e5",
  cidr: "10.20.0.0/20",
  availabilityZones: 2,
  interfaceEndpoints: "none",
  kmsKeyArn: KEY_ARN,
  permissionsBoundaryArn: BOUNDARY_ARN,
  logRetentionDays: 90,
};

/** Makes the network with changed arguments. */
export const network = (
  changes: Partial<PrivateNetworkArgs> = {},
  mocks: MocksOptions = {},
): Promise<{ readonly cloud: MockedCloud; readonly component: PrivateNetwork }> =>
  create((options) => new PrivateNetwork("network", { ...args, ...changes }, options), here, mocks);
