import { actorsOf, shortName } from "../actors";
import type { Actor } from "../actors";
import { Catalog } from "../catalog";
import type { RoleDocuments } from "../graph/stack";
import { listOf } from "../graph/values";
import type { World } from "../graph/world";
import type { Breach } from "./breach";
import { decide } from "../simulation/decide";
import { requestOf } from "../simulation/request";

/** Subject of a token that nobody in the landing zone gets. */
const FOREIGN = "sc://somebody-else/project/connection";

/** Roles without a boundary. In a trial there is none: its one account holds nothing that people rely on. */
export function withoutBoundary(world: World): Breach[] {
  return world.own.roles
    .filter(({ boundary }) => boundary === undefined)
    .map((role) => ({
      who: shortName(world, role),
      what: "have no boundary",
      because: "the boundary of an account limits what its roles may ever be given",
    }));
}

/** Roles of pipelines that more than one service connection may have, or one of somebody else. */
export async function tokenBreaches(world: World): Promise<Breach[]> {
  const pipelines = world.own.roles.filter(({ trust }) => trust.text.includes('"Federated"'));
  const subjects = [...new Set(pipelines.flatMap(subjectsOf))];
  const breaches: Breach[] = [];
  for (const role of pipelines) {
    const [, ...more] = await among(world, role, subjects);
    const foreign = await among(world, role, [FOREIGN]);
    breaches.push(
      ...[...more, ...foreign].map((subject) => ({
        who: subject,
        what: `become ${shortName(world, role)}`,
        because: "a role is that of one service connection, so that its approvals cannot be gone around",
      })),
    );
  }
  return breaches;
}

/** Those of the subjects that may have the role. */
async function among(world: World, role: RoleDocuments, subjects: readonly string[]): Promise<string[]> {
  const catalog = new Catalog(world);
  const allowed: string[] = [];
  for (const name of subjects) {
    const actor: Actor = { ...anybody(world), title: name, kind: "connection", name };
    const request = requestOf(world, catalog, actor, {
      action: "sts:AssumeRoleWithWebIdentity",
      on: role.arn,
      given: {},
    });
    allowed.push(...((await decide(request)).allowed ? [name] : []));
  }
  return allowed;
}

function anybody(world: World): Actor {
  const [anyone] = actorsOf(world, "anyone");
  if (!anyone) {
    throw new Error("anyone is somebody");
  }
  return anyone;
}

function subjectsOf({ trust }: RoleDocuments): readonly string[] {
  return trust.content.Statement.flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, values]) => (key.endsWith(":sub") ? listOf(values) : [])),
    ),
  ).map((subject) => subject.replaceAll("*", "anything"));
}
