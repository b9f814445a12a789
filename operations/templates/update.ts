import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { SeedOrigin } from "../../assets/seeds/seed-commit";
import { seedDigest } from "../../assets/seeds/seed-commit";
import type { Authorization } from "../../plugins/azure-repos/credentials";
import type { FilledTemplate, TemplateSource } from "../../assets/seeds/seed-template";
import { renderTemplate } from "../../assets/seeds/seed-template";
import type { Project, Repository } from "./azure-devops";
import type { BaseSources } from "./base";
import { baseOf } from "./base";
import type { Change } from "./change-text";
import { changeText, changeTitle } from "./change-text";
import type { Git } from "./git";
import { differences, mergeTemplate } from "./merge";
import type { Origin } from "./origin";
import { originOf } from "./origin";
import type { Behind, Outcome } from "./outcome";
import { Remote } from "./remote";
import { findRequests, openRequest, updateBranch } from "./update-request";
import { writeTree } from "./trees";
import { isNewer } from "./version";

export interface UpdateOptions {
  readonly project: Project;
  readonly authorization: Authorization;
  /** Templates of this version of the landing zone. */
  readonly templates: TemplateSource;
  /** This version. */
  readonly version: string;
  readonly bases: BaseSources;
  /** Whether to open a pull request where the repository lags behind. */
  readonly openRequests: boolean;
}

/**
 * Compares one repository with its template and, if asked to, opens a pull request with what is new. Main is only read.
 *
 * @throws GitError, SignInError or AzureDevOpsError
 */
export async function update(
  repository: Repository,
  filled: FilledTemplate,
  options: UpdateOptions,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "templates-"));
  try {
    const { project, authorization, bases } = options;
    const remote = new Remote(folder, project.cloneUrl(repository), await authorization(), bases.environment);
    const main = await remote.fetchMain();
    return main === undefined
      ? { kind: "undecided", why: "no base: it has no branch main, so it was never filled" }
      : await compare(repository, filled, { remote, main }, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Checkout {
  readonly remote: Remote;
  /** Commit of main. */
  readonly main: string;
}

async function compare(
  repository: Repository,
  filled: FilledTemplate,
  checkout: Checkout,
  options: UpdateOptions,
): Promise<Outcome> {
  const git = checkout.remote.clone;
  const { template } = filled;
  const { version } = options;
  if (template === "infrastructure" && (await holdsProject(git, checkout.main))) {
    return {
      kind: "own",
      why: "holds the landing zone itself: a release is merged into it (docs/templates.md)",
    };
  }
  const files = renderTemplate(filled, options.templates);
  const to: SeedOrigin = { template, version, digest: seedDigest(files) };
  const from = await originOf(git, checkout.main, template);
  if (from.kind === "recorded" && from.origin.digest === to.digest) {
    return { kind: "current", to };
  }
  if (from.kind === "recorded" && isNewer(from.origin.version, version)) {
    return { kind: "ahead", from: from.origin.version, to: version };
  }
  const base = await baseOf(git, from, filled, options.bases);
  if ("missing" in base) {
    return { kind: "undecided", why: base.missing };
  }
  const tree = await writeTree(git, "refs/templates/new", files);
  return merge(repository, { from, to, base: base.tree, template: tree }, checkout, options);
}

interface Update {
  readonly from: Origin;
  readonly to: SeedOrigin;
  /** Trees of the template that the repository was filled with, and of that of this version. */
  readonly base: string;
  readonly template: string;
}

async function merge(
  repository: Repository,
  { from, to, base, template }: Update,
  { remote, main }: Checkout,
  options: UpdateOptions,
): Promise<Outcome> {
  const git = remote.clone;
  const mainTree = await git.text(["rev-parse", `${main}^{tree}`]);
  const merged = await mergeTemplate(git, { base, main: mainTree, template, version: to.version });
  if (merged.tree === mainTree && merged.conflicts.length === 0) {
    return { kind: "current", to, note: "main has its content" };
  }
  const recorded = from.kind === "recorded" ? from.origin : undefined;
  const { added, changed, removed } = await differences(git, mainTree, merged.tree);
  const requests = await findRequests(options.project, repository, updateBranch(to));
  const behind: Behind = {
    kind: "behind",
    ...(recorded === undefined ? {} : { from: recorded }),
    to,
    files: added.length + changed.length + removed.length,
    conflicts: [...new Set(merged.conflicts.flatMap(({ paths }) => paths))].sort(),
    earlier: requests.earlier,
  };
  if (requests.merged !== undefined) {
    return { kind: "current", to, note: `merged by ${requests.merged}, whose message does not say so` };
  }
  if (requests.request !== undefined || !options.openRequests) {
    return requests.request === undefined ? behind : { ...behind, request: requests.request };
  }
  const change: Change = {
    origin: to,
    ...(recorded === undefined ? {} : { from: recorded.version }),
    template: await differences(git, base, template),
    conflicts: merged.conflicts,
  };
  const request = await openRequest(options.project, repository, remote, {
    branch: updateBranch(to),
    title: changeTitle(to),
    text: changeText(change),
    tree: merged.tree,
    parent: main,
  });
  return { ...behind, request };
}

/** Whether the program itself has been brought into the repository, as its README.md asks. */
async function holdsProject(git: Git, main: string): Promise<boolean> {
  const paths = await git.list([
    "ls-tree",
    "-z",
    "--name-only",
    main,
    "--",
    "repositories/infrastructure/README.md",
  ]);
  return paths.length > 0;
}
