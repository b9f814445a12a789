import { Netmask } from "netmask";

/**
 * The first quarters of a network, for its private subnets. The fourth quarter stays free of them, so that no subnet
 * moves when a zone or a NAT gateway is added.
 *
 * @throws Error if there are not 2 or 3 zones.
 */
export function privateSubnetCidrs(cidr: string, zones: number): string[] {
  if (!Number.isInteger(zones) || zones < 2 || zones > 3) {
    throw new Error(`a private network over ${zones} availability zones cannot be made: give 2 or 3`);
  }
  return quarters(cidr).slice(0, zones);
}

/** The first quarters of the fourth quarter of a network, for the public subnets in which NAT gateways stand. */
export function publicSubnetCidrs(cidr: string, subnets: number): string[] {
  return quarters(cidr)
    .slice(3)
    .flatMap((last) => quarters(last).slice(0, subnets));
}

function quarters(cidr: string): string[] {
  const network = new Netmask(cidr);
  const bits = network.bitmask + 2;
  const first = new Netmask(`${network.base}/${bits}`);
  return [0, 1, 2, 3].map((index) => `${index === 0 ? first.base : first.next(index).base}/${bits}`);
}
