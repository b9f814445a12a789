import { endpointServiceName, interfaceServices } from "../../../components/network/services";
import type { Account } from "../aws/account";
import type { Finding, Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone, Target } from "../stack";

/** Zones, and the endpoint services in them. The program takes the first zones by name. */
export function networkNeeds(
  { settings }: LandingZone,
  { place, planes, scope }: Target,
  account: Account,
): Need[] {
  const { availabilityZones: wanted, interfaceEndpoints } = settings.network;
  const networks = `network of ${planes.join(", ")}`;
  const services =
    interfaceEndpoints === "none"
      ? []
      : interfaceServices(scope).map((service) => endpointServiceName(scope, service));
  return [
    {
      place,
      by: `${networks} (mlops:network.availabilityZones)`,
      what: "Availability Zones",
      look: async () => {
        const zones = await account.zones();
        return zones.length >= wanted
          ? FINE
          : lack(
              `${wanted} Availability Zones: ${scope.region} offers ${zones.length} to this account (${zones.join(", ")})`,
              zones.length === 2
                ? "set mlops:network.availabilityZones to 2"
                : "choose another mlops:region, or ask AWS Support why the account sees so few",
            );
      },
    },
    ...services.map((service) => ({
      place,
      by: `${networks} (mlops:network.interfaceEndpoints)`,
      what: `endpoint service ${service}`,
      look: async () => {
        const zones = (await account.zones()).slice(0, wanted);
        return offered(service, zones, (await account.endpointServices(services)).get(service));
      },
    })),
  ];
}

/** The zone that is missing may be left out only if it is the last of three. */
function offered(service: string, zones: readonly string[], found: readonly string[] | undefined): Finding {
  if (found === undefined) {
    return lack(
      `endpoint service ${service} is not offered in the Region`,
      "set mlops:network.interfaceEndpoints to none, with mlops:network.natGateways, or choose another mlops:region",
    );
  }
  const missing = zones.filter((zone) => !found.includes(zone));
  if (missing.length === 0) {
    return FINE;
  }
  const twoDo = zones.length === 3 && missing.every((zone) => zone === zones[2]);
  return lack(
    `endpoint service ${service} is not offered in ${missing.join(", ")}`,
    twoDo
      ? "set mlops:network.availabilityZones to 2"
      : "set mlops:network.interfaceEndpoints to none, with mlops:network.natGateways, or choose another mlops:region",
  );
}
