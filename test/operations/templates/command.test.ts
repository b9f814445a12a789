import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Files } from "./world";
import { BUILD, BUILD_REPOSITORY, DEPLOY, DEPLOY_REPOSITORY, ROOT, TOKEN, World } from "./world";

const LATER: Files = { ...BUILD, "README.md": "# Model Build, later\n" };
const BASIC = Buffer.from(`:${TOKEN}`).toString("base64");

describe("npm run templates, as a command", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(BUILD_REPOSITORY, "model-build", BUILD);
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
    world.templates["model-build"] = LATER;
  });
  afterEach(() => world.stop());

  const refused = async (message: RegExp, ...args: string[]): Promise<void> => {
    const { status, lines, errors } = await world.run("--pull-request", ...args);
    assert.deepEqual([status, lines], [2, []]);
    assert.match(errors.join("\n"), message);
    assert.deepEqual(world.branches(BUILD_REPOSITORY), ["main"]);
  };
  /** Answers every call of the REST API, or every call of git. */
  const answer = (of: "_apis" | "_git", status: number, body: string | Record<string, unknown>): void => {
    world.fault = (_, path) => (path.includes(of) ? { status, body } : undefined);
  };

  it("shows how it is used", async () => {
    for (const args of [["--help"], ["--stack"], ["--all"], []]) {
      const { status, errors } = await world.runArguments(...args);
      assert.equal(status, args[0] === "--help" ? 0 : 2);
      assert.match(errors.join("\n"), /^usage: npm run templates -- --stack NAME/);
    }
  });

  it("refuses a stack that there is not, one of another kind, and wrong settings", async () => {
    const run = async (stack: string): Promise<string> => {
      const { status, errors } = await world.runStack(stack);
      assert.equal(status, 2);
      return errors.join("\n");
    };
    assert.match(await run("none"), /^no stack none: .* there are full, minimal, trial$/);
    const organization = readFileSync(join(ROOT, "samples", "organization.yaml"), "utf8");
    writeFileSync(join(world.project, "Pulumi.organization.yaml"), organization);
    assert.match(await run("organization"), /is of kind organization: only a landing-zone has repositories$/);
    writeFileSync(join(world.project, "Pulumi.wrong.yaml"), "config: {mlops:kind: landing-zone}\n");
    assert.match(await run("wrong"), /mlops:region\n +given/);
  });

  it("says what to do about credentials that are not accepted, however Azure DevOps says it", async () => {
    world.environment = { AZDO_PERSONAL_ACCESS_TOKEN: "another" };
    await refused(
      /^Azure DevOps does not accept the credentials \(status 401\): set AZDO_PERSONAL_ACCESS_TOKEN/,
    );
    for (const status of [203, 302, 200]) {
      answer("_apis", status, "<html>Sign in</html>");
      await refused(new RegExp(`does not accept the credentials \\(status ${status}\\)`));
    }
  });

  it("says that nothing tells who signs in", async () => {
    world.environment = { ARM_USE_CLI: "false" };
    await refused(/^cannot sign in to Azure DevOps: no credentials/);
  });

  it("says what is missing: rights, the project, a repository", async () => {
    answer("_apis", 403, { message: "TF400813: not authorized" });
    await refused(
      /^Azure DevOps does not allow it for project fraud-ml \(status 403, TF400813: not authorized\)/,
    );
    answer("_apis", 404, { message: "TF200016: does not exist" });
    await refused(/^Azure DevOps does not know project fraud-ml, .*TF200016/);
    world.fault = () => undefined;
    world.server.names.delete(DEPLOY_REPOSITORY);
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 2);
    assert.match(lines[0] ?? "", /pull request opened/);
    assert.match(lines[1] ?? "", /^model-deploy +is not in project fraud-ml: run pulumi up$/);
  });

  it("goes on where one repository can be neither read nor written", async () => {
    world.fault = (_, path) =>
      path.includes(`_git/${BUILD_REPOSITORY}`) ? { status: 403, body: "" } : undefined;
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 2);
    assert.match(lines[0] ?? "", /^model-build-churn +git ls-remote: .*403; the identity needs the rights/);
    assert.match(lines[1] ?? "", /^model-deploy +up to date/);
  });

  it("asks nobody for a password where git is refused", async () => {
    answer("_git", 401, "");
    const { status, lines } = await world.run();
    assert.equal(status, 2);
    assert.match(
      lines[0] ?? "",
      /^model-build-churn +git ls-remote: .*(could not read Username|Authentication failed).*; the identity needs/,
    );
  });

  it("does not take the credentials along where git is redirected", async () => {
    world.fault = (_, path) =>
      path.startsWith("/contoso-ml/fraud-ml/_git/")
        ? { status: 302, headers: { location: `${world.server.organizationUrl}/elsewhere` }, body: "" }
        : undefined;
    const { status } = await world.run();
    assert.equal(status, 2);
    assert.deepEqual(
      world.server.requests.filter((call) => call.includes("elsewhere")),
      [],
    );
  });

  it("says that git is missing, or too old", async () => {
    const folder = join(world.project, "bin");
    mkdirSync(folder);
    world.environment = { AZDO_PERSONAL_ACCESS_TOKEN: TOKEN, PATH: folder };
    await refused(/^git is missing: install it, or add it to PATH$/);
    script(join(folder, "git"), "echo git version 2.37.9");
    await refused(/^git version 2.37.9 is too old: git 2.38 or newer is needed, for git merge-tree$/);
  });

  it("gives git the token in its environment only, and leaves nothing behind", async () => {
    const folder = join(world.project, "bin");
    const temporary = join(world.project, "tmp");
    const log = join(world.project, "git.log");
    mkdirSync(folder);
    mkdirSync(temporary);
    const path = process.env.PATH ?? "";
    script(
      join(folder, "git"),
      `echo "$@" >> '${log}'; PATH='${path}' git "$@"; status=$?\n` +
        `cat "$PWD/config" "$PWD/clone.git/config" >> '${log}' 2>/dev/null; exit $status`,
    );
    world.environment = { AZDO_PERSONAL_ACCESS_TOKEN: TOKEN, PATH: `${folder}:${path}` };
    const { status } = await withTemporary(temporary, () => world.run("--pull-request"));
    assert.equal(status, 0);
    const logged = readFileSync(log, "utf8");
    assert.match(logged, /push --quiet/);
    assert.match(logged, /\[core\]/);
    assert.equal(logged.includes(TOKEN) || logged.includes(BASIC), false);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it("uses neither settings nor a repository of the caller", async () => {
    const home = join(world.project, "..");
    writeFileSync(
      join(home, ".gitconfig"),
      "[user]\n\tname = Ada\n\temail = ada@example.com\n[merge]\n\tconflictStyle = diff3\n[core]\n\tautocrlf = true\n",
    );
    world.work(BUILD_REPOSITORY, { "README.md": "# Ours\n" });
    world.environment = { ...world.environment, GIT_DIR: join(home, "nowhere") };
    const { status } = await world.run("--pull-request");
    assert.equal(status, 0);
    const branch = world.branches(BUILD_REPOSITORY).find((name) => name !== "main") ?? "";
    assert.equal(
      world.tree(BUILD_REPOSITORY, branch)["README.md"],
      "100644 <<<<<<< main\n# Ours\n=======\n# Model Build, later\n>>>>>>> template-0.2.0\n",
    );
    assert.equal(
      world.git(BUILD_REPOSITORY, ["log", "-1", "--format=%an %ae %cn", branch]),
      "Ada ada@example.com Ada",
    );
  });

  it("prints nothing that a terminal would act on", async () => {
    const name = "\u001b[31mred.md";
    world.templates["model-build"] = { ...LATER, [name]: "theirs\n" };
    world.work(BUILD_REPOSITORY, { [name]: "ours\n" });
    const { lines } = await world.run();
    assert.match(lines[0] ?? "", /1 conflict in red.md$/);
  });
});

function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** Runs something whose temporary folders are made in the given one. */
async function withTemporary<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await run();
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
}
