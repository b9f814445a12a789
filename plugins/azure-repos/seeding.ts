import type { SeedFile } from "../../assets/seeds/seed";
import type { SeedOrigin } from "../../assets/seeds/seed-commit";
import { parseSeedMessage, seedDigest, seedMessage } from "../../assets/seeds/seed-commit";
import type { AzureRepos } from "./azure-repos";
import { StaleBranchError } from "./errors";

/** What is known of a repository once it has content. */
export interface Seeded {
  /** The commit that seeded it; where somebody else filled it, the one that main was at when that was found. */
  readonly commitId: string;
  /** What the commit brought. @default somebody else filled the repository */
  readonly origin?: SeedOrigin;
}

/** How often the branch is read again because somebody else pushed meanwhile. */
const RACES = 5;

/** The only file of a repository that Azure DevOps has just made. */
const README = "README.md";

/**
 * Fills a repository by one push of one commit, unless it holds anything but the README.md that it was made with.
 *
 * It can be done again at any time and by several at once: a commit of its own is found by its trailers and not pushed
 * twice, and whatever a team has is left as it is.
 *
 * @throws Error if the files are not those of the digest, or Azure DevOps refuses
 */
export async function seedRepository(
  repos: AzureRepos,
  repositoryId: string,
  origin: SeedOrigin,
  files: readonly SeedFile[],
): Promise<Seeded> {
  if (seedDigest(files) !== origin.digest) {
    throw new Error(
      `the files of template ${origin.template} have changed since the program ran: run pulumi up again`,
    );
  }
  for (let race = 0; race < RACES; race++) {
    const found = await look(repos, repositoryId);
    if ("seeded" in found) {
      return found.seeded;
    }
    try {
      const { onto, replacing } = found;
      const commitId = await repos.push(repositoryId, {
        onto,
        replacing,
        files,
        message: seedMessage(origin),
      });
      return { commitId, origin };
    } catch (error) {
      if (!(error instanceof StaleBranchError)) {
        throw error;
      }
    }
  }
  throw new Error(`main of repository ${repositoryId} changes all the time: run pulumi up again`);
}

/** Either who filled the repository, or what a push builds on. */
type Found =
  { readonly seeded: Seeded } | { readonly onto: string | undefined; readonly replacing: readonly string[] };

async function look(repos: AzureRepos, repositoryId: string): Promise<Found> {
  const head = await repos.head(repositoryId);
  if (head === undefined) {
    return { onto: undefined, replacing: [] };
  }
  const commits = await repos.firstCommits(repositoryId, 2);
  for (const { id, message } of commits) {
    const origin = parseSeedMessage(message);
    if (origin !== undefined) {
      return { seeded: { commitId: id, origin } };
    }
  }
  const isNew = commits.length === 1 && commits[0]?.id === head;
  const paths = isNew ? await repos.paths(repositoryId, head) : [];
  return isNew && paths.every((path) => path === README)
    ? { onto: head, replacing: paths }
    : { seeded: { commitId: head } };
}
