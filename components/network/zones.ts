import { Refusal } from "../../settings/program-refusal";

/** Availability Zones that a Region offers an account: names are the account's own, ids are the same for all. */
export interface OfferedZones {
  readonly names: readonly string[];
  readonly zoneIds: readonly string[];
}

/**
 * Name of the zone that holds a network's subnet.
 *
 * @param index - Which subnet, from 0.
 * @param zones - Ids of the zones of all subnets. @default the first zones by name
 * @throws Refusal if the account is not offered the zone.
 */
export function zoneOf(offered: OfferedZones, index: number, zones?: readonly string[]): string {
  const { names, zoneIds } = offered;
  const wanted = zones?.[index];
  const name = wanted === undefined ? names[index] : names[zoneIds.indexOf(wanted)];
  if (name !== undefined) {
    return name;
  }
  const all = names.map((other, at) => `${other} is ${zoneIds[at] ?? "unknown"}`).join(", ");
  throw new Refusal(
    wanted === undefined
      ? `the region offers ${names.length} availability zones (${names.join(", ")}), ${index + 1} are needed: lower network.availabilityZones`
      : `the region offers no availability zone ${wanted} now (${all}): correct network.zones, or wait: another zone would replace the subnet`,
  );
}
