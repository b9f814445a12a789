import { endpointServiceName, interfaceServices } from "../../../components/network/services";
import type { OfferedZones } from "../../../components/network/zones";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { Account } from "../aws/account";
import type { Finding, Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone, Target } from "../stack";

type NetworkSettings = LandingZoneSettings["network"];

/** Networks of which jobs and notebooks log to MLflow. */
const LOGGING_PLANES: readonly string[] = ["development", "automation"];

/** Zones, and the endpoint services in them. */
export function networkNeeds(
  { settings }: LandingZone,
  { place, planes, scope }: Target,
  account: Account,
): Need[] {
  const { network, mlflow } = settings;
  const networks = `network of ${planes.join(", ")}`;
  const logs = mlflow !== undefined && planes.some((plane) => LOGGING_PLANES.includes(plane));
  const services =
    network.interfaceEndpoints === "none"
      ? []
      : interfaceServices(scope, logs ? ["experiments"] : []).map((service) =>
          endpointServiceName(scope, service),
        );
  return [
    {
      place,
      by: `${networks} (mlops:network.${network.zones === undefined ? "availabilityZones" : "zones"})`,
      what: "Availability Zones",
      look: async () => enough(network, await account.zones(), scope.region),
    },
    ...services.map((service) => ({
      place,
      by: `${networks} (mlops:network.interfaceEndpoints)`,
      what: `endpoint service ${service}`,
      look: async () =>
        offered(service, network, await account.zones(), await account.endpointServices(services)),
    })),
  ];
}

/** Names of the zones that the program takes, as far as they are there: those of the settings, or the first by name. */
export function zonesOf(
  { zones, availabilityZones }: Pick<NetworkSettings, "zones" | "availabilityZones">,
  { names, zoneIds }: OfferedZones,
): string[] {
  return zones === undefined
    ? names.slice(0, availabilityZones)
    : zones.flatMap((id) => names[zoneIds.indexOf(id)] ?? []);
}

function enough(network: NetworkSettings, there: OfferedZones, region: string): Finding {
  const { zones, availabilityZones: wanted } = network;
  const { names, zoneIds } = there;
  if (zonesOf(network, there).length >= wanted) {
    return FINE;
  }
  const missing = zones?.filter((id) => !zoneIds.includes(id));
  return missing === undefined
    ? lack(
        `${wanted} Availability Zones: ${region} offers ${names.length} to this account (${names.join(", ")})`,
        names.length === 2
          ? "set mlops:network.availabilityZones to 2"
          : "choose another mlops:region, or ask AWS Support why the account sees so few",
      )
    : lack(
        `Availability Zone ${missing.join(", ")}: ${region} offers ${zoneIds.join(", ")} to this account`,
        "correct mlops:network.zones",
      );
}

/** Mended by zones that have all services, where there are enough: their ids are the same in all accounts. */
function offered(
  service: string,
  network: NetworkSettings,
  there: OfferedZones,
  services: ReadonlyMap<string, readonly string[]>,
): Finding {
  const found = services.get(service);
  const otherwise =
    "set mlops:network.interfaceEndpoints to none, with mlops:network.natGateways, or choose another mlops:region";
  if (found === undefined) {
    return lack(`endpoint service ${service} is not offered in the Region`, otherwise);
  }
  const missing = zonesOf(network, there).filter((zone) => !found.includes(zone));
  if (missing.length === 0) {
    return FINE;
  }
  const complete = there.zoneIds.filter((_, index) =>
    [...services.values()].every((zones) => zones.includes(there.names[index] ?? "")),
  );
  const count = Math.min(complete.length, network.availabilityZones);
  return lack(
    `endpoint service ${service} is not offered in ${missing.join(", ")}`,
    count < 2
      ? otherwise
      : `set mlops:network.zones to [${complete.slice(0, count).join(", ")}]` +
          (count === network.availabilityZones ? "" : `, and mlops:network.availabilityZones to ${count}`),
  );
}
