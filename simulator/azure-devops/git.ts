import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { Answer } from "./protocol";

const BRANCH = "refs/heads/main";
const NO_COMMIT = "0".repeat(40);

/** Body of `POST .../pushes`, as far as it is served. */
const push = z.object({
  refUpdates: z.tuple([z.object({ name: z.literal(BRANCH), oldObjectId: z.string().length(40) })]),
  commits: z.tuple([
    z.object({
      comment: z.string().min(1),
      changes: z
        .array(
          z.object({
            changeType: z.enum(["add", "edit"]),
            item: z.object({ path: z.string().startsWith("/") }),
            newContent: z.object({
              content: z.string(),
              contentType: z.enum(["rawtext", "base64encoded"]).default("rawtext"),
            }),
          }),
        )
        .min(1),
    }),
  ]),
});
type Push = z.infer<typeof push>;

/** An answer that says no, as the service does. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly typeKey: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Azure Repos, played with git: bare repositories behind the REST API's refs, commits, items and pushes. A repository that is
 * asked for the first time is one that the service has just made: main with one commit of a README.md.
 */
export class GitRepositories {
  private readonly closed = new Set<string>();

  /** @param folder - Takes the repositories; must exist. */
  constructor(private readonly folder: string) {}

  /** Where git finds a repository. */
  remote(repositoryId: string): string {
    const remote = join(this.folder, `${repositoryId}.git`);
    if (!existsSync(remote)) {
      this.run(this.folder, ["init", "--quiet", "--bare", "--initial-branch", "main", remote]);
      this.commit(remote, {
        parent: NO_COMMIT,
        message: "Initial commit.",
        files: [["README.md", Buffer.from("project")]],
      });
    }
    return remote;
  }

  /** From now on main takes pull requests only. */
  protect(repositoryId: string): void {
    this.closed.add(repositoryId);
  }

  /** Somebody's commit on main. @param change - Content by path; nothing: the file is deleted. */
  work(repositoryId: string, message: string, change: Readonly<Record<string, string | undefined>>): void {
    const remote = this.remote(repositoryId);
    const files = Object.entries(change).map(
      ([path, content]) => [path, content === undefined ? undefined : Buffer.from(content)] as const,
    );
    this.commit(remote, { parent: this.head(remote), message, files });
  }

  /** Whole messages of the commits of main, oldest first. */
  messages(repositoryId: string): string[] {
    return this.run(this.remote(repositoryId), ["log", "--reverse", "--format=%B%x00", "main"])
      .split("\0")
      .map((message) => message.trim())
      .filter((message) => message !== "");
  }

  /** Content of main by path. */
  files(repositoryId: string): Record<string, string> {
    const remote = this.remote(repositoryId);
    return Object.fromEntries(
      this.paths(remote, this.head(remote)).map((path) => [path, this.run(remote, ["show", `main:${path}`])]),
    );
  }

  /** Answers a request for `.../_apis/git/repositories/{repositoryId}/{what}`. */
  answer(method: string, repositoryId: string, what: string, query: URLSearchParams, body: string): Answer {
    try {
      return {
        status: method === "POST" ? 201 : 200,
        body: this.execute(`${method} ${what}`, repositoryId, query, body),
      };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      const { status, typeKey, message } = error;
      return { status, body: { $id: "1", message, typeKey, errorCode: 0 } };
    }
  }

  private execute(call: string, repositoryId: string, query: URLSearchParams, body: string): Answer["body"] {
    const remote = this.remote(repositoryId);
    const [what, id = ""] = call.split("/");
    switch (what) {
      case "GET refs": {
        const head = this.head(remote);
        const value = head === NO_COMMIT ? [] : [{ name: BRANCH, objectId: head }];
        return { value, count: value.length };
      }
      case "GET commits":
        return id === "" ? this.commits(remote, query) : this.commitOf(remote, id);
      case "GET items":
        return this.items(remote, query.get("versionDescriptor.version") ?? "");
      case "POST pushes":
        return this.push(remote, repositoryId, push.parse(JSON.parse(body)));
      default:
        throw new Refusal(404, "VssResourceNotFoundException", `${call} is not served here`);
    }
  }

  /** A list gives only the beginning of each message. */
  private commits(remote: string, query: URLSearchParams): Answer["body"] {
    const ids = this.run(remote, ["rev-list", "main"]).trim().split("\n");
    const sorted = query.get("searchCriteria.showOldestCommitsFirst") === "true" ? ids.reverse() : ids;
    const value = sorted.slice(0, Number(query.get("searchCriteria.$top") ?? "100")).map((commitId) => {
      const [subject = "", ...rest] = this.message(remote, commitId).split("\n");
      return { commitId, comment: subject, ...(rest.length > 0 ? { commentTruncated: true } : {}) };
    });
    return { value, count: value.length };
  }

  private commitOf(remote: string, commitId: string): Answer["body"] {
    return { commitId, comment: this.message(remote, commitId) };
  }

  private message(remote: string, commitId: string): string {
    return this.run(remote, ["log", "-1", "--format=%B", commitId]).trimEnd();
  }

  private items(remote: string, commitId: string): Answer["body"] {
    const value = this.paths(remote, commitId).map((path) => ({ path: `/${path}`, gitObjectType: "blob" }));
    return {
      value: [{ path: "/", gitObjectType: "tree", isFolder: true }, ...value],
      count: value.length + 1,
    };
  }

  private push(remote: string, repositoryId: string, { refUpdates, commits }: Push): Answer["body"] {
    const [{ oldObjectId }] = refUpdates;
    const [{ comment, changes }] = commits;
    if (this.closed.has(repositoryId)) {
      throw new Refusal(
        403,
        "GitRefUpdateRejectedByPolicyException",
        "TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.",
      );
    }
    if (this.head(remote) !== oldObjectId) {
      throw new Refusal(
        409,
        "GitReferenceStaleException",
        `TF401028: The reference '${BRANCH}' has already been updated by another client, so you cannot update it. Please try again.`,
      );
    }
    const existing = oldObjectId === NO_COMMIT ? [] : this.paths(remote, oldObjectId);
    const files = changes.map(({ changeType, item, newContent }) => {
      const path = item.path.slice(1);
      if (existing.includes(path) !== (changeType === "edit")) {
        throw new Refusal(
          400,
          "GitPathAlreadyExistsException",
          `TF401034: ${changeType} of '${item.path}' does not fit the branch.`,
        );
      }
      const encoding = newContent.contentType === "base64encoded" ? "base64" : "utf8";
      return [path, Buffer.from(newContent.content, encoding)] as const;
    });
    const commitId = this.commit(remote, { parent: oldObjectId, message: comment, files });
    return {
      pushId: 1,
      commits: [{ commitId, comment }],
      refUpdates: [{ name: BRANCH, oldObjectId, newObjectId: commitId }],
    };
  }

  private head(remote: string): string {
    return this.run(remote, ["for-each-ref", "--format=%(objectname)", BRANCH]).trim() || NO_COMMIT;
  }

  private paths(remote: string, commitId: string): string[] {
    return this.run(remote, ["ls-tree", "-r", "-z", "--name-only", commitId])
      .split("\0")
      .filter((path) => path !== "");
  }

  private commit(
    remote: string,
    change: {
      readonly parent: string;
      readonly message: string;
      readonly files: readonly (readonly [path: string, content: Buffer | undefined])[];
    },
  ): string {
    const now = Math.floor(Date.now() / 1000);
    const chunks = [
      `commit ${BRANCH}\ncommitter Azure Repos <repos@example.com> ${now} +0000\n`,
      ...data(Buffer.from(change.message)),
      change.parent === NO_COMMIT ? "" : `from ${change.parent}\n`,
      ...change.files.flatMap(([path, content]) =>
        content === undefined ? [`D ${path}\n`] : [`M 100644 inline ${path}\n`, ...data(content)],
      ),
    ];
    this.run(remote, ["fast-import", "--quiet"], Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
    return this.head(remote);
  }

  private run(cwd: string, args: readonly string[], input?: Buffer): string {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd,
      input,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { PATH: process.env.PATH ?? "", HOME: this.folder, GIT_CONFIG_NOSYSTEM: "1" },
    });
    if (status !== 0) {
      throw new Error(`git ${args.join(" ")}: ${stderr}`);
    }
    return stdout;
  }
}

/** As git fast-import reads bytes. */
function data(content: Buffer): (string | Buffer)[] {
  return [`data ${content.length}\n`, content, "\n"];
}
