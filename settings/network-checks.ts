import { Netmask } from "netmask";

import type { Problem } from "./problems";
import { listAt, problem, valueAt } from "./problems";
import { PLANES } from "./planes";
import { DEFAULT_ZONES } from "./schema/network";

/** Each network against those before it; two that overlap can never be connected. */
export function overlappingNetworks(raw: unknown): Problem[] {
  const blocks = PLANES.map((plane) => [plane, blockAt(raw, ["network", plane])] as const);
  return blocks.flatMap(([plane, block], index) => {
    const earlier = blocks.slice(0, index).find(([, other]) => block && other && overlap(block, other));
    return earlier
      ? [
          problem(
            ["network", plane],
            valueAt(raw, ["network", plane]),
            `a network that does not overlap network.${earlier[0]} (${String(earlier[1])})`,
            "choose another block: overlapping networks can never be connected",
          ),
        ]
      : [];
  });
}

function overlap(left: Netmask, right: Netmask): boolean {
  return left.contains(right) || right.contains(left);
}

/** Workloads in private subnets reach AWS through endpoints, or through NAT. */
export function noRouteToAws(raw: unknown): Problem[] {
  const without = valueAt(raw, ["network", "interfaceEndpoints"]) === "none";
  const nat = valueAt(raw, ["network", "natGateways"]) ?? "none";
  return without && nat === "none"
    ? [
        problem(
          ["network", "interfaceEndpoints"],
          "none",
          "create, since network.natGateways is none",
          "keep the endpoints, or give development and automation a NAT gateway: without both nothing reaches SageMaker",
        ),
      ]
    : [];
}

/** Named zones are all that there are: which of them would a third subnet be in? */
export function asManyZones(raw: unknown): Problem[] {
  const zones = listAt(raw, ["network", "zones"]);
  const count = valueAt(raw, ["network", "availabilityZones"]) ?? DEFAULT_ZONES;
  const distinct = new Set(zones).size;
  return zones.length > 0 && typeof count === "number" && (zones.length !== count || distinct !== count)
    ? [
        problem(
          ["network", "zones"],
          zones,
          `${count} different zones, as network.availabilityZones says`,
          "name each zone once, or change network.availabilityZones",
        ),
      ]
    : [];
}

function blockAt(raw: unknown, path: readonly PropertyKey[]): Netmask | undefined {
  const value = valueAt(raw, path);
  try {
    return typeof value === "string" ? new Netmask(value) : undefined;
  } catch {
    return undefined; // the schema has already refused it
  }
}
