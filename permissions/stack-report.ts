import Table from "cli-table3";
import pc from "picocolors";

import { AREA_NAMES } from "./areas";
import type { Grant } from "./grants";
import type { Breach } from "./never/breach";
import { NOT_IN_TRIALS } from "./never/rules";
import type { OverviewTable } from "./overview";
import { NO_LINES } from "./report";

/** Who may do what in a stack, for the terminal. */
export function stackReport(
  tables: readonly OverviewTable[],
  breaches: readonly Breach[],
  isSingle: boolean,
): string {
  return [
    ...tables.filter(({ rows }) => rows.length > 0).map(tableOf),
    ...breaches.map(({ who, what, because }) => `${pc.red(`${who} may ${what}`)}\n  never, since ${because}`),
    breaches.length === 0
      ? pc.green("nothing that must never be")
      : pc.red(`${breaches.length} things that must never be`),
    ...(isSingle
      ? NOT_IN_TRIALS.map(({ what, because }) => `not asked of one account: ${what}; ${because}`)
      : []),
  ].join("\n");
}

function tableOf({ holder, rows }: OverviewTable): string {
  const table = new Table({
    head: [holder, ...AREA_NAMES],
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: NO_LINES,
  });
  table.push(...rows.map(({ who, areas }) => [who, ...areas]));
  return `${table.toString()}\n`;
}

/** Everything that the roles of a stack were given, a table for each role. */
export function grantsPage(stack: string, grants: readonly Grant[]): string {
  const roles = [...new Set(grants.map(({ who }) => who))].sort();
  return [
    `# Who may do what in stack ${stack}\n`,
    "Each action on each thing that the policies of a role name, asked of IAM with all documents of the stack.\n",
    ...roles.map((role) =>
      [
        `## \`${role}\`\n`,
        "| may | action | on | if | decided by |",
        "| --- | --- | --- | --- | --- |",
        ...grants.filter(({ who }) => who === role).map(grantLine),
        "",
      ].join("\n"),
    ),
  ].join("\n");
}

function grantLine({ action, on, conditions, verdict }: Grant): string {
  const keys = Object.entries(conditions ?? {}).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, values]) => `${key} ${operator} ${[values].flat().join(", ")}`),
  );
  const cells = [
    verdict.allowed ? "yes" : "**no**",
    `\`${action}\``,
    `\`${on}\``,
    keys.map((key) => `\`${key}\``).join("; "),
    verdict.because.join("; "),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
