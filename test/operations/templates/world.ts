import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import type { SeedTemplate } from "../../../assets/seeds/seed-commit";
import { seedDigest, seedMessage } from "../../../assets/seeds/seed-commit";
import { runCommand } from "../../../operations/templates/command";
import type { Answer } from "../../../simulator/azure-devops/protocol";
import type { ProjectServer } from "../../../simulator/azure-devops/project";
import { startProject } from "../../../simulator/azure-devops/project";
import type { TemplateSource } from "../../../assets/seeds/seed-template";

export const ROOT = resolve(__dirname, "..", "..", "..");
export const TOKEN = "token-that-nobody-may-read";

/** Content by path. */
export type Files = Readonly<Record<string, string>>;

export const DEPLOY: Files = { "README.md": "# Model Deploy\n" };

/** First version of the template; the second is made of it by each test. */
export const BUILD: Files = {
  "README.md": "# Model Build\n\nHow to train.\n",
  "pipeline.yml": "trigger: none\r\npool: small\r\n",
  "src/score.py": "one\ntwo\nthree\nfour\nfive\nsix\nseven\n",
  "src/train.py": "fit()\n",
  "with space/é.txt": "\ufeffmark",
};

export const BUILD_REPOSITORY = "model-build-churn";
export const DEPLOY_REPOSITORY = "model-deploy";

/** What a run of the command printed, and its exit status. */
export interface Run {
  readonly status: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** A team's project, whose repositories are real, and a landing zone of a later version than they were filled with. */
export class World {
  /** Version of the landing zone. */
  version = "0.2.0";
  /** Templates of that version. */
  readonly templates: Partial<Record<SeedTemplate, Files>> = {
    "model-build": BUILD,
    "model-deploy": DEPLOY,
  };
  /** Files that the templates of models share in that version. */
  shared: Files = {};
  /** What pulumi prints; a call of anything else fails the test. */
  readonly pulumi: Record<string, string> = {};
  environment: Record<string, string> = { AZDO_PERSONAL_ACCESS_TOKEN: TOKEN };
  fault: (method: string, path: string) => Answer | undefined = () => undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), "templates-test-"));
  /** Folder of the landing zone: here, only stack files and, where a test makes it, a git history. */
  readonly project = join(this.folder, "landing-zone");
  private started: ProjectServer | undefined;

  async start(repositories: readonly string[] = [BUILD_REPOSITORY, DEPLOY_REPOSITORY]): Promise<void> {
    mkdirSync(this.project);
    for (const sample of ["minimal", "full", "trial"]) {
      copyFileSync(join(ROOT, "samples", `${sample}.yaml`), join(this.project, `Pulumi.${sample}.yaml`));
    }
    mkdirSync(join(this.folder, "remotes"));
    this.started = await startProject({
      folder: join(this.folder, "remotes"),
      organization: "contoso-ml",
      project: "fraud-ml",
      personalAccessToken: TOKEN,
      repositories,
      fault: (method, path) => this.fault(method, path),
    });
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    rmSync(this.folder, { recursive: true });
  }

  get server(): ProjectServer {
    if (this.started === undefined) {
      throw new Error("the world has not started");
    }
    return this.started;
  }

  /** A repository as the landing zone of a version fills it: README.md of the service, then one commit. */
  seed(repository: string, template: SeedTemplate, files: Files, version = "0.1.0"): void {
    const digest = digestOf(files);
    this.server.repositories.work(repository, seedMessage({ template, version, digest }), files);
  }

  /** Somebody's commit on main; no content: the file is deleted. */
  work(repository: string, change: Readonly<Record<string, string | undefined>>, message = "Work"): void {
    this.server.repositories.work(repository, message, change);
  }

  /** Runs the command on a stack of one model. */
  run(...args: readonly string[]): Promise<Run> {
    return this.runStack("minimal", ...args);
  }

  runStack(stack: string, ...args: readonly string[]): Promise<Run> {
    return this.runArguments("--stack", stack, "--organization-url", this.server.organizationUrl, ...args);
  }

  async runArguments(...args: readonly string[]): Promise<Run> {
    const lines: string[] = [];
    const errors: string[] = [];
    const status = await runCommand(args, {
      project: this.project,
      templates: this.source(),
      version: this.version,
      environment: { PATH: process.env.PATH, HOME: this.folder, ...this.environment },
      pulumi: (call) => {
        const said = this.pulumi[call.join(" ")];
        if (said === undefined) {
          throw new Error(`pulumi ${call.join(" ")} was not expected`);
        }
        return said;
      },
      print: (line) => lines.push(line),
      printError: (line) => errors.push(line),
    });
    return { status, lines, errors };
  }

  /** Every file of a branch: its mode and its bytes, one character a byte. */
  tree(repository: string, branch = "main"): Record<string, string> {
    const remote = this.server.repositories.remote(repository);
    const entries = git(remote, ["ls-tree", "-r", "-z", branch]).toString("utf8").split("\0");
    return Object.fromEntries(
      entries.flatMap((entry) => {
        const [, mode = "", oid = "", path = ""] = /^(\d+) blob (\w+)\t([^]+)$/.exec(entry) ?? [];
        return path === ""
          ? []
          : [[path, `${mode} ${git(remote, ["cat-file", "blob", oid]).toString("latin1")}`]];
      }),
    );
  }

  /** Names of the branches of a repository. */
  branches(repository: string): string[] {
    return this.git(repository, ["for-each-ref", "--format=%(refname:short)", "refs/heads"]).split("\n");
  }

  /** Whole message of the last commit of a branch. */
  message(repository: string, branch: string): string {
    return this.git(repository, ["log", "-1", "--format=%B", branch]);
  }

  git(repository: string, args: readonly string[]): string {
    return git(this.server.repositories.remote(repository), args).toString("utf8").trim();
  }

  /** Somebody makes a file of main executable. */
  makeExecutable(repository: string, path: string): void {
    const blob = this.git(repository, ["rev-parse", `main:${path}`]);
    this.git(repository, ["read-tree", "main"]);
    this.git(repository, ["update-index", "--cacheinfo", `100755,${blob},${path}`]);
    const tree = this.git(repository, ["write-tree"]);
    const commit = this.git(repository, ["commit-tree", tree, "-p", "main", "-m", "Make it executable"]);
    this.git(repository, ["update-ref", "refs/heads/main", commit]);
  }

  /** Writes files into the landing zone's folder. */
  write(folder: string, files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  private source(): TemplateSource {
    return {
      files: (template) => seedFiles(this.templates[template] ?? {}),
      shared: () => seedFiles(this.shared),
      pipelineFile: () => ({ path: "azure-pipelines.yml", content: "trigger: none\n" }),
    };
  }
}

export function seedFiles(files: Files): { path: string; content: string }[] {
  return Object.entries(files).map(([path, content]) => ({ path, content }));
}

export function digestOf(files: Files): string {
  return seedDigest(seedFiles(files));
}

/** As {@link World.tree} has it: plain files. */
export function plainTree(files: Files): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      `100644 ${Buffer.from(content, "utf8").toString("latin1")}`,
    ]),
  );
}

export function shortDigest(files: Files): string {
  return digestOf(files).slice("sha256:".length, "sha256:".length + 8);
}

export function git(cwd: string, args: readonly string[]): Buffer {
  const identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: cwd, GIT_CONFIG_NOSYSTEM: "1" },
  });
  if (status !== 0) {
    throw new Error(`git ${args.join(" ")}: ${stderr.toString("utf8")}`);
  }
  return stdout;
}
