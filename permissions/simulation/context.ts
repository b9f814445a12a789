import type { Actor } from "../actors";
import type { Thing } from "../catalog";
import type { World } from "../graph/world";
import type { Endpoint } from "./endpoint";
import { identityProvider } from "./tokens";

/** Condition keys of a request. */
export type Context = Readonly<Record<string, string | string[]>>;

/** What a context is made of. */
export interface Situation {
  readonly actor: Actor;
  readonly action: string;
  readonly thing: Thing;
  /** What the case itself says; it comes before what AWS would say. */
  readonly given: Context;
  readonly endpoint: Endpoint | undefined;
}

/** Parts of a token of Azure DevOps, which cases call by these words. */
const CLAIMS: readonly string[] = ["aud", "issuer", "sub"];

/** Services without a Region: their requests are made in the first Region of the partition. */
const GLOBAL_SERVICES: readonly string[] = ["account", "cloudfront", "iam", "organizations", "route53"];

/** The keys that AWS adds to a request by itself, and those that the case gives. */
export function contextOf(
  world: World,
  situation: Situation,
): { readonly context: Context; readonly givenKeys: readonly string[] } {
  const { actor, given } = situation;
  const keys = Object.fromEntries(
    Object.entries(given).filter(([key]) => actor.kind !== "connection" || !CLAIMS.includes(key)),
  );
  return {
    context: {
      ...requestKeys(situation),
      ...principalKeys(world, actor),
      ...resourceKeys(world, situation.thing),
      ...tokenKeys(world, situation),
      ...endpointKeys(world, situation.endpoint),
      ...keys,
    },
    givenKeys: Object.keys(keys),
  };
}

function requestKeys({ actor, action, thing }: Situation): Context {
  const [service = ""] = action.split(":");
  const [, , , region = ""] = thing.arn.split(":");
  const home = actor.place?.region ?? "us-east-1";
  return {
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:RequestedRegion": GLOBAL_SERVICES.includes(service) ? "us-east-1" : region === "" ? home : region,
  };
}

function principalKeys(world: World, { kind, place, name, tags }: Actor): Context {
  if (kind === "service") {
    return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": name };
  }
  if (kind !== "role" || place === undefined) {
    return { "aws:PrincipalIsAWSService": "false" };
  }
  return {
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalArn": name,
    "aws:PrincipalAccount": place.account,
    "aws:PrincipalType": "AssumedRole",
    "aws:userid": "AROAEXAMPLE:session",
    "kms:CallerAccount": place.account,
    ...tagKeys("aws:PrincipalTag", tags),
    ...organizationKeys(world, "Principal", place.account),
  };
}

function resourceKeys(world: World, { arn, account, tags }: Thing): Context {
  return {
    "aws:ResourceAccount": account,
    ...(arn === "*" ? {} : tagKeys("aws:ResourceTag", tags)),
    ...organizationKeys(world, "Resource", account),
  };
}

function organizationKeys(world: World, who: "Principal" | "Resource", account: string): Context {
  const { organizationId } = world.organization;
  const path = world.organization.pathTo(account).slice(0, -1);
  return world.isMember(account)
    ? {
        [`aws:${who}OrgID`]: organizationId,
        [`aws:${who}OrgPaths`]: [`${organizationId}/${path.map(({ id }) => id).join("/")}/`],
      }
    : {};
}

function tokenKeys(world: World, { actor, thing, given }: Situation): Context {
  if (actor.kind !== "connection") {
    return {};
  }
  const { host, audiences } = identityProvider(world, thing, given.issuer);
  return {
    [`${host}:aud`]: given.aud ?? audiences[0] ?? "",
    [`${host}:sub`]: given.sub ?? actor.name,
  };
}

function endpointKeys(world: World, endpoint: Endpoint | undefined): Context {
  return endpoint
    ? {
        "aws:SourceVpce": endpoint.id,
        "aws:SourceVpc": endpoint.vpcId,
        "aws:VpceAccount": endpoint.account,
        ...(world.isMember(endpoint.account) ? { "aws:VpceOrgID": world.organization.organizationId } : {}),
      }
    : {};
}

function tagKeys(prefix: string, tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
}
