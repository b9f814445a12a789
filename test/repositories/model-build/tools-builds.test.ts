import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Execution } from "../../../simulator/aws/sagemaker/execution";
import type { Build } from "./tools-build";
import { Checkout, succeeded } from "./tools-build";
import { COMMIT, evaluatedAs, StandIn } from "./tools-stand-in";

const ERROR = "##vso[task.logissue type=error]";
const OTHER_COMMIT = "1b2c3d4e5f60718293a4b5c6d7e8f90123456789";

describe("builds of one model", () => {
  let checkout: Checkout;
  /** The same repository at another commit. */
  let changed: Checkout;
  let standIn: StandIn;
  let build: Build;
  before(() => {
    checkout = Checkout.create();
    changed = Checkout.create((folder) => {
      writeFileSync(join(folder, "steps", "more.py"), "MORE = 1\n");
    });
  });
  after(() => {
    checkout.remove();
    changed.remove();
  });
  beforeEach(async () => {
    standIn = await StandIn.start();
    build = standIn.build(checkout);
  });
  afterEach(() => standIn.close());

  const executions = (): Execution[] => standIn.started.map((arn) => standIn.aws.execution(arn));
  const follow = (of: Build = build) => of.run("follow", "--interval", "0.01");
  /** What tells executions apart: name, commit, whether it runs the changed code, and its status. */
  const facts = () =>
    executions().map(({ args, status }) => [
      args.displayName,
      args.parameters.GitCommit,
      args.definitionText.includes(codeOf.get(args.displayName?.slice(0, 9) ?? "") ?? "?"),
      status,
    ]);
  /** S3 URI of the code by build. */
  const codeOf = new Map<string, string>();
  const upsert = async (of: Build, id: string): Promise<string | undefined> => {
    const lines = succeeded(await of.upsert());
    codeOf.set(`build-${id}`, (lines[0] ?? "").replace(/: \d+ uploaded.*$/, ""));
    const line = lines.find((text) => text.startsWith("Pipeline credit-mortgage:"));
    return line?.replace(/ Definition: .*$/, "");
  };

  it("run their own definition when another build updates the pipeline in between", async () => {
    const other = standIn.build(changed, "418", OTHER_COMMIT);
    assert.equal(await upsert(build, "417"), "Pipeline credit-mortgage: created.");
    assert.equal(await upsert(other, "418"), "Pipeline credit-mortgage: updated.");
    const started = succeeded(await build.run("start"));
    assert.deepEqual(started, [
      "Another build changed the pipeline in between: stopping the execution of its definition.",
      `Started build-417-2: ${standIn.started[1] ?? ""}`,
    ]);
    succeeded(await other.run("start"));
    assert.deepEqual(facts(), [
      ["build-417-1", COMMIT, false, "Stopped"],
      ["build-417-2", COMMIT, true, "Executing"],
      ["build-418-1", OTHER_COMMIT, true, "Executing"],
    ]);
    succeeded(await follow());
    succeeded(await follow(other));
    assert.deepEqual(
      executions().map(({ status }) => status),
      ["Stopped", "Succeeded", "Succeeded"],
    );
    assert.deepEqual(
      standIn.aws.registry.versions("credit-mortgage").map(({ body }) => {
        const { gitCommit, buildId } = body.CustomerMetadataProperties as Record<string, string>;
        return [gitCommit, buildId];
      }),
      [
        [COMMIT, "417"],
        [OTHER_COMMIT, "418"],
      ],
    );
  });

  it("start the version that they updated, whatever the pipeline has become since", async () => {
    const other = standIn.build(changed, "418", OTHER_COMMIT);
    const third = standIn.build(checkout, "419");
    await upsert(build, "417");
    assert.equal(await upsert(other, "418"), "Pipeline credit-mortgage: updated.");
    assert.equal(await upsert(third, "419"), "Pipeline credit-mortgage: updated.");
    succeeded(await other.run("start"));
    succeeded(await third.run("start"));
    assert.deepEqual(facts(), [
      ["build-418-1", OTHER_COMMIT, true, "Executing"],
      ["build-419-1", COMMIT, true, "Executing"],
    ]);
    assert.deepEqual(standIn.inputs("StopPipelineExecution"), []);
  });

  it("put a definition back that changes between the update and the start", async () => {
    const other = standIn.build(changed, "418", OTHER_COMMIT);
    await upsert(build, "417");
    standIn.aws.before("StartPipelineExecution", async () => {
      await upsert(other, "418");
    });
    succeeded(await build.run("start"));
    assert.deepEqual(facts(), [
      ["build-417-1", COMMIT, false, "Stopped"],
      ["build-417-2", COMMIT, true, "Executing"],
    ]);
  });

  it("train again when the failed job runs again, and not before", async () => {
    standIn.aws.play({ failures: { Train: "InternalServerError" } });
    succeeded(await build.start());
    assert.equal((await follow()).exitCode, 1);
    build.forgetFiles();
    standIn.aws.play(evaluatedAs(0.8123));
    assert.equal(succeeded(await build.start()).at(-1), `Started build-417-2: ${standIn.started[1] ?? ""}`);
    succeeded(await follow());
    build.forgetFiles();
    assert.equal(
      succeeded(await build.start()).at(-1),
      `This build's execution is there already (Succeeded): ${standIn.started[1] ?? ""}`,
    );
    succeeded(await follow());
    assert.equal(standIn.started.length, 2);
  });

  it("start once although SageMaker's answer got lost", async () => {
    standIn.proxy.fail("StartPipelineExecution", { isLost: true });
    succeeded(await build.start());
    assert.equal(standIn.proxy.operations.filter((name) => name === "StartPipelineExecution").length, 2);
    assert.deepEqual(
      executions().map(({ args }) => args.displayName),
      ["build-417-1"],
    );
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`go on in SageMaker when following them is interrupted by ${signal}, and are followed on`, async () => {
      succeeded(await build.start());
      const following = build.spawn("follow", "--interval", "600");
      await standIn.proxy.called("ListPipelineExecutionSteps");
      following.signal(signal);
      const { exitCode, lines } = await following.ended();
      assert.equal(exitCode, 130);
      assert.equal(
        lines.at(-1),
        `${ERROR}following was interrupted; the SageMaker pipeline goes on: run the failed job again to follow it, or stop it with: npm run pipeline -- stop`,
      );
      assert.equal(executions()[0]?.status, "Executing");
      build.forgetFiles();
      const on = await build.spawn("follow", "--interval", "0.01").ended();
      succeeded(on);
      assert.match(on.lines.at(-3) ?? "", /^Registered arn:aws:sagemaker:.*\/credit-mortgage\/1$/);
      assert.deepEqual(standIn.inputs("StopPipelineExecution"), []);
    });
  }

  it("are stopped when they are cancelled while they are followed", async () => {
    succeeded(await build.start());
    const [execution = ""] = standIn.started;
    const following = build.spawn("follow", "--interval", "600");
    await standIn.proxy.called("ListPipelineExecutionSteps");
    following.signal("SIGINT");
    assert.equal((await following.ended()).exitCode, 130);
    assert.deepEqual(await build.spawn("stop").ended(), {
      exitCode: 0,
      lines: [`Stopping build-417-1: ${execution}`],
    });
    assert.equal(executions()[0]?.status, "Stopping");
    assert.deepEqual(await build.run("stop"), { exitCode: 0, lines: ["Nothing of build 417 runs."] });
    const { exitCode, lines } = await follow();
    assert.deepEqual(
      [exitCode, lines.at(-1)],
      [
        1,
        `${ERROR}the SageMaker pipeline was stopped; nothing failed. Run the failed job again to start anew`,
      ],
    );
    assert.equal(executions()[0]?.status, "Stopped");
  });

  it("are stopped when they are cancelled while they start", async () => {
    succeeded(await build.upsert());
    standIn.proxy.fail("DescribePipelineDefinitionForExecution", { delayMs: 20_000 });
    const starting = build.spawn("start");
    await standIn.proxy.called("DescribePipelineDefinitionForExecution");
    starting.signal("SIGTERM");
    assert.deepEqual(await starting.ended(), {
      exitCode: 130,
      lines: [`${ERROR}start was interrupted: run the failed job again`],
    });
    assert.deepEqual(await build.run("stop"), {
      exitCode: 0,
      lines: [`Stopping build-417-1: ${standIn.started[0] ?? ""}`],
    });
  });

  it("are left alone when another build is cancelled", async () => {
    succeeded(await build.start());
    const other = standIn.build(checkout, "41");
    assert.deepEqual(await other.run("stop"), { exitCode: 0, lines: ["Nothing of build 41 runs."] });
    assert.equal(executions()[0]?.status, "Executing");
  });
});
