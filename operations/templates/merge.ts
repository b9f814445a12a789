import type { Git } from "./git";

/** What both the team and the template have changed, each in another way. */
export interface Conflict {
  readonly paths: readonly string[];
  /** What git says of it, in one line. */
  readonly message: string;
}

/** Paths that differ between two trees, each sorted. */
export interface Differences {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export interface Merged {
  /** Id of the tree; files with conflicting changes hold git's markers. */
  readonly tree: string;
  readonly conflicts: readonly Conflict[];
}

export interface Sides {
  /** Trees. */
  readonly base: string;
  readonly main: string;
  readonly template: string;
  /** Version of the template, for the markers. */
  readonly version: string;
}

const CONFLICTS = 1;

/**
 * Merges the template into main with git's own merge. Commits are made for it, from the base to both sides, since the
 * repository's history knows nothing of the template's.
 *
 * @returns what main becomes
 */
export async function mergeTemplate(git: Git, { base, main, template, version }: Sides): Promise<Merged> {
  const baseCommit = await commitOf(git, base, []);
  // The markers of conflicts carry these names.
  const names = { main: "main", template: `template-${version}` };
  await git.run(["update-ref", `refs/${names.main}`, await commitOf(git, main, [baseCommit])]);
  await git.run(["update-ref", `refs/${names.template}`, await commitOf(git, template, [baseCommit])]);
  const { stdout } = await git.run(
    ["merge-tree", "--write-tree", "-z", "--messages", names.main, names.template],
    { statuses: [0, CONFLICTS] },
  );
  return parseMerge(stdout.toString("utf8"));
}

/** Which files a change from one tree to another touches; a renamed file is one removed and one added. */
export async function differences(git: Git, from: string, to: string): Promise<Differences> {
  const fields = await git.list(["diff-tree", "-r", "-z", "--no-renames", "--name-status", from, to]);
  const changes = fields.flatMap((field, index) =>
    index % 2 === 0 ? [{ status: field, path: fields[index + 1] ?? "" }] : [],
  );
  const of = (statuses: string): string[] =>
    changes.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  return { added: of("A"), changed: of("MT"), removed: of("D") };
}

/**
 * Reads what `git merge-tree -z` prints: the tree; one entry for each stage of each file with conflicts; an empty one;
 * then for each message the number of its paths, the paths, its kind, and the text.
 */
function parseMerge(output: string): Merged {
  const fields = output.split("\0");
  const [tree = ""] = fields;
  const conflicts: Conflict[] = [];
  for (let at = fields.indexOf("", 1) + 1; at > 0 && at < fields.length - 1;) {
    const count = Number(fields[at]);
    const [kind = "", text = ""] = fields.slice(at + 1 + count, at + 3 + count);
    if (kind.startsWith("CONFLICT")) {
      const message = text.replaceAll(/\s+/g, " ").trim();
      conflicts.push({ paths: fields.slice(at + 1, at + 1 + count), message });
    }
    at += count + 3;
  }
  return { tree, conflicts };
}

function commitOf(git: Git, tree: string, parents: readonly string[]): Promise<string> {
  return git.text(["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
    environment: { ...identity("AUTHOR"), ...identity("COMMITTER") },
  });
}

/** These commits stay here. */
function identity(role: string): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: "Templates",
    [`GIT_${role}_EMAIL`]: "templates@example.invalid",
    [`GIT_${role}_DATE`]: "@0 +0000",
  };
}
