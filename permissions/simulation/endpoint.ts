import type { Catalog } from "../catalog";
import type { NamedPolicy } from "../graph/documents";
import type { Place } from "../graph/stack";
import { textOf } from "../graph/values";
import type { World } from "../graph/world";

/** A VPC endpoint that a request goes through. */
export interface Endpoint {
  readonly id: string;
  readonly vpcId: string;
  readonly account: string;
  readonly policy: NamedPolicy;
}

/**
 * The endpoint that `<service>@<place>` names, such as `s3@production`, `sagemaker.api@development` or `logs@own`.
 *
 * @throws Error if there is none, or if it has no policy: then it lets everything through.
 */
export function endpointOf(world: World, catalog: Catalog, text: string, own: Place): Endpoint {
  const [, service = "", where = ""] = /^([\w.-]+)@([\w.-]+)$/.exec(text) ?? [];
  const { account } = catalog.place(where, own);
  const endpoints = world.resourcesOf("aws:ec2/vpcEndpoint:VpcEndpoint", account);
  const found = endpoints.find((each) => textOf(each, "serviceName").endsWith(`.${service}`));
  if (!found) {
    const names = endpoints.map((each) => textOf(each, "serviceName")).join(", ") || "none";
    throw new Error(`there is no endpoint ${text}: the account has ${names}`);
  }
  const policy = world.teams
    .flatMap(({ documents }) => documents)
    .find(
      ({ kind, resource }) =>
        kind === "endpoint" && resource.urn === found.urn && resource.provider?.account === account,
    );
  if (!policy) {
    throw new Error(`endpoint ${text} has no policy: it lets everything through`);
  }
  return { id: found.id ?? "", vpcId: textOf(found, "vpcId"), account, policy };
}
