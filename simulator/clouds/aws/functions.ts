import type { SimulatedFunction } from "../types";
import { guid } from "../ids";
import { arn } from "./define";
import { issuerOf } from "./iam";
import { organizationOf } from "./organizations";
import { zonesOf } from "./zones";

/** Functions of the AWS provider by token. */
export const awsFunctions: Readonly<Record<string, SimulatedFunction>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, place) => {
    const region = typeof args.region === "string" ? args.region : place.region;
    const zones = zonesOf({ region });
    return {
      ...args,
      id: region,
      region,
      names: zones.map(({ name }) => name),
      zoneIds: zones.map(({ id }) => id),
      groupNames: [`${region}-zg-1`],
    };
  },
  /** Of a subnet, only where it is: the simulation keeps no books, so it is the first zone for all of them. */
  "aws:ec2/getSubnet:getSubnet": (args, place) => {
    const [zone] = zonesOf(place);
    return { ...args, availabilityZone: zone?.name, availabilityZoneId: zone?.id };
  },
  "aws:organizations/getOrganization:getOrganization": (args, place) => {
    const { id, outputs } = organizationOf(place);
    return { ...args, ...outputs, id };
  },
  /** Of an account that has a sink already, which nobody but the landing zone would ask for. */
  "aws:oam/getSinks:getSinks": (args, place) => ({
    ...args,
    id: place.region,
    region: place.region,
    arns: [arn(place, "oam", `sink/${guid(place.account)}`)],
  }),
  "aws:iam/getOutboundWebIdentityFederation:getOutboundWebIdentityFederation": (_, place) => ({
    id: place.account,
    issuerIdentifier: issuerOf(place),
  }),
};
