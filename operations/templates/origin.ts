import type { SeedOrigin, SeedTemplate } from "../../assets/seeds/seed-commit";
import { SEED_TEMPLATES } from "../../assets/seeds/seed-commit";
import type { Git } from "./git";

/** Which template a repository holds, as its history says. */
export type Origin =
  | {
      readonly kind: "recorded";
      /** Commits whose messages say it, newest first: those of a branch and of its merge say the same. */
      readonly commits: readonly string[];
      readonly origin: SeedOrigin;
    }
  | {
      /** Older versions of the landing zone pushed each file as a commit of its own and recorded nothing. */
      readonly kind: "file by file";
      /** The last of these commits. */
      readonly commit: string;
    }
  | { readonly kind: "unknown" };

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const VERSION = /^[\w.+-]{1,64}$/;

/** Subject of each commit of the older versions. */
const FILE_SEED = /^Seed (?!from the templates of )\S.* \[skip ci\]$/;

/**
 * Finds out where the content of main comes from: the newest commit that records a template says it, whether that is the
 * seed itself, a merged update, or one that was squashed under another subject.
 *
 * @param template - Records of other templates do not count.
 */
export async function originOf(git: Git, main: string, template: SeedTemplate): Promise<Origin> {
  const records = await git.list([
    "log",
    "-z",
    "--date-order",
    "--fixed-strings",
    "--grep=Template-Digest: ",
    "--format=%H%n%B",
    main,
  ]);
  const found = records.flatMap((record) => {
    const [commit = "", ...message] = record.split("\n");
    const origin = recordIn(message.join("\n"));
    return origin?.template === template ? [{ commit, origin }] : [];
  });
  const [newest] = found;
  if (newest === undefined) {
    return fileByFile(git, main);
  }
  const { origin } = newest;
  const same = found.filter((record) => record.origin.digest === origin.digest);
  return { kind: "recorded", commits: same.map(({ commit }) => commit), origin };
}

/**
 * The record in a message, whatever its subject: three trailers. Of several, such as in a squashed branch that holds more
 * than one update, the last counts.
 */
export function recordIn(message: string): SeedOrigin | undefined {
  const lines = message.split(/\r?\n/).map((line) => line.trim());
  const valueOf = (name: string): string =>
    lines
      .filter((line) => line.startsWith(`${name}: `))
      .at(-1)
      ?.slice(name.length + 2) ?? "";
  const digest = valueOf("Template-Digest");
  const version = valueOf("Template-Version");
  const template = SEED_TEMPLATES.find((known) => known === valueOf("Template"));
  return template !== undefined && DIGEST.test(digest) && VERSION.test(version)
    ? { template, version, digest }
    : undefined;
}

/** The commits that a repository begins with, perhaps after one by which Azure DevOps made it. */
async function fileByFile(git: Git, main: string): Promise<Origin> {
  const log = await git.list(["log", "-z", "--first-parent", "--reverse", "--format=%H%n%s", main]);
  const commits = log.map((entry) => {
    const [id = "", subject = ""] = entry.split("\n");
    return { id, isSeed: FILE_SEED.test(subject) };
  });
  const first = commits.slice(0, 2).findIndex(({ isSeed }) => isSeed);
  if (first === -1) {
    return { kind: "unknown" };
  }
  const seeds = commits.slice(first);
  const end = seeds.findIndex(({ isSeed }) => !isSeed);
  const last = seeds.slice(0, end === -1 ? undefined : end).at(-1);
  return last === undefined ? { kind: "unknown" } : { kind: "file by file", commit: last.id };
}
