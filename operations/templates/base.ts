import type { SeedFile } from "../../assets/seeds/seed";
import { seedDigest } from "../../assets/seeds/seed-commit";
import type { FilledTemplate } from "../../assets/seeds/seed-template";
import { renderTemplate, templatesIn } from "../../assets/seeds/seed-template";
import type { Environment, Git } from "./git";
import type { Origin } from "./origin";
import { findInHistory } from "./project-history";
import { readTree, writeTree } from "./trees";

/** Where earlier templates are looked for. */
export interface BaseSources {
  /** Folder of this project; its git history is searched. */
  readonly project: string;
  /** Folders that each hold an unpacked earlier release of this project. */
  readonly releases: readonly string[];
  readonly environment: Environment;
}

/** What a repository was filled with: the tree that both sides of the merge have in common. */
export type Base = { readonly tree: string } | { readonly missing: string };

/** Ref of the clone that keeps a base which was not there. */
const REF = "refs/templates/base";

/** How to give a base, at the end of each message that there is none. */
const HOW = "unpack that release of the landing zone and give its folder with --base DIR";

/**
 * Finds the template that a repository was filled with: in its own history if a commit there holds the template and
 * nothing else, then in the history of this project, then in the releases that were given.
 */
export async function baseOf(
  git: Git,
  origin: Origin,
  filled: FilledTemplate,
  sources: BaseSources,
): Promise<Base> {
  switch (origin.kind) {
    case "recorded":
      return recordedBase(git, origin, filled, sources);
    case "file by file":
      return { tree: await treeOf(git, origin.commit) };
    case "unknown":
      return givenBase(git, filled, sources);
  }
}

async function recordedBase(
  git: Git,
  { commits, origin: { digest, version } }: Extract<Origin, { kind: "recorded" }>,
  filled: FilledTemplate,
  sources: BaseSources,
): Promise<Base> {
  for (const commit of commits) {
    const own = await readTree(git, commit);
    if (own !== undefined && seedDigest(own) === digest) {
      return { tree: await treeOf(git, commit) };
    }
  }
  const found = await findInHistory(sources.project, filled, digest, sources.environment);
  if ("files" in found) {
    return write(git, found.files);
  }
  for (const release of sources.releases) {
    const files = inRelease(release, filled);
    if (Array.isArray(files) && seedDigest(files) === digest) {
      return write(git, files);
    }
  }
  const places = [
    "its own history",
    found.missing,
    ...sources.releases.map((release) => `${release}${whyNot(release, filled)}`),
  ];
  return {
    missing: `no base: it was filled from ${version} (${digest}), which is in none of these: ${places.join("; ")}; ${HOW}`,
  };
}

/** Where nothing is recorded, nothing can be compared: what the person says is the base. */
function givenBase(git: Git, filled: FilledTemplate, { releases }: BaseSources): Promise<Base> | Base {
  const [release] = releases;
  if (release === undefined) {
    return {
      missing:
        "no base: main has no commit that says which template it was filled with; if it was filled by hand from a " +
        `release, ${HOW}`,
    };
  }
  if (releases.length > 1) {
    return {
      missing:
        "no base: main has no commit that says which template it was filled with, so which of the folders it is " +
        "cannot be told: give --base once",
    };
  }
  const files = inRelease(release, filled);
  return Array.isArray(files) ? write(git, files) : { missing: `no base: ${files.problem}` };
}

function inRelease(release: string, filled: FilledTemplate): SeedFile[] | { readonly problem: string } {
  try {
    return renderTemplate(filled, templatesIn(release));
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function whyNot(release: string, filled: FilledTemplate): string {
  const files = inRelease(release, filled);
  return Array.isArray(files) ? ` (which gives ${seedDigest(files)})` : ` (${files.problem})`;
}

async function write(git: Git, files: readonly SeedFile[]): Promise<Base> {
  return { tree: await writeTree(git, REF, files) };
}

function treeOf(git: Git, commit: string): Promise<string> {
  return git.text(["rev-parse", `${commit}^{tree}`]);
}
