import type { Thing } from "../catalog";
import { ofType } from "../graph/stack";
import { textOf } from "../graph/values";
import type { World } from "../graph/world";

/** What an account knows of the issuer of a token. */
export interface IdentityProvider {
  readonly arn: string;
  /** Issuer without https://, as condition keys begin. */
  readonly host: string;
  readonly audiences: readonly string[];
}

/** @throws Error if the account that owns the role trusts no such issuer. */
export function identityProvider(
  world: World,
  { account }: Thing,
  issuer: string | readonly string[] | undefined,
): IdentityProvider {
  const known = world.teams
    .flatMap(({ graph }) => ofType(graph, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"))
    .filter(({ provider }) => provider?.account === account)
    .map((provider) => ({
      arn: textOf(provider, "arn"),
      host: textOf(provider, "url").replace(/^https:\/\//, ""),
      audiences: provider.outputs.clientIdLists as readonly string[],
    }));
  const found = issuer === undefined ? known[0] : known.find(({ host }) => host === issuer);
  if (!found) {
    throw new Error(
      `account ${account} knows no such issuer of tokens; it knows ${known.map(({ host }) => host).join(", ") || "none"}`,
    );
  }
  return found;
}
