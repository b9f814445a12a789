import type { Value } from "./properties";
import type { Registration } from "./subject";
import { types } from "./types";

/** One range of addresses that a security group opens itself to, and where the rest of its rule is written. */
export interface AddressRange {
  /** Path of the range. */
  readonly address: string;
  readonly protocol: string;
  readonly fromPort: string;
  readonly toPort: string;
}

type Direction = "ingress" | "egress";

/** Types that hold rules of security groups: rules by themselves, in their three forms, and groups with rules inside. */
export function typesWithRules(direction: Direction): readonly string[] {
  return [
    direction === "ingress" ? types.securityGroupIngressRule : types.securityGroupEgressRule,
    types.securityGroupRule,
    types.securityGroup,
    types.defaultSecurityGroup,
  ];
}

/** The ranges of addresses that a resource opens a security group to in one direction. */
export function addressRanges(resource: Registration, direction: Direction): readonly AddressRange[] {
  switch (resource.type) {
    case types.securityGroupIngressRule:
    case types.securityGroupEgressRule:
      return ["cidrIpv4", "cidrIpv6"].map((address) => range(address, "", "ipProtocol"));
    case types.securityGroupRule:
      return resource.read("type") === direction ? listed(resource, "") : [];
    default:
      return resource.keys(direction).flatMap((index) => listed(resource, `${direction}.${index}.`));
  }
}

/** Whether a range of IPv4 or IPv6 addresses leaves none out. */
export function isEveryAddress(range: Value | undefined): boolean {
  return typeof range === "string" && range.endsWith("/0");
}

function listed(resource: Registration, rule: string): readonly AddressRange[] {
  return ["cidrBlocks", "ipv6CidrBlocks"].flatMap((list) =>
    resource.keys(`${rule}${list}`).map((index) => range(`${rule}${list}.${index}`, rule, `${rule}protocol`)),
  );
}

function range(address: string, rule: string, protocol: string): AddressRange {
  return { address, protocol, fromPort: `${rule}fromPort`, toPort: `${rule}toPort` };
}
