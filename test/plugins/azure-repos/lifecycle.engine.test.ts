import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { seedDigest } from "../../../assets/seeds/seed-commit";
import type { AzureReposServer, GitFault } from "../../../simulator/azure-devops/repos-server";
import { startAzureRepos } from "../../../simulator/azure-devops/repos-server";
import { findPulumiCli } from "../../../simulator/engine/cli";
import { prepareOfflineEngine } from "../../../simulator/engine/env";
import { installPlugin, languageHost } from "../../../simulator/engine/plugins";
import { renderTemplate } from "../../../assets/seeds/seed-template";

const ROOT = join(__dirname, "../../..");
const ID = "0b1c2d3e-4f50-4161-a273-8495a6b7c8d9";
const TOKEN = "token-that-nobody-may-read";
const LATER_TOKEN = "later-token-that-nobody-may-read";
const CONTENT = {
  template: "model-deploy",
  version: "1.2.3",
  digest: seedDigest(renderTemplate({ template: "model-deploy", values: {} })),
  values: {},
  environments: {},
} as const;

const execute = promisify(execFile);

interface Run {
  readonly failed: boolean;
  readonly output: string;
}

describe("a seed in the real engine", () => {
  let folder: string;
  let project: string;
  let server: AzureReposServer;
  /** What happens to the next pushes. */
  let faults: GitFault[];
  let pulumi: (...args: string[]) => Promise<Run>;

  before(async () => {
    faults = [];
    folder = await mkdtemp(join(tmpdir(), "seed-engine-"));
    const repositories = join(folder, "repositories");
    await mkdir(repositories);
    server = await startAzureRepos({
      folder: repositories,
      fault: ({ method, headers }) => {
        const token = Buffer.from(headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
        return token !== `:${TOKEN}`
          ? { status: 203, body: "<html>Sign in</html>" }
          : method === "POST"
            ? faults.shift()
            : undefined;
      },
    });
    const cli = await findPulumiCli(() => undefined);
    const engine = await prepareOfflineEngine(join(folder, "engine"));
    if (cli.source === "built") {
      await installPlugin(engine.home, languageHost);
    }
    project = join(folder, "project");
    const env = { ...process.env, ...engine.environment, AZURE_REPOS_STAND_IN: server.url };
    pulumi = async (...args) => {
      const all = [...args, "--stack", "s", "--non-interactive", "--color", "never"];
      try {
        const { stdout, stderr } = await execute(join(cli.root, "bin", "pulumi"), all, { cwd: project, env });
        return { failed: false, output: stdout + stderr };
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return { failed: true, output: stdout + stderr };
      }
    };
    await writeProject(project);
    await pulumi("stack", "init");
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const program = (content: object, token = TOKEN, id = ID): Promise<void> =>
    writeFile(
      join(project, "index.ts"),
      `import * as pulumi from "@pulumi/pulumi";
       import { RepositorySeed } from ${JSON.stringify(join(ROOT, "components/azure-devops/repository-seed.ts"))};
       import { AzureReposProvider } from ${JSON.stringify(join(ROOT, "settings/providers.ts"))};
       const provider = new AzureReposProvider("repos", "contoso", pulumi.secret(${JSON.stringify(token)}));
       const content = ${JSON.stringify(content)};
       export const { commitId } = new RepositorySeed("seed", { repositoryId: ${JSON.stringify(id)}, ...content }, { provider });`,
    );
  const up = (...more: string[]): Promise<Run> => pulumi("up", "--yes", "--skip-preview", ...more);
  const pushes = (): number => server.requests.filter(({ method }) => method === "POST").length;
  /** Runs, and wants neither a change nor a call of Azure DevOps. */
  const nothingHappens = async (run: () => Promise<Run>): Promise<void> => {
    const calls = server.requests.length;
    const { failed, output } = await run();
    assert.equal(failed, false, output);
    assert.doesNotMatch(output, /RepositorySeed seed (creat|updat|replac|delet)/, output);
    assert.equal(server.requests.length, calls);
  };

  it("asks nobody in a preview", async () => {
    await program(CONTENT, "any");
    const { failed, output } = await pulumi("preview");
    assert.equal(failed, false, output);
    assert.match(output, /azure-repos:index:RepositorySeed\s+seed\s+create/);
    assert.deepEqual(server.requests, []);
  });

  it("fails with what to do when the token is refused, and does not tell the token", async () => {
    await program(CONTENT, LATER_TOKEN);
    const { failed, output } = await up();
    assert.equal(failed, true);
    assert.match(output, /Azure DevOps does not accept the credentials \(status 203\): renew/);
    assert.doesNotMatch(output, new RegExp(LATER_TOKEN));
  });

  it("finds what has landed when an update was interrupted", async () => {
    await program(CONTENT);
    faults = ["answer is lost", { status: 400, body: { message: "TF400898" } }];
    const interrupted = await up();
    assert.equal(interrupted.failed, true);
    assert.match(interrupted.output, /Azure DevOps failed \(status 400, TF400898\): run pulumi up again/);
    const calls = pushes();
    const { failed, output } = await up();
    assert.equal(failed, false, output);
    assert.equal(pushes(), calls);
    assert.equal(server.repositories.messages(ID).length, 2);
  });

  it("never runs again: not after a refresh, a change of the template or the token, or what the team does", async () => {
    await nothingHappens(() => up());
    await nothingHappens(() => pulumi("refresh", "--yes", "--skip-preview"));
    await nothingHappens(() => up());
    server.repositories.work(ID, "Begin", { "README.md": "# Ours\n", "azure-pipelines.yml": undefined });
    await nothingHappens(() => up("--refresh"));
    await program({
      ...CONTENT,
      version: "2.0.0",
      digest: `sha256:${"1".repeat(64)}`,
      values: { team: "x" },
    });
    await nothingHappens(() => up());
    await program(CONTENT, LATER_TOKEN);
    await nothingHappens(() => up());
    assert.ok(server.repositories.files(ID)["README.md"] === "# Ours\n");
  });

  it("keeps a digest and a commit in the state: neither content nor a token", async () => {
    const state = await stateOf(join(folder, "engine", "state"));
    const [message = ""] = server.repositories.messages(ID).slice(1);
    assert.match(message, new RegExp(CONTENT.digest));
    assert.match(state, new RegExp(CONTENT.digest));
    assert.match(state, /"commitId": ?"[0-9a-f]{40}"/);
    assert.doesNotMatch(state, new RegExp(`${TOKEN}|${LATER_TOKEN}`));
    assert.ok(state.length < 200_000, `${state.length} characters of state and history`);
  });

  it("seeds another repository that takes the place of the first", async () => {
    const other = ID.replace("0b1c", "1b1c");
    await program(CONTENT, TOKEN, other);
    const { failed, output } = await up();
    assert.equal(failed, false, output);
    assert.match(output, /RepositorySeed seed replaced/);
    assert.equal(server.repositories.messages(other).length, 2);
    assert.ok(server.repositories.files(ID)["README.md"] === "# Ours\n");
  });
});

async function writeProject(folder: string): Promise<void> {
  await mkdir(folder);
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{"name":"seed"}');
  await writeFile(
    join(folder, "Pulumi.yaml"),
    `name: seed
runtime: { name: nodejs, options: { typescript: false, nodeargs: "--import tsx" } }
main: index.ts
plugins: { providers: [{ name: azure-repos, path: ${JSON.stringify(join(ROOT, "plugins/azure-repos"))} }] }
`,
  );
  await writeFile(join(folder, "Pulumi.s.yaml"), 'config: { "pulumi:disable-default-providers": ["*"] }\n');
}

async function stateOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")))).join(
    "\n",
  );
}
