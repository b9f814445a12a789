import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Workspace } from "../../tools/workspace";

const PLAN = {
  pipeline: {
    name: "credit-mortgage",
    definition: "{}",
    roleArn: "arn:aws:iam::222222222222:role/pipeline",
    parallelSteps: 5,
    tags: { Team: "credit" },
  },
  codeUri: "s3://artifacts/code/mortgage/0a1b",
  definitionHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  versionId: 3,
  parameters: { BuildId: "417" },
};

describe("files between the commands of a job", () => {
  let folder: string;
  let workspace: Workspace;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "workspace-"));
    workspace = new Workspace(folder, "417");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("hold the plan", async () => {
    await workspace.writePlan(PLAN);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "model-build", "plan.json"), "utf8")), {
      version: 1,
      buildId: "417",
      ...PLAN,
    });
    assert.deepEqual(await workspace.plan(), { version: 1, buildId: "417", ...PLAN });
  });

  it("hold the execution", async () => {
    await workspace.writeExecution({ arn: "arn:aws:sagemaker:1", attempt: 2 });
    assert.deepEqual(await workspace.execution(), {
      version: 1,
      buildId: "417",
      arn: "arn:aws:sagemaker:1",
      attempt: 2,
    });
  });

  it("are none before a command wrote them", async () => {
    assert.equal(await workspace.plan(), undefined);
    assert.equal(await workspace.execution(), undefined);
  });

  it("are passed over if another build, or another version of these tools, left them", async () => {
    await new Workspace(folder, "416").writePlan(PLAN);
    assert.equal(await workspace.plan(), undefined);
    await workspace.writeExecution({ arn: "a", attempt: 1 });
    const file = join(folder, "model-build", "execution.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"version": 1', '"version": 2'));
    assert.equal(await workspace.execution(), undefined);
    writeFileSync(file, '{ "version": 1, "buil');
    assert.equal(await workspace.execution(), undefined);
  });
});
