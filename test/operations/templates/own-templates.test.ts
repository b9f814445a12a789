import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { readTemplateStack } from "../../../operations/templates/stack";
import { readStackFile } from "../../../settings/stack-file";
import { filledTemplates } from "../../../assets/seeds/filled-templates";
import { renderTemplate } from "../../../assets/seeds/seed-template";
import { git, ROOT, TOKEN, World } from "./world";

const STACK = join(ROOT, "samples", "full.yaml");

describe("npm run templates, with the templates of this version", () => {
  const REPOSITORIES = [
    "model-build-churn",
    "model-build-payments",
    "model-deploy",
    "environments",
    "infrastructure",
  ];
  let world: World;

  before(async () => {
    world = new World();
    await world.start(REPOSITORIES);
    const stack = readTemplateStack(readStackFile(STACK), {}, () => "");
    assert.deepEqual(
      stack.repositories.map(({ name }) => name),
      REPOSITORIES,
    );
    const filled = filledTemplates(stack);
    for (const { name, template } of stack.repositories) {
      const files = renderTemplate(filled[template]);
      world.seed(name, template, Object.fromEntries(files.map(({ path, content }) => [path, content])));
    }
  });
  after(() => world.stop());

  const command = async (...args: string[]) => {
    const child = spawn(
      process.execPath,
      [
        "--import",
        pathToFileURL(require.resolve("tsx")).href,
        join(ROOT, "operations", "templates", "templates.ts"),
        ...["--stack-file", STACK, "--organization-url", world.server.organizationUrl, ...args],
      ],
      { cwd: ROOT, env: { PATH: process.env.PATH, HOME: world.project, AZDO_PERSONAL_ACCESS_TOKEN: TOKEN } },
    );
    const out = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (out.stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (out.stderr += chunk.toString("utf8")));
    const [status] = (await once(child, "close")) as [number];
    return { status, ...out };
  };

  it("finds every repository of the stack up to date", async () => {
    const { status, stdout, stderr } = await command("--pull-request");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(
      stdout
        .trim()
        .split("\n")
        .map((text) => text.replace(/ +up to date \(\S+\)$/, "")),
      REPOSITORIES,
    );
  });

  it("brings a new environment, filled in, and leaves an adopted infrastructure repository alone", async () => {
    const remote = world.server.repositories.remote("environments");
    const files = git(remote, ["ls-tree", "-r", "--name-only", "main"]).toString("utf8").trim().split("\n");
    const gone = files.filter((path) => path.startsWith("environments/training/"));
    assert.ok(gone.length > 0);
    // As it was seeded when the stack had no environment of that name.
    const before = Object.fromEntries(
      files
        .filter((path) => !gone.includes(path))
        .map((path) => [path, git(remote, ["show", `main:${path}`]).toString("utf8")]),
    );
    git(remote, ["update-ref", "-d", "refs/heads/main"]);
    world.work("environments", { "README.md": "" }, "Initial commit");
    world.seed("environments", "environments", before, "0.0.1");
    world.work("infrastructure", {
      "README.md": "# The landing zone\n",
      "repositories/infrastructure/README.md": "# Infrastructure\n",
    });
    const digest = /Template-Digest: (\S+)/.exec(world.message("infrastructure", "main^"))?.[1] ?? "";
    assert.match(digest, /^sha256:/);
    const { status, stdout } = await command("--pull-request");
    assert.equal(status, 0);
    assert.match(stdout, /\nenvironments +2 files behind \(0.0.1-\w+ → \S+\); pull request opened/);
    assert.match(stdout, /\ninfrastructure +holds the landing zone itself: a release is merged into it/);
    const branch = world.branches("environments").find((name) => name !== "main") ?? "";
    const added = Object.keys(world.tree("environments", branch)).filter((path) => !(path in before));
    assert.deepEqual(added.sort(), gone.sort());
  });
});
