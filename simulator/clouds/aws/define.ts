import { unknownValue } from "@pulumi/pulumi/runtime/rpc";

import { PARTITIONS } from "../../../settings/partitions";
import { partitionOf } from "../../../settings/regions";
import { hex } from "../ids";
import type { Place, Properties, Registration, SimulatedType, SimulatedTypes } from "../types";

/** Whether a value is known only once its resource is made: a preview cannot judge it. */
export const isUnknown = (value: unknown): boolean => value === unknownValue;

/** Moment of creation of everything: a clock would make two rehearsals differ. */
export const CREATED_AT = "2026-01-15T09:30:00Z";

/** A type of AWS; the description leaves out what all of them have in common. */
interface AwsType extends SimulatedType {
  /** Whether it takes tags; then it also answers with all tags, those of the provider included. */
  readonly taggable?: boolean;
}

export const arn = ({ partition, region, account }: Place, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** ARN of something that has no Region, such as an IAM role. */
export const globalArn = (place: Place, service: string, resource: string): string =>
  arn({ ...place, region: "" }, service, resource);

export const dnsSuffix = ({ partition }: Place): string => PARTITIONS[partition].dnsSuffix;

/** Id of an EC2 object: prefix, zero and 16 hexadecimal digits. */
export const ec2Id = (prefix: string, seed: string): string => `${prefix}-0${hex(seed, 16)}`;

/** Types that exist once for all Regions. */
export function inNoRegion(types: Readonly<Record<string, AwsType>>): SimulatedTypes {
  return mapTypes(types, (type) => ({
    ...type,
    computed: (registration) => ({ ...type.computed(registration), ...tagsOf(type, registration) }),
  }));
}

/** Types that live in one Region: that of the provider, or the one that the resource names itself. */
export function inRegion(types: Readonly<Record<string, AwsType>>): SimulatedTypes {
  const placed = (registration: Registration): Registration => ({
    ...registration,
    place: placeWithRegion(registration.place, registration.inputs.region),
  });
  return mapTypes(inNoRegion(types), (type) => ({
    ...type,
    computed: (registration) => {
      const here = placed(registration);
      return { region: here.place.region, ...type.computed(here) };
    },
    id: (registration, outputs) => type.id(placed(registration), outputs),
    replaceOn: [...type.replaceOn, "region"],
  }));
}

function placeWithRegion(place: Place, region: unknown): Place {
  return typeof region === "string" ? { ...place, region, partition: partitionOf(region) } : place;
}

function tagsOf(type: AwsType, { inputs, place }: Registration): Properties {
  return type.taggable === true
    ? { tagsAll: { ...place.defaultTags, ...(inputs.tags as Properties | undefined) } }
    : {};
}

function mapTypes<T extends SimulatedType>(
  types: Readonly<Record<string, T>>,
  change: (type: T) => SimulatedType,
): SimulatedTypes {
  return Object.fromEntries(Object.entries(types).map(([token, type]) => [token, change(type)]));
}
