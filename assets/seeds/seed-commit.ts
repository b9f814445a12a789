import { createHash } from "node:crypto";

import type { SeedFile } from "./seed";

/** Folders of repositories/, each of which is the first content of a kind of repository. */
export const SEED_TEMPLATES = ["model-build", "model-deploy", "environments", "infrastructure"] as const;

export type SeedTemplate = (typeof SEED_TEMPLATES)[number];

/** Where the content of a commit comes from. */
export interface SeedOrigin {
  readonly template: SeedTemplate;
  /** Version of the landing zone whose template it is, such as `0.1.0`. */
  readonly version: string;
  /** {@link seedDigest} of the files. */
  readonly digest: string;
}

/** `[skip ci]` keeps the push from starting a pipeline. */
const SUBJECT = /^Seed from the templates of the landing zone (\S+) \[skip ci\]$/;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Says whether two sets of files are the same, whatever their order: `sha256:` and the SHA-256 of what `sha256sum` prints
 * for the files, sorted by path. In a clone: `git ls-files | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum`.
 */
export function seedDigest(files: readonly SeedFile[]): string {
  const lines = [...files]
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, content }) => `${sha256(content)}  ${path}\n`);
  return `sha256:${sha256(lines.join(""))}`;
}

/** Message of the commit that fills a repository. Its trailers tell later where the repository's content comes from. */
export function seedMessage({ template, version, digest }: SeedOrigin): string {
  return [
    `Seed from the templates of the landing zone ${version} [skip ci]`,
    "",
    `Template: ${template}`,
    `Template-Version: ${version}`,
    `Template-Digest: ${digest}`,
  ].join("\n");
}

/**
 * Reads a whole message of {@link seedMessage} back; lists of commits in Azure DevOps give only its beginning.
 *
 * @returns nothing if the message is any other, or tells less than all of it
 */
export function parseSeedMessage(message: string): SeedOrigin | undefined {
  const [subject = "", ...lines] = message.split(/\r?\n/);
  const trailer = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(`${name}: `.length) ?? "";
  const version = trailer("Template-Version");
  const digest = trailer("Template-Digest");
  const template = SEED_TEMPLATES.find((known) => known === trailer("Template"));
  const complete = template !== undefined && SUBJECT.exec(subject)?.[1] === version && DIGEST.test(digest);
  return complete ? { template, version, digest } : undefined;
}

function sha256(content: string): string {
  return createHash("sha256").update(content, "utf8").digest("hex");
}
