import assert from "node:assert/strict";
import { join } from "node:path";

import { withShared } from "../../../assets/seeds/shared-files";
import type { Files } from "./world";
import {
  BUILD_REPOSITORY,
  DEPLOY,
  DEPLOY_REPOSITORY,
  digestOf,
  git,
  plainTree,
  seedFiles,
  shortDigest,
  World,
} from "./world";

/** What a version of the landing zone has in repositories/: a template, and since 0.2.0 what it shares. */
interface Version {
  readonly template: Files;
  readonly shared: Files;
}

const README = { "README.md": "# Model Build\n" };
const TOOL = (path: string, last: string): string =>
  `import { log } from "${path}";\n\nlog("one");\nlog("two");\nlog("${last}");\n`;

const FIRST: Version = {
  template: {
    ...README,
    "tools/cli.ts": TOOL("./log", "three"),
    "tools/log.ts": "export const log = print;\n",
  },
  shared: {},
};
const SECOND: Version = {
  template: { ...README, "tools/cli.ts": TOOL("../../shared/log", "three") },
  shared: { "log.ts": "export const log = print;\n" },
};
/** Only what is shared is another. */
const THIRD: Version = { ...SECOND, shared: { "log.ts": "export const log = write;\n" } };

/** What a version fills a repository with. */
function content({ template, shared }: Version): Files {
  const files = withShared(seedFiles(template), seedFiles(shared));
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

describe("npm run templates, where templates begin to share files", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
  });
  afterEach(() => world.stop());

  const comes = (name: string, { template, shared }: Version): void => {
    world.version = name;
    world.shared = shared;
    world.templates["model-build"] = template;
    world.templates["model-deploy"] = DEPLOY;
  };
  const run = async (...args: string[]): Promise<string> => {
    const { lines, errors } = await world.run("--pull-request", ...args);
    assert.deepEqual(errors, []);
    return (lines.find((text) => text.startsWith(BUILD_REPOSITORY)) ?? "")
      .slice(BUILD_REPOSITORY.length)
      .trim();
  };
  const updated = (name: string, version: Version): Record<string, string> =>
    world.tree(BUILD_REPOSITORY, `templates/${name}-${shortDigest(content(version))}`);
  /** A release of this project, in a folder. */
  const release = (folder: string, { template, shared }: Version): void => {
    world.write(join(folder, "repositories", "model-build"), template);
    world.write(join(folder, "repositories", "shared"), shared);
  };
  /** The history of this project. */
  const history = (...versions: readonly Version[]): void => {
    git(world.project, ["init", "--quiet", "--initial-branch", "main"]);
    for (const version of versions) {
      git(world.project, ["rm", "-r", "--quiet", "--force", "--ignore-unmatch", "repositories"]);
      release(world.project, version);
      git(world.project, ["add", "--all"]);
      git(world.project, ["commit", "--quiet", "--message", "A version"]);
    }
  };
  const record = (name: string, version: Version): string =>
    `Import\n\nTemplate: model-build\nTemplate-Version: ${name}\nTemplate-Digest: ${digestOf(content(version))}\n`;

  it("brings the shared files, and takes away what they replace", async () => {
    world.seed(BUILD_REPOSITORY, "model-build", content(FIRST));
    comes("0.2.0", SECOND);
    assert.match(await run(), /^3 files behind \(0.1.0-\w+ → 0.2.0-\w+\); pull request opened/);
    assert.deepEqual(updated("0.2.0", SECOND), plainTree(content(SECOND)));
  });

  it("merges the new path into a file that the team has changed elsewhere", async () => {
    world.seed(BUILD_REPOSITORY, "model-build", content(FIRST));
    world.work(BUILD_REPOSITORY, { "tools/cli.ts": TOOL("./log", "own") });
    comes("0.2.0", SECOND);
    assert.doesNotMatch(await run(), /conflict/);
    assert.deepEqual(
      updated("0.2.0", SECOND),
      plainTree({ ...content(SECOND), "tools/cli.ts": TOOL("../shared/log", "own") }),
    );
  });

  it("takes along what the team has changed in a file that is shared now", async () => {
    const own = "export const log = shout;\n";
    world.seed(BUILD_REPOSITORY, "model-build", content(FIRST));
    world.work(BUILD_REPOSITORY, { "tools/log.ts": own });
    comes("0.2.0", SECOND);
    assert.doesNotMatch(await run(), /conflict/);
    assert.deepEqual(updated("0.2.0", SECOND), plainTree({ ...content(SECOND), "shared/log.ts": own }));
  });

  it("finds a version without shared files in the history of this project", async () => {
    world.work(BUILD_REPOSITORY, { ...content(FIRST), "own.md": "own\n" }, record("0.1.0", FIRST));
    history(FIRST, SECOND);
    comes("0.2.0", SECOND);
    assert.match(await run(), /^3 files behind/);
    assert.deepEqual(updated("0.2.0", SECOND), plainTree({ ...content(SECOND), "own.md": "own\n" }));
  });

  it("finds a version there that differs in shared files only", async () => {
    world.work(BUILD_REPOSITORY, { ...content(THIRD), "own.md": "own\n" }, record("0.2.1", THIRD));
    history(FIRST, SECOND, THIRD, SECOND);
    comes("0.3.0", SECOND);
    assert.match(await run(), /^1 file behind/);
    assert.deepEqual(updated("0.3.0", SECOND), plainTree({ ...content(SECOND), "own.md": "own\n" }));
  });

  for (const [name, version] of [
    ["without shared files", FIRST],
    ["with shared files", SECOND],
  ] as const) {
    it(`takes a release ${name} from a folder`, async () => {
      world.work(BUILD_REPOSITORY, { ...content(version), "own.md": "own\n" }, record("0.1.0", version));
      const folder = join(world.project, "release");
      release(folder, version);
      comes("0.3.0", THIRD);
      assert.match(await run("--base", folder), /pull request opened/);
      assert.deepEqual(updated("0.3.0", THIRD), plainTree({ ...content(THIRD), "own.md": "own\n" }));
    });
  }
});
