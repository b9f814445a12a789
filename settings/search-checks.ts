import type { Problem } from "./problems";
import { problem, valueAt } from "./problems";

/** Default of the schema. */
const DEFAULTS = { zones: 3, nodes: 3 } as const;

/** OpenSearch spreads its nodes evenly over the zones; a single node stays in one. */
export function nodesOverZones(raw: unknown): Problem[] {
  const given = valueAt(raw, ["openSearch", "nodes"]);
  const nodes = given ?? DEFAULTS.nodes;
  const zones = valueAt(raw, ["network", "availabilityZones"]) ?? DEFAULTS.zones;
  const known = typeof nodes === "number" && (zones === 2 || zones === 3);
  if (valueAt(raw, ["openSearch"]) === undefined || !known || nodes === 1 || nodes % zones === 0) {
    return [];
  }
  return [
    problem(
      ["openSearch", "nodes"],
      given,
      `1, or a multiple of network.availabilityZones (${zones})`,
      `say ${zones * Math.max(1, Math.round(nodes / zones))}, or 1 for a trial`,
    ),
  ];
}
