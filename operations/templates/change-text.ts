import type { SeedOrigin } from "../../assets/seeds/seed-commit";
import type { Conflict, Differences } from "./merge";

export interface Change {
  readonly origin: SeedOrigin;
  /** Version that the repository had. @default unknown */
  readonly from?: string;
  /** What differs between the template that the repository had and the new one. */
  readonly template: Differences;
  readonly conflicts: readonly Conflict[];
}

/** Longest description that Azure DevOps takes, in characters. */
const LONGEST = 4_000;

/** First words of a text that tells of conflicts: a branch that is there already is known by them. */
const CONFLICTS = "Conflicts to resolve in this branch first";

/** Title of the pull request, and subject of its commit: without `[skip ci]`, so that it is built. */
export function changeTitle({ version }: SeedOrigin): string {
  return `Update from the templates of the landing zone ${version}`;
}

/**
 * Description of the pull request, and body of its commit: conflicts first, then what is new in the template, and at the
 * end the trailers that the next update looks for. They are part of the description since Azure DevOps makes the message
 * of a squashed pull request from it.
 */
export function changeText(change: Change): string {
  const { origin, from, template, conflicts } = change;
  const trailers = [
    `Template: ${origin.template}`,
    `Template-Version: ${origin.version}`,
    `Template-Digest: ${origin.digest}`,
  ].join("\n");
  const since = from === undefined ? "" : ` since ${from}`;
  const lines = [
    ...(conflicts.length === 0
      ? []
      : [`${CONFLICTS}: files hold git's markers where both sides changed.`, ""]),
    ...conflicts.map(({ message }) => `- ${message}`),
    ...(conflicts.length === 0 ? [] : [""]),
    `What is new in the template ${origin.template}${since}:`,
    ...listed("Added", template.added),
    ...listed("Changed", template.changed),
    ...listed("Removed", template.removed),
  ];
  return `${shortened(lines, LONGEST - trailers.length - 2)}\n\n${trailers}`;
}

/** Whether a text of {@link changeText} tells of conflicts. */
export function tellsOfConflicts(text: string): boolean {
  return text.startsWith(CONFLICTS);
}

function listed(what: string, paths: readonly string[]): string[] {
  return paths.length === 0 ? [] : ["", `${what}:`, "", ...paths.map((path) => `- ${path}`)];
}

/** Leaves out the last lines if need be, and says how many. */
function shortened(lines: readonly string[], longest: number): string {
  const text = lines.join("\n");
  if (text.length <= longest) {
    return text;
  }
  const rest = (kept: number): string =>
    [
      ...lines.slice(0, kept),
      `- and ${lines.length - kept} lines more: see the files of this pull request`,
    ].join("\n");
  let kept = lines.length - 1;
  while (kept > 0 && rest(kept).length > longest) {
    kept -= 1;
  }
  return rest(kept);
}
