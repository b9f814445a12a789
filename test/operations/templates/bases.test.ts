import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Files } from "./world";
import {
  BUILD,
  BUILD_REPOSITORY,
  DEPLOY,
  DEPLOY_REPOSITORY,
  digestOf,
  git,
  plainTree,
  shortDigest,
  World,
} from "./world";

const score = (last: string): Files => ({
  ...BUILD,
  "src/score.py": `one\ntwo\nthree\nfour\nfive\nsix\n${last}\n`,
});
/** Versions 0.2.0 and 0.3.0 change the same line again: only a merge with the right base has no conflict. */
const SECOND = score("SEVEN");
const THIRD = score("Seven");

const OWN = { "own.md": "own\n" };

describe("npm run templates, and what a repository was filled from", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
  });
  afterEach(() => world.stop());

  const line = (lines: readonly string[]): string =>
    (lines.find((text) => text.startsWith(BUILD_REPOSITORY)) ?? "").slice(BUILD_REPOSITORY.length).trim();
  const run = async (...args: string[]): Promise<{ status: number; line: string }> => {
    const { status, lines, errors } = await world.run(...args);
    assert.deepEqual(errors, []);
    return { status, line: line(lines) };
  };
  const version = (name: string, files: Files): void => {
    world.version = name;
    world.templates["model-build"] = files;
  };
  const branchOf = (name: string, files: Files): string => `templates/${name}-${shortDigest(files)}`;
  const requests = () => world.server.pullRequests.all;
  const recorded = (name: string, files: Files): string =>
    `Template: model-build\nTemplate-Version: ${name}\nTemplate-Digest: ${digestOf(files)}`;
  /** A commit of a release of this project. */
  const release = (folder: string, files: Files): void => {
    world.write(join(folder, "repositories", "model-build"), files);
  };

  describe("an update after a merged one", () => {
    beforeEach(() => {
      world.seed(BUILD_REPOSITORY, "model-build", BUILD);
      version("0.2.0", SECOND);
    });

    for (const how of ["squash", "merge"] as const) {
      it(`begins with the merged one: ${how}`, async () => {
        await run("--pull-request");
        world.server.pullRequests.complete(1, how);
        assert.match((await run()).line, /^up to date/);
        world.work(BUILD_REPOSITORY, OWN);
        version("0.3.0", THIRD);
        const { line } = await run("--pull-request");
        assert.match(line, new RegExp(`^1 file behind \\(0.2.0-${shortDigest(SECOND)} → 0.3.0-`));
        assert.doesNotMatch(line, /conflict/);
        assert.deepEqual(
          world.tree(BUILD_REPOSITORY, branchOf("0.3.0", THIRD)),
          plainTree({ ...THIRD, ...OWN }),
        );
      });
    }

    it("takes the merged one from a release if the squashed commit holds the team's work, too", async () => {
      world.work(BUILD_REPOSITORY, OWN);
      await run("--pull-request");
      world.server.pullRequests.complete(1, "squash");
      version("0.3.0", THIRD);
      const { status, line } = await run("--pull-request");
      assert.equal(status, 3);
      assert.equal(
        line,
        `no base: it was filled from 0.2.0 (${digestOf(SECOND)}), which is in none of these: its own history; ` +
          "the git history of this project, which cannot be read (git log: fatal: not a git repository (or any of the " +
          "parent directories): .git); unpack that release of the landing zone and give its folder with --base DIR",
      );
      const folder = join(world.project, "release");
      release(folder, SECOND);
      assert.equal((await run("--pull-request", "--base", folder)).status, 0);
      assert.deepEqual(
        world.tree(BUILD_REPOSITORY, branchOf("0.3.0", THIRD)),
        plainTree({ ...THIRD, ...OWN }),
      );
    });

    it("refuses a release that is another than the repository was filled from", async () => {
      world.work(BUILD_REPOSITORY, OWN);
      await run("--pull-request");
      world.server.pullRequests.complete(1, "squash");
      version("0.3.0", THIRD);
      const [wrong, missing] = [join(world.project, "wrong"), join(world.project, "missing")];
      release(wrong, BUILD);
      const { status, line } = await run("--pull-request", "--base", wrong, "--base", missing);
      assert.equal(status, 3);
      assert.ok(line.includes(`; ${wrong} (which gives ${digestOf(BUILD)}); ${missing} (ENOENT`), line);
      assert.equal(requests().length, 1);
    });
  });

  describe("a repository whose seed commit holds more than the template", () => {
    const message = `Import\n\n${recorded("0.1.0", BUILD)}\n`;

    beforeEach(() => {
      world.work(BUILD_REPOSITORY, { ...BUILD, ...OWN }, message);
      version("0.2.0", SECOND);
    });

    /** The history of this project: the template of 0.1.0 on a branch of its own, then later ones. */
    const history = (): void => {
      const commit = (files: Files, subject: string): void => {
        release(world.project, files);
        git(world.project, ["add", "--all"]);
        git(world.project, ["commit", "--quiet", "--message", subject]);
      };
      git(world.project, ["init", "--quiet", "--initial-branch", "main"]);
      commit({ ...BUILD, "src/score.py": "before\n" }, "Begin");
      git(world.project, ["switch", "--quiet", "--create", "release"]);
      release(world.project, { ".venv/left": "hidden\n" });
      commit(BUILD, "Release 0.1.0");
      git(world.project, ["switch", "--quiet", "main"]);
      commit(SECOND, "Release 0.2.0");
    };

    it("is compared with the template in the history of this project", async () => {
      history();
      const { status, line } = await run("--pull-request");
      assert.equal(status, 0);
      assert.match(line, /^1 file behind \(0.1.0-\w+ → 0.2.0-\w+\); pull request opened/);
      assert.deepEqual(
        world.tree(BUILD_REPOSITORY, branchOf("0.2.0", SECOND)),
        plainTree({ ...SECOND, ...OWN }),
      );
    });

    it("says so where the history is cut off", async () => {
      history();
      const original = world.project;
      const clone = `${original}-shallow`;
      mkdirSync(clone);
      git(clone, ["clone", "--quiet", "--depth=1", "--branch=main", pathToFileURL(original).href, "."]);
      Object.assign(world, { project: clone });
      const { status, line } = await run();
      assert.equal(status, 3);
      assert.match(
        line,
        /the git history of this project, which is cut off here \(git fetch --unshallow brings the rest\);/,
      );
    });
  });

  describe("a repository that an earlier version filled file by file", () => {
    beforeEach(() => {
      for (const [path, content] of Object.entries(BUILD)) {
        world.work(BUILD_REPOSITORY, { [path]: content }, `Seed ${path} [skip ci]`);
      }
      world.work(BUILD_REPOSITORY, { ...OWN, "README.md": "# Ours\n" });
      world.work(BUILD_REPOSITORY, { "src/late.py": "late\n" }, "Seed src/late.py [skip ci]");
      version("0.2.0", SECOND);
    });

    it("is compared with the last of the commits that it begins with", async () => {
      const { status, line } = await run("--pull-request");
      assert.equal(status, 0);
      assert.match(
        line,
        new RegExp(`^1 file behind \\(unknown → 0.2.0-${shortDigest(SECOND)}\\); pull request opened`),
      );
      assert.deepEqual(
        world.tree(BUILD_REPOSITORY, branchOf("0.2.0", SECOND)),
        plainTree({ ...SECOND, ...OWN, "README.md": "# Ours\n", "src/late.py": "late\n" }),
      );
      assert.match(requests()[0]?.description ?? "", /^What is new in the template model-build:\n/);
    });

    it("has a record once the update is merged", async () => {
      await run("--pull-request");
      world.server.pullRequests.complete(1, "merge");
      assert.equal((await run()).line, `up to date (0.2.0-${shortDigest(SECOND)})`);
    });
  });

  describe("a repository without a record", () => {
    beforeEach(() => {
      version("0.2.0", SECOND);
    });

    it("is said to have no base, and others go on", async () => {
      world.work(BUILD_REPOSITORY, BUILD, "Copied by hand");
      const { status, lines } = await world.run("--pull-request");
      assert.equal(status, 3);
      assert.match(
        line(lines),
        /^no base: main has no commit that says which template it was filled with; .* with --base DIR$/,
      );
      assert.match(lines[1] ?? "", /^model-deploy +up to date/);
      assert.deepEqual(requests(), []);
    });

    it("is compared with the release that the person gives", async () => {
      world.work(BUILD_REPOSITORY, { ...BUILD, ...OWN }, "Copied by hand");
      const folder = join(world.project, "release");
      release(folder, BUILD);
      const { status } = await run("--pull-request", "--base", folder);
      assert.equal(status, 0);
      assert.deepEqual(
        world.tree(BUILD_REPOSITORY, branchOf("0.2.0", SECOND)),
        plainTree({ ...SECOND, ...OWN }),
      );
      assert.match((await run("--base", folder, "--base", folder)).line, /: give --base once$/);
    });

    it("does not count the record of another template", async () => {
      world.seed(BUILD_REPOSITORY, "model-deploy", { ...BUILD });
      assert.equal((await run()).status, 3);
    });

    it("may have no main branch at all", async () => {
      world.git(BUILD_REPOSITORY, ["update-ref", "-d", "refs/heads/main"]);
      const { status, line } = await run("--pull-request");
      assert.deepEqual([status, line], [3, "no base: it has no branch main, so it was never filled"]);
    });
  });
});
