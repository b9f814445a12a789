import type { Actor } from "../actors";
import { actorsOf } from "../actors";
import { Catalog } from "../catalog";
import type { World } from "../graph/world";
import type { Row, Section } from "../table";
import type { Question, Request } from "./request";
import { requestOf } from "./request";

/** One action on one thing by one actor, and what must come of it. */
export interface Case extends Question {
  readonly section: Section;
  readonly who: string;
  readonly allowed: boolean;
  readonly row: Row;
  readonly request: Request;
}

/**
 * Every action of every row on every thing, for every actor.
 *
 * @throws Error if a name means nothing, or if a section leaves somebody out who was not in it.
 */
export function casesOf(world: World, sections: readonly Section[]): Case[] {
  const catalog = new Catalog(world);
  return sections.flatMap((section) => {
    const actors = actorsIn(world, section);
    return actors.flatMap((actor) => [
      ...section.may.flatMap((row) => rowCases(world, catalog, section, actor, row, true)),
      ...section.mayNot.flatMap((row) => rowCases(world, catalog, section, actor, row, false)),
    ]);
  });
}

/** A case in one line. */
export function titleOf({ who, action, on, allowed, given, through }: Case): string {
  const keys = Object.entries(given).map(([key, value]) => `${key} = ${[value].flat().join(", ")}`);
  const details = [...keys, ...(through === undefined ? [] : [`through ${through}`])].join("; ");
  return `${who} ${allowed ? "may" : "may not"} ${action} on ${on}${details === "" ? "" : ` (${details})`}`;
}

function actorsIn(world: World, { who, except = [], file }: Section): Actor[] {
  const all = who.flatMap((title) => actorsOf(world, title));
  const unknown = except.filter((title) => !all.some((actor) => actor.title === title));
  if (unknown.length > 0) {
    throw new Error(`${file}: except leaves out ${unknown.join(", ")}, who is not among ${who.join(", ")}`);
  }
  return all.filter(({ title }) => !except.includes(title));
}

function rowCases(
  world: World,
  catalog: Catalog,
  section: Section,
  actor: Actor,
  row: Row,
  allowed: boolean,
): Case[] {
  return questionsOf(row).map((question) => {
    const common = { section, who: actor.title, ...question, allowed, row };
    try {
      return { ...common, request: requestOf(world, catalog, actor, question) };
    } catch (error) {
      const { action, on } = question;
      throw new Error(`${section.file}: ${actor.title}, ${action} on ${on}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  });
}

function questionsOf(row: Row): Question[] {
  const ways = row.through?.map((through) => ({ through })) ?? [{}];
  const given = row.with ?? {};
  return row.do.flatMap((action) =>
    row.on.flatMap((on) => ways.map((way) => ({ action, on, given, ...way }))),
  );
}
