import { digits, guid } from "../ids";
import type { Place } from "../types";

const encode = (text: string): string => Buffer.from(text).toString("base64url");

/** Descriptor of a group that Azure DevOps itself keeps: its security identifier, encoded. */
export const groupDescriptor = (seed: string): string =>
  `vssgp.${encode(`S-1-9-1551374245-${[0, 1, 2, 3].map((part) => digits(`${part}/${seed}`, 10)).join("-")}`)}`;

export type EntraKind = "user" | "group" | "servicePrincipal";

const ENTRA_PREFIX: Readonly<Record<EntraKind, string>> = {
  user: "aad",
  group: "aadgp",
  servicePrincipal: "aadsp",
};

/** Descriptor of an identity that lives in Entra. */
export const entraDescriptor = (kind: EntraKind, seed: string): string =>
  `${ENTRA_PREFIX[kind]}.${encode(guid(seed))}`;

export const organizationUrl = ({ account }: Place): string => `https://dev.azure.com/${account}`;

/** Address of an identity in the graph service. */
export const graphUrl = ({ account }: Place, collection: string, descriptor: string): string =>
  `https://vssps.dev.azure.com/${account}/_apis/Graph/${collection}/${descriptor}`;
