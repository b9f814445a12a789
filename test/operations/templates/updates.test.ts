import assert from "node:assert/strict";

import type { Files } from "./world";
import {
  BUILD,
  BUILD_REPOSITORY,
  DEPLOY,
  DEPLOY_REPOSITORY,
  digestOf,
  plainTree,
  shortDigest,
  World,
} from "./world";

const SCORE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

/** Second version: one file changed, one added, one removed. */
const LATER: Files = {
  "README.md": "# Model Build\n\nHow to train.\n",
  "docs/new.md": "new\n",
  "pipeline.yml": "trigger: none\r\npool: small\r\n",
  "src/score.py": SCORE.replace("seven", "SEVEN"),
  "with space/é.txt": "\ufeffmark",
};
const CHANGES = `3 files behind (0.1.0-${shortDigest(BUILD)} → 0.2.0-${shortDigest(LATER)})`;
const BRANCH = `templates/0.2.0-${shortDigest(LATER)}`;

describe("npm run templates", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(BUILD_REPOSITORY, "model-build", BUILD);
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
  });
  afterEach(() => world.stop());

  const line = (lines: readonly string[], repository = BUILD_REPOSITORY): string =>
    (lines.find((text) => text.startsWith(repository)) ?? "").slice(repository.length).trim();
  const url = (id: number): string =>
    `${world.server.organizationUrl}/fraud-ml/_git/${BUILD_REPOSITORY}/pullrequest/${id}`;
  const request = (id = 1) => {
    const found = world.server.pullRequests.all.find(({ pullRequestId }) => pullRequestId === id);
    assert.ok(found, `there is pull request ${id}`);
    return found;
  };
  const later = (files: Files = LATER): void => {
    world.templates["model-build"] = files;
  };

  it("has nothing to do where every repository has the templates of this version", async () => {
    world.work(BUILD_REPOSITORY, { "src/train.py": "fit(depth=3)\n" });
    const { status, lines, errors } = await world.run("--pull-request");
    assert.deepEqual([status, errors], [0, []]);
    assert.deepEqual(lines, [
      `model-build-churn  up to date (0.2.0-${shortDigest(BUILD)})`,
      `model-deploy       up to date (0.2.0-${shortDigest(DEPLOY)})`,
    ]);
    assert.deepEqual(world.server.pullRequests.all, []);
  });

  it("says what lags, and changes nothing by itself", async () => {
    later();
    const before = world.git(BUILD_REPOSITORY, ["for-each-ref"]);
    const { status, lines } = await world.run();
    assert.equal(status, 1);
    assert.equal(line(lines), CHANGES);
    assert.match(line(lines, DEPLOY_REPOSITORY), /^up to date/);
    assert.equal(world.git(BUILD_REPOSITORY, ["for-each-ref"]), before);
    assert.deepEqual(
      world.server.requests.filter((call) => call.startsWith("POST") && !call.includes("git-upload-pack")),
      [],
    );
  });

  it("opens a pull request whose branch is the new template, byte for byte, where the team changed nothing", async () => {
    later();
    const main = world.git(BUILD_REPOSITORY, ["rev-parse", "main"]);
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 0);
    assert.equal(line(lines), `${CHANGES}; pull request opened: ${url(1)}`);
    assert.deepEqual(world.tree(BUILD_REPOSITORY, BRANCH), plainTree(LATER));
    assert.equal(world.git(BUILD_REPOSITORY, ["rev-parse", "main", `${BRANCH}^`]), `${main}\n${main}`);
    const { title, description, isDraft, sourceRefName } = request();
    assert.deepEqual(
      { title, isDraft, sourceRefName },
      {
        title: "Update from the templates of the landing zone 0.2.0",
        isDraft: false,
        sourceRefName: `refs/heads/${BRANCH}`,
      },
    );
    assert.equal(
      description,
      [
        "What is new in the template model-build since 0.1.0:",
        "",
        "Added:",
        "",
        "- docs/new.md",
        "",
        "Changed:",
        "",
        "- src/score.py",
        "",
        "Removed:",
        "",
        "- src/train.py",
        "",
        "Template: model-build",
        "Template-Version: 0.2.0",
        `Template-Digest: ${digestOf(LATER)}`,
      ].join("\n"),
    );
    assert.equal(world.message(BUILD_REPOSITORY, BRANCH), `${title}\n\n${description}`);
  });

  it("keeps what the team has changed elsewhere, in the same file and in others, and modes of files", async () => {
    later();
    world.work(BUILD_REPOSITORY, {
      "src/score.py": SCORE.replace("one", "ONE"),
      "README.md": "# Ours\n",
      "own/é.bin": "own",
    });
    world.makeExecutable(BUILD_REPOSITORY, "pipeline.yml");
    const { lines } = await world.run("--pull-request");
    assert.equal(line(lines), `${CHANGES}; pull request opened: ${url(1)}`);
    assert.deepEqual(world.tree(BUILD_REPOSITORY, BRANCH), {
      ...plainTree({
        ...LATER,
        "src/score.py": SCORE.replace("one", "ONE").replace("seven", "SEVEN"),
        "README.md": "# Ours\n",
        "own/é.bin": "own",
      }),
      "pipeline.yml": "100755 trigger: none\r\npool: small\r\n",
    });
  });

  it("marks what both changed, says it, and makes the pull request a draft", async () => {
    later();
    world.work(BUILD_REPOSITORY, { "src/score.py": SCORE.replace("seven", "7"), "src/train.py": "ours()\n" });
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 0);
    assert.equal(
      line(lines),
      `${CHANGES.replace("3 files", "2 files")}; the team changed it too: 2 conflicts in src/score.py, src/train.py; ` +
        `draft of a pull request opened: ${url(1)}`,
    );
    assert.deepEqual(
      world.tree(BUILD_REPOSITORY, BRANCH),
      plainTree({
        ...LATER,
        "src/train.py": "ours()\n",
        "src/score.py": SCORE.replace("seven\n", "<<<<<<< main\n7\n=======\nSEVEN\n>>>>>>> template-0.2.0\n"),
      }),
    );
    const { isDraft, description } = request();
    assert.equal(isDraft, true);
    assert.deepEqual(description.split("\n").slice(0, 5), [
      "Conflicts to resolve in this branch first: files hold git's markers where both sides changed.",
      "",
      "- CONFLICT (content): Merge conflict in src/score.py",
      "- CONFLICT (modify/delete): src/train.py deleted in template-0.2.0 and modified in main. Version main of src/train.py left in tree.",
      "",
    ]);
    assert.match(
      world.message(BUILD_REPOSITORY, BRANCH),
      /CONFLICT \(content\): Merge conflict in src\/score.py/,
    );
  });

  it("tells of conflicts without --pull-request, too", async () => {
    later();
    world.work(BUILD_REPOSITORY, { "src/score.py": SCORE.replace("seven", "7") });
    const { status, lines } = await world.run();
    assert.equal(status, 1);
    assert.match(line(lines), /; the team changed it too: 1 conflict in src\/score.py$/);
  });

  it("leaves deleted what the team deleted, unless the template changes it", async () => {
    later({ ...BUILD, "src/score.py": `${SCORE}eight\n` });
    world.work(BUILD_REPOSITORY, { "pipeline.yml": undefined });
    await world.run("--pull-request");
    const [branch = ""] = world.branches(BUILD_REPOSITORY).filter((name) => name !== "main");
    const { "src/score.py": score, "pipeline.yml": deleted, ...kept } = plainTree(BUILD);
    assert.ok(score !== undefined && deleted !== undefined);
    assert.deepEqual(world.tree(BUILD_REPOSITORY, branch), {
      ...kept,
      "src/score.py": `100644 ${SCORE}eight\n`,
    });
    assert.equal(request().isDraft, false);
  });

  it("says that the template changed what the team deleted", async () => {
    later();
    world.work(BUILD_REPOSITORY, { "src/score.py": undefined });
    await world.run("--pull-request");
    assert.equal(request().isDraft, true);
    assert.match(
      request().description,
      /- CONFLICT \(modify\/delete\): src\/score.py deleted in main and modified in template-0.2.0/,
    );
    assert.deepEqual(world.tree(BUILD_REPOSITORY, BRANCH), plainTree(LATER));
  });

  it("takes a file that both added as it is if it is the same, and marks it if not", async () => {
    later();
    world.work(BUILD_REPOSITORY, { "docs/new.md": "new\n" });
    assert.equal(line((await world.run()).lines), CHANGES.replace("3 files", "2 files"));
    world.work(BUILD_REPOSITORY, { "docs/new.md": "other\n" });
    const { lines } = await world.run("--pull-request");
    assert.match(line(lines), /; the team changed it too: 1 conflict in docs\/new.md; draft/);
    assert.deepEqual(
      world.tree(BUILD_REPOSITORY, BRANCH)["docs/new.md"],
      "100644 <<<<<<< main\nother\n=======\nnew\n>>>>>>> template-0.2.0\n",
    );
  });

  it("has nothing to do where the team has brought the same change to main itself", async () => {
    later();
    world.work(BUILD_REPOSITORY, {
      "docs/new.md": "new\n",
      "src/score.py": LATER["src/score.py"],
      "src/train.py": undefined,
    });
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 0);
    assert.equal(line(lines), `up to date (0.2.0-${shortDigest(LATER)}): main has its content`);
    assert.deepEqual(world.server.pullRequests.all, []);
  });

  it("says so where the repository is filled from a newer version, and goes back to none", async () => {
    world.version = "0.0.9";
    later();
    const { status, lines } = await world.run("--pull-request");
    assert.equal(status, 0);
    assert.equal(line(lines), "newer than this landing zone: 0.1.0, this is 0.0.9");
  });

  it("names the first files of a change that does not fit into a description, and keeps the trailers", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`docs/page-${index}.md`, `${index}\n`]),
    );
    later({ ...BUILD, ...many });
    const { status } = await world.run("--pull-request");
    assert.equal(status, 0);
    const { description } = request();
    assert.ok(description.length <= 4000, `${description.length} characters`);
    assert.match(
      description,
      /\n- docs\/page-0.md\n[^]*\n- and \d+ lines more: see the files of this pull request\n\nTemplate: /,
    );
    assert.ok(description.endsWith(`\nTemplate-Digest: ${digestOf({ ...BUILD, ...many })}`));
  });
});
