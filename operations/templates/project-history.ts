import { PIPELINE_FILE } from "../../settings/azure-devops-names";
import type { SeedFile } from "../../assets/seeds/seed";
import { seedDigest } from "../../assets/seeds/seed-commit";
import { isSeedPath } from "../../assets/seeds/seed-files";
import { SHARED_FOLDER } from "../../assets/seeds/shared-files";
import type { FilledTemplate, TemplateSource } from "../../assets/seeds/seed-template";
import { renderTemplate } from "../../assets/seeds/seed-template";
import type { Environment } from "./git";
import { Git, GitError, plainEnvironment } from "./git";
import { readTree } from "./trees";

/** What the history of this project gives. */
export type Found = { readonly files: readonly SeedFile[] } | { readonly missing: string };

const SHARED = `repositories/${SHARED_FOLDER}/`;

/**
 * Looks for a template with a digest in the git history of this project, on all its branches and tags: what each commit
 * that touched the template gives when it is filled in for the stack.
 *
 * @param project - Folder of this project.
 */
export async function findInHistory(
  project: string,
  filled: FilledTemplate,
  digest: string,
  environment: Environment,
): Promise<Found> {
  const git = new Git(project, plainEnvironment(environment));
  const folder = `repositories/${filled.template}/`;
  try {
    const commits = await git.text([
      "log",
      "--all",
      "--full-history",
      "--format=%H",
      "--",
      folder,
      SHARED,
      ...(filled.template === "infrastructure" ? [PIPELINE_FILE] : []),
    ]);
    for (const commit of commits.split("\n").filter((line) => line !== "")) {
      const files = await rendered(git, commit, folder, filled);
      if (files !== undefined && seedDigest(files) === digest) {
        return { files };
      }
    }
    const shallow = (await git.text(["rev-parse", "--is-shallow-repository"])) === "true";
    return {
      missing: shallow
        ? "the git history of this project, which is cut off here (git fetch --unshallow brings the rest)"
        : "the git history of this project",
    };
  } catch (error) {
    if (error instanceof GitError) {
      return { missing: `the git history of this project, which cannot be read (${error.message})` };
    }
    throw error;
  }
}

/** Nothing where the commit has no such template, or one that cannot be filled in with the values of today. */
async function rendered(
  git: Git,
  commit: string,
  folder: string,
  filled: FilledTemplate,
): Promise<SeedFile[] | undefined> {
  const files = await seedFiles(git, commit, folder);
  const shared = await seedFiles(git, commit, SHARED);
  if (files === undefined || shared === undefined || files.length === 0) {
    return undefined;
  }
  const [pipelineFile] =
    (filled.template === "infrastructure" ? await readTree(git, commit, PIPELINE_FILE) : undefined) ?? [];
  const source: TemplateSource = {
    files: () => files,
    shared: () => shared,
    pipelineFile: () => ({ path: PIPELINE_FILE, content: pipelineFile?.content ?? "" }),
  };
  try {
    return renderTemplate(filled, source);
  } catch {
    return undefined;
  }
}

async function seedFiles(git: Git, commit: string, folder: string): Promise<SeedFile[] | undefined> {
  return (await readTree(git, commit, folder))?.filter(({ path }) => isSeedPath(path));
}
