import type { NamedPolicy } from "./graph/documents";
import type { Place, RoleDocuments } from "./graph/stack";
import { ofType } from "./graph/stack";
import { textOf } from "./graph/values";
import type { World } from "./graph/world";

/** Who makes a request. */
export interface Actor {
  /** As the cases call it. */
  readonly title: string;
  readonly kind: "role" | "service" | "connection" | "anyone";
  /** Account of the role; a service, a token and anyone act from none. */
  readonly place?: Place;
  /** ARN of the role, name of the service, subject of the token. */
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** What an actor may do if its own policies set no limit; the others then do. */
const EVERYTHING: NamedPolicy = {
  id: "everything",
  content: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

const FORMS =
  "<role>@<place>, unlimited@<place>, unlimited:<role>@<place>, administrator@<place>, every role, " +
  "service:<name>, connection:<name> or anyone";

/**
 * Who a name of the cases stands for.
 *
 * - `<role>@<place>`: a role of the graph.
 * - `unlimited@<place>`: a role whose own policies allow everything, under the boundary of the account.
 * - `unlimited:<role>@<place>`: the same, but it is this role, with its boundary.
 * - `administrator@<place>`: a role without any boundary.
 * - `every role`: each role of our landing zone.
 * - `service:<name>`: a service of AWS acting for somebody.
 * - `connection:<name>`: the token of a service connection of Azure DevOps.
 * - `anyone`: nobody in particular, without credentials.
 *
 * @throws Error if nobody is called so.
 */
export function actorsOf(world: World, title: string): Actor[] {
  if (title === "every role") {
    return world.own.roles.map((role) => roleActor(world, shortName(world, role), role));
  }
  if (title === "anyone") {
    return [{ title, kind: "anyone", name: "anyone", tags: {}, identity: [] }];
  }
  const [, word, name = ""] = /^(service|connection):(.+)$/.exec(title) ?? [];
  if (word === "service") {
    return [{ title, kind: "service", name, tags: {}, identity: [] }];
  }
  if (word === "connection") {
    return [{ title, kind: "connection", name: subjectOf(world, name), tags: {}, identity: [] }];
  }
  return [inAccount(world, title)];
}

/** Name of a role in the cases: `<role>@<plane>`. */
export function shortName(world: World, { name, account }: RoleDocuments): string {
  const { team, places } = world.own;
  const plane = places.find(
    (place) => place.account === account && name.startsWith(`mlops-${team}-${place.plane}-`),
  )?.plane;
  return plane === undefined
    ? `${name}@${places.find((place) => place.account === account)?.plane ?? account}`
    : `${name.slice(`mlops-${team}-${plane}-`.length)}@${plane}`;
}

function inAccount(world: World, title: string): Actor {
  const [, unlimited, name = "", where = ""] = /^(?:(unlimited):)?([\w-]+)@([\w.-]+)$/.exec(title) ?? [];
  if (name === "") {
    throw new Error(`nobody is called "${title}": write ${FORMS}`);
  }
  const place = world.place(where);
  if (unlimited === undefined && (name === "administrator" || name === "unlimited")) {
    return {
      title,
      kind: "role",
      place,
      name: `arn:aws:iam::${place.account}:role/mlops-${place.team}-${place.plane}-${name}`,
      tags: {},
      identity: [EVERYTHING],
      ...(name === "unlimited" ? { boundary: usualBoundary(world, place) } : {}),
    };
  }
  const actor = roleActor(world, title, roleNamed(world, title, name, place), place);
  return unlimited === undefined ? actor : { ...actor, identity: [EVERYTHING] };
}

function roleNamed(world: World, title: string, name: string, place: Place): RoleDocuments {
  const here = world.roles.filter(({ account }) => account === place.account);
  const found = here.find((role) => [`mlops-${place.team}-${place.plane}-${name}`, name].includes(role.name));
  if (!found) {
    const names = here.map((role) => role.name).join(", ") || "none";
    throw new Error(`there is no role "${title}": the account has ${names}; write ${FORMS}`);
  }
  return found;
}

function roleActor(world: World, title: string, role: RoleDocuments, place?: Place): Actor {
  const { arn, account, tags, identity, boundary } = role;
  const home = place ?? world.place(title.slice(title.lastIndexOf("@") + 1));
  return {
    title,
    kind: "role",
    place: { ...home, account },
    name: arn,
    tags,
    identity,
    ...(boundary ? { boundary } : {}),
  };
}

/** The policy `boundary` of a plane. */
function usualBoundary(world: World, place: Place): NamedPolicy {
  const name = `mlops-${place.team}-${place.plane}-boundary`;
  const found = world.teams
    .flatMap(({ documents }) => documents)
    .find(
      ({ kind, resource }) =>
        kind === "managed" && resource.outputs.name === name && resource.provider?.account === place.account,
    );
  if (!found) {
    throw new Error(
      `the account of ${place.plane} has no policy ${name}, so nothing there is unlimited but for it`,
    );
  }
  return found;
}

/** Subject in the tokens of a service connection of our project. */
function subjectOf(world: World, name: string): string {
  const { graph } = world.own;
  const connections = ofType(graph, "azuredevops:index/serviceEndpointAws:ServiceEndpointAws");
  const connection = connections.find(({ outputs }) => outputs.serviceEndpointName === name);
  const [project] = ofType(graph, "azuredevops:index/project:Project");
  if (!connection || !project) {
    const names = connections.map((each) => textOf(each, "serviceEndpointName"));
    throw new Error(`there is no service connection ${name}: the project has ${names.join(", ") || "none"}`);
  }
  return `sc://${connection.provider?.account ?? ""}/${textOf(project, "name")}/${name}`;
}
