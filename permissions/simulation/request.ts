import type { SimulationRequestPrincipal } from "@cloud-copilot/iam-simulate";
import { anonymousPrincipal } from "@cloud-copilot/iam-simulate";

import { partitionOf } from "../../settings/regions";
import type { Actor } from "../actors";
import type { Catalog, Thing } from "../catalog";
import type { NamedPolicy } from "../graph/documents";
import type { Place } from "../graph/stack";
import type { World } from "../graph/world";
import type { Context } from "./context";
import { contextOf } from "./context";
import { endpointOf } from "./endpoint";
import { identityProvider } from "./tokens";

/** What a case asks: an action on a thing, under some conditions. */
export interface Question {
  readonly action: string;
  /** Reference to the thing. */
  readonly on: string;
  /** Condition keys that the case gives. */
  readonly given: Readonly<Record<string, string | readonly string[]>>;
  /** VPC endpoint that the request goes through. @default none */
  readonly through?: string;
}

/** What IAM decides about, with every document that it asks. */
export interface Request {
  readonly principal: SimulationRequestPrincipal;
  readonly action: string;
  readonly arn: string;
  /** Account that owns the thing. */
  readonly account: string;
  readonly context: Context;
  /** Keys that the case itself gives: each must mean something to the action. */
  readonly givenKeys: readonly string[];
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resource: readonly NamedPolicy[];
  readonly endpoint?: NamedPolicy;
  /** From the root to the account of who acts; empty where no organization rules. */
  readonly serviceControl: readonly Level[];
  /** From the root to the account that owns the thing. */
  readonly resourceControl: readonly Level[];
  /** Whether S3 keeps strangers out whatever the policy of the bucket says. */
  readonly blockPublicAccess: boolean;
}

export interface Level {
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

/** Account that services and strangers act from. */
export const NOWHERE: Place = { team: "", plane: "nowhere", account: "", region: "us-east-1" };

/** @throws Error if the case names something that does not exist. */
export function requestOf(world: World, catalog: Catalog, actor: Actor, question: Question): Request {
  const { action, on, through } = question;
  const own = actor.place ?? world.place(world.own.places[0]?.plane ?? "");
  const thing = catalog.thing(on, own);
  const given = Object.fromEntries(
    Object.entries(question.given).map(([key, value]) => [key, filled(catalog, value, own)]),
  );
  const endpoint = through === undefined ? undefined : endpointOf(world, catalog, through, own);
  const { context, givenKeys } = contextOf(world, { actor, action, thing, given, endpoint });
  return {
    principal: principalOf(world, actor, thing, given),
    action,
    arn: thing.arn,
    account: thing.account,
    context,
    givenKeys,
    identity: actor.identity,
    ...(actor.boundary ? { boundary: actor.boundary } : {}),
    resource: policiesOf(world, action, thing),
    ...(endpoint ? { endpoint: endpoint.policy } : {}),
    serviceControl: actor.kind === "role" ? levels(world, own.account, "service-control") : [],
    resourceControl: levels(world, thing.account, "resource-control"),
    blockPublicAccess: isClosed(world, thing),
  };
}

function filled(catalog: Catalog, value: string | readonly string[], own: Place): string | string[] {
  return typeof value === "string" ? catalog.fill(value, own) : value.map((item) => catalog.fill(item, own));
}

function principalOf(
  world: World,
  actor: Actor,
  thing: Thing,
  given: Readonly<Record<string, string | readonly string[]>>,
): SimulationRequestPrincipal {
  switch (actor.kind) {
    case "anyone":
      return anonymousPrincipal;
    case "service":
      return actor.name;
    case "connection":
      return identityProvider(world, thing, given.issuer).arn;
    case "role": {
      const { account, region } = actor.place ?? NOWHERE;
      const name = actor.name.split("/").pop() ?? "";
      return `arn:${partitionOf(region)}:sts::${account}:assumed-role/${name}/session`;
    }
  }
}

/** Trust policies are asked when somebody assumes the role, and only then. */
function policiesOf(world: World, action: string, { arn }: Thing): readonly NamedPolicy[] {
  return arn.includes(":role/") && !action.startsWith("sts:") ? [] : world.resourcePolicies(arn);
}

const FULL_ACCESS: NamedPolicy = {
  id: "FullAWSAccess",
  content: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** AWS attaches FullAWSAccess to every level by itself; resource control policies have it built in. */
function levels(world: World, account: string, kind: "service-control" | "resource-control"): Level[] {
  return world.organization.pathTo(account).map(({ id, policies }) => ({
    id,
    policies: [
      ...(kind === "service-control" ? [FULL_ACCESS] : []),
      ...policies.filter((policy) => policy.kind === kind),
    ],
  }));
}

function isClosed(world: World, { arn }: Thing): boolean {
  const [bucket] = arn.replace(/^arn:[\w-]+:s3:::/, "").split("/");
  return world
    .resourcesOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    .some(({ outputs }) => outputs.bucket === bucket && outputs.restrictPublicBuckets === true);
}
