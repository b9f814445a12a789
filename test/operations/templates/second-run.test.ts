import assert from "node:assert/strict";

import type { Files } from "./world";
import { BUILD, BUILD_REPOSITORY, DEPLOY, DEPLOY_REPOSITORY, digestOf, shortDigest, World } from "./world";

const score = (last: string): Files => ({
  ...BUILD,
  "src/score.py": `one\ntwo\nthree\nfour\nfive\nsix\n${last}\n`,
});
const SECOND = score("SEVEN");
const THIRD = score("Seven");
const OWN = { "own.md": "own\n" };
const BRANCH = `templates/0.2.0-${shortDigest(SECOND)}`;

describe("npm run templates, a second time", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(BUILD_REPOSITORY, "model-build", BUILD);
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
    version("0.2.0", SECOND);
  });
  afterEach(() => world.stop());

  const run = async (...args: string[]): Promise<{ status: number; line: string }> => {
    const { status, lines, errors } = await world.run(...args);
    assert.deepEqual(errors, []);
    return { status, line: (lines[0] ?? "").slice(BUILD_REPOSITORY.length).trim() };
  };
  const version = (name: string, files: Files): void => {
    world.version = name;
    world.templates["model-build"] = files;
  };
  const requests = () => world.server.pullRequests.all;

  it("finds the open pull request and makes no other, even if main has moved", async () => {
    await run("--pull-request");
    world.work(BUILD_REPOSITORY, OWN);
    const { status, line } = await run("--pull-request");
    assert.equal(status, 0);
    assert.match(line, /; pull request is open: \S+\/pullrequest\/1$/);
    assert.deepEqual([requests().length, world.branches(BUILD_REPOSITORY).length], [1, 2]);
    assert.equal((await run()).status, 0, "what has a pull request does not count as lagging");
  });

  it("opens the pull request for the branch that an interrupted run has left, with what that says", async () => {
    world.work(BUILD_REPOSITORY, score("7"));
    world.fault = (method, path) =>
      method === "POST" && path.endsWith("/pullrequests")
        ? { status: 403, body: { message: "TF401027: You need the permission PullRequestContribute." } }
        : undefined;
    const interrupted = await run("--pull-request");
    assert.equal(interrupted.status, 2);
    assert.match(interrupted.line, /^Azure DevOps does not allow it .*status 403, TF401027/);
    const before = world.git(BUILD_REPOSITORY, ["rev-parse", BRANCH]);
    world.fault = () => undefined;
    world.work(BUILD_REPOSITORY, { "src/score.py": BUILD["src/score.py"] ?? "" });
    const { status, line } = await run("--pull-request");
    assert.equal(status, 0);
    assert.match(line, /; draft of a pull request opened/);
    assert.equal(world.git(BUILD_REPOSITORY, ["rev-parse", BRANCH]), before);
    assert.match(requests()[0]?.description ?? "", /^Conflicts to resolve .*\n\n- CONFLICT \(content\)/);
    assert.ok(requests()[0]?.description.endsWith(`\nTemplate-Digest: ${digestOf(SECOND)}`));
  });

  it("does not ask again what the team has abandoned", async () => {
    await run("--pull-request");
    world.server.pullRequests.abandon(1);
    const { status, line } = await run("--pull-request");
    assert.equal(status, 0);
    assert.match(line, /; the team has abandoned it, and may reactivate it: \S+\/pullrequest\/1$/);
    assert.equal(requests().length, 1);
  });

  it("names open pull requests with earlier templates beside the new one", async () => {
    await run("--pull-request");
    version("0.3.0", THIRD);
    const { line } = await run("--pull-request");
    assert.match(line, /opened: \S+\/2; with earlier templates, to be abandoned: \S+\/1$/);
  });

  it("believes a merged pull request whose message was rewritten", async () => {
    world.work(BUILD_REPOSITORY, score("7"));
    await run("--pull-request");
    const request = requests()[0];
    assert.ok(request);
    request.status = "completed";
    const { status, line } = await run("--pull-request");
    assert.equal(status, 0);
    assert.match(line, /^up to date \(\S+\): merged by \S+\/pullrequest\/1, whose message does not say so$/);
  });
});
