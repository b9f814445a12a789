import assert from "node:assert/strict";

import CONTRACT from "../../../repositories/model-build/tests/sample-contract.json";
import { EVALUATION } from "../../../repositories/model-build/tests/tools/sample-evaluation";
import { EXPIRED, THROTTLED } from "../../support/fault-proxy";
import type { Build } from "./tools-build";
import { Checkout, setGate, succeeded } from "./tools-build";
import { CHAMPION_ARN, evaluatedAs, StandIn } from "./tools-stand-in";

const ENDED = "##vso[task.setvariable variable=pipelineRunning]false";
const ERROR = "##vso[task.logissue type=error]";
const REGISTERED = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/1";

describe("the model-build tools follow an execution", () => {
  let checkout: Checkout;
  let standIn: StandIn;
  let build: Build;
  before(() => {
    checkout = Checkout.create(setGate);
  });
  after(() => {
    checkout.remove();
  });
  beforeEach(async () => {
    standIn = await StandIn.start();
    build = standIn.build(checkout);
  });
  afterEach(() => standIn.close());

  const follow = (...argv: string[]) => build.run("follow", "--interval", "0.01", ...argv);

  it("to a registered version, and report it", async () => {
    succeeded(await build.start());
    const lines = succeeded(await follow());
    assert.deepEqual(
      lines.filter((line) => line.includes("Succeeded")).map((line) => line.split(/ +/)[1]),
      [
        "Preprocess",
        "Train",
        "Evaluate",
        "Gate",
        "CreateModel",
        "DataQuality",
        "ModelQuality",
        "DataBias",
        "ModelBias",
        "Explainability",
        "Register",
      ],
    );
    assert.match(lines[1] ?? "", /^\d\d:\d\d:\d\dZ {2}Preprocess {6}Succeeded {2}3 min \d s$/);
    assert.deepEqual(lines.slice(-4), [
      ENDED,
      `Registered ${REGISTERED}`,
      "The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:",
      `  aws sagemaker update-model-package --region eu-west-1 --model-package-arn ${REGISTERED} --model-approval-status Approved`,
    ]);

    const file = `${build.stagingFolder}/evaluation/evaluation.md`;
    assert.deepEqual(await build.run("report"), {
      exitCode: 0,
      lines: [`##vso[task.uploadsummary]${file}`, `The report is in ${file}`],
    });
    const [execution = ""] = standIn.started;
    const report = build.published("evaluation.md") ?? "";
    assert.ok(
      report.startsWith(
        `# credit-mortgage: registered, waits for approval\n\nRegistered as \`${REGISTERED}\`.`,
      ),
    );
    assert.ok(report.includes(`\n| execution | \`${execution}\` |\n`));
    const { key, content } = evaluationOf(execution);
    assert.equal(
      key,
      `runs/mortgage/${execution.split("/").at(-1) ?? ""}/Evaluate/evaluation/evaluation.json`,
    );
    assert.equal(build.published("evaluation.json"), content);
  });

  function evaluationOf(execution: string): { key: string; content: string } {
    const { objects } = standIn.aws;
    const prefix = `runs/mortgage/${execution.split("/").at(-1) ?? ""}/`;
    const key = objects
      .keys(CONTRACT.artifactBucketName, prefix)
      .find((name) => name.endsWith("evaluation.json"));
    assert.ok(key);
    return { key, content: objects.get(CONTRACT.artifactBucketName, key).content.toString("utf8") };
  }

  it("past throttling and slow answers", async () => {
    for (const operation of ["GetParameter", "DescribePipeline", "StartPipelineExecution"]) {
      standIn.proxy.fail(operation, THROTTLED, THROTTLED);
    }
    standIn.proxy.fail("DescribePipelineExecution", THROTTLED);
    standIn.proxy.fail("ListPipelineExecutionSteps", { delayMs: 300 }, THROTTLED);
    succeeded(await build.start());
    succeeded(await follow());
    assert.equal(standIn.started.length, 1);
  });

  it("until the credentials expire, and on with new ones", async () => {
    await build.start();
    standIn.proxy.fail("ListPipelineExecutionSteps", {}, {}, EXPIRED);
    const { exitCode, lines } = await follow();
    assert.equal(exitCode, 3);
    assert.equal(
      lines.at(-1),
      `${ERROR}the AWS credentials of this task have expired: run the failed job again; it goes on with what is there`,
    );
    build.forgetFiles();
    const again = await build.start();
    assert.equal(
      again.lines.at(-1),
      `This build's execution is there already (Executing): ${standIn.started[0] ?? ""}`,
    );
    succeeded(await follow());
    assert.equal(standIn.started.length, 1);
  });

  it("to a step that fails, with its reason and the end of its log", async () => {
    const log = Array.from({ length: 40 }, (_, index) => `[${index}] validation:auc=0.${index}`);
    standIn.aws.play({
      failures: { Train: "AlgorithmError: error: column loan_amount misses, exit code: 1" },
      logs: {
        Train: [...log, "##vso[task.setvariable variable=pipelineRunning]true", "###vso[task.complete]"],
      },
    });
    await build.start();
    const { exitCode, lines } = await follow();
    assert.equal(exitCode, 1);
    const job = /job (\S+):/.exec(lines.at(-33) ?? "")?.[1] ?? "";
    assert.match(job, /^pipelines-[0-9a-f]{12}-Train-[0-9a-f]{10}$/);
    assert.deepEqual(lines.slice(-34), [
      ENDED,
      `Step Train failed in the job ${job}: https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/${job}`,
      lines.at(-32),
      ...log.slice(12).map((line) => `  ${line}`),
      "  # #vso[task.setvariable variable=pipelineRunning]true",
      "  # # #vso[task.complete]",
      `${ERROR}step Train failed: AlgorithmError: error: column loan_amount misses, exit code: 1`,
    ]);
    assert.match(
      lines.at(-32) ?? "",
      new RegExp(`^The end of its log, /aws/sagemaker/TrainingJobs ${job}/algo-1-\\d+:$`),
    );

    succeeded(await build.run("report"));
    const report = build.published("evaluation.md") ?? "";
    assert.ok(
      report.startsWith(
        "# credit-mortgage: failed\n\n**step Train failed: AlgorithmError: error: column loan\\_amount misses, exit code: 1**\n\nThe execution did not come to an evaluation.\n",
      ),
    );
    assert.equal(build.published("evaluation.json"), undefined);
  });

  it("to a gate that refuses the model, and report why", async () => {
    standIn.aws.play(evaluatedAs(0.61));
    await build.start();
    const { exitCode, lines } = await follow();
    assert.equal(exitCode, 1);
    const [execution = ""] = standIn.started;
    const { key } = evaluationOf(execution);
    const reason = `no version was registered: the model is not good enough: auc is 0.61, needed at least 0.7; compared with the version in production (none) it is better by 0, needed at least 0.005; all metrics are in s3://${CONTRACT.artifactBucketName}/${key}`;
    assert.deepEqual(lines.slice(-2), [ENDED, `${ERROR}${reason}`]);
    assert.deepEqual(standIn.aws.registry.versions("credit-mortgage"), []);
    await build.run("report");
    const report = build.published("evaluation.md") ?? "";
    assert.ok(
      report.startsWith(
        "# credit-mortgage: not good enough\n\n**no version was registered: the model is not good enough: auc is 0.61, needed at least 0.7;",
      ),
    );
    assert.match(report, /\n\| \*\*auc\*\* \| \*\*0\.61[^\n]*\*\*0\.7/);
    assert.ok(build.published("evaluation.json"));
  });

  it("to a gate that refuses a model which is worse than the champion", async () => {
    await build.start();
    await follow();
    standIn.aws.registry.update(CHAMPION_ARN, {
      ModelApprovalStatus: "Approved",
      ModelLifeCycle: { Stage: "Production", StageStatus: "Verified" },
    });
    const next = standIn.build(checkout, "418");
    standIn.aws.play(
      evaluatedAs(0.79, { ...EVALUATION, champion: { ...EVALUATION.champion, version: CHAMPION_ARN } }),
    );
    const { lines } = await next.start();
    assert.ok(lines.includes(`The new version is compared with the champion ${CHAMPION_ARN}`));
    const started = standIn.inputs("StartPipelineExecution").at(-1);
    const parameters = started?.PipelineParameters as { Name: string; Value: string }[];
    const [first = ""] = standIn.started;
    const model = /\/([^/]+)$/.exec(first)?.[1] ?? "";
    assert.deepEqual(
      parameters
        .filter(({ Name }) => /^(Champion|Skip)/.test(Name))
        .map(({ Name, Value }) => [Name, Value.replace(/-[0-9a-f]{10}\//, "/")]),
      [
        [
          "ChampionModelUri",
          `s3://${CONTRACT.artifactBucketName}/runs/mortgage/${model}/Train/pipelines-${model}-Train/output/model.tar.gz`,
        ],
        ["ChampionVersion", CHAMPION_ARN],
        // The first version has baselines of both kinds and is approved: those of the next are compared with them.
        ["SkipBaselineCheck", "False"],
      ],
    );
    const followed = await next.run("follow", "--interval", "0.01");
    assert.equal(followed.exitCode, 1);
    assert.ok(
      followed.lines
        .at(-1)
        ?.includes(
          `compared with the version in production (${CHAMPION_ARN}) it is better by -0.0078, needed at least 0.005;`,
        ),
    );
    await next.run("report");
    assert.ok(
      next
        .published("evaluation.md")
        ?.includes(
          "\n| **auc** | **0.7900** |  | **0.7000** | **0.8201 ± 0.0200** | **-0.0078** | **+0.0050** |\n",
        ),
    );
  });

  it("that somebody stops, and say that it did not fail", async () => {
    await build.start();
    const [execution = ""] = standIn.started;
    standIn.aws.before("ListPipelineExecutionSteps", () => undefined);
    standIn.aws.before("ListPipelineExecutionSteps", () => {
      standIn.aws.execution(execution).stop();
    });
    const { exitCode, lines } = await follow();
    assert.equal(exitCode, 1);
    assert.deepEqual(lines.slice(-2), [
      ENDED,
      `${ERROR}the SageMaker pipeline was stopped; nothing failed. Run the failed job again to start anew`,
    ]);
    assert.match(lines.at(-3) ?? "", /^\d\d:\d\d:\d\dZ {2}Preprocess {6}Stopped {4}\d+ s$/);
    await build.run("report");
    assert.ok(
      build
        .published("evaluation.md")
        ?.startsWith(
          "# credit-mortgage: stopped\n\n**the SageMaker pipeline was stopped; nothing failed. Run the failed job again to start anew**\n",
        ),
    );
  });

  it("for some minutes, and leave the rest to the next task", async () => {
    await build.start();
    const first = await follow("--minutes", "0");
    assert.deepEqual(
      [first.exitCode, first.lines.slice(1)],
      [
        0,
        [
          "##vso[task.setvariable variable=pipelineRunning]true",
          "The SageMaker pipeline still runs after 0 min: the next task follows on.",
        ],
      ],
    );
    const last = await follow("--minutes", "0", "--last");
    assert.deepEqual(
      [last.exitCode, last.lines.at(-1)],
      [1, `${ERROR}the SageMaker pipeline still runs: run the failed job again to follow on`],
    );
    await build.run("report");
    assert.ok(build.published("evaluation.md")?.startsWith("# credit-mortgage: still running\n"));
    succeeded(await follow("--minutes", "50"));
  });

  it("although an evaluation cannot be read, and report the rest", async () => {
    await build.start();
    await follow();
    const { key } = evaluationOf(standIn.started[0] ?? "");
    const damaged = { content: Buffer.from("{}"), contentType: "text/plain", lastModified: 0 };
    standIn.aws.objects.put(CONTRACT.artifactBucketName, key, damaged);
    const { exitCode, lines } = await build.run("report");
    assert.equal(exitCode, 0);
    assert.ok(
      lines[0]?.startsWith(
        "##vso[task.logissue type=warning]the evaluation cannot be shown: evaluation.json is not what steps/evaluate.py has to write:%0A",
      ),
    );
    assert.ok(
      build.published("evaluation.md")?.startsWith("# credit-mortgage: registered, waits for approval\n"),
    );
  });
});
