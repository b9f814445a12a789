import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BuildStory } from "../../../../simulator/stories/model-build/follow-build";
import { followBuild } from "../../../../simulator/stories/model-build/follow-build";
import type { Graph } from "../../../../simulator/rehearsal/graph";
import type { RecordedResource } from "../../../../simulator/rehearsal/resource";
import { rehearsed } from "../../../support/rehearsed";
import { changed, withFile } from "./changed";
import type { ContractValues } from "./contracts";
import { monitored, withBuildContract } from "./contracts";
import { AZURE_DEVOPS } from "../../../support/types";

const ACCOUNT = "200000000002";
const GROUP = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model-package/fraud-churn`;

/** The story as pairs; what stands below a word belongs to it. */
function pairsOf({ lines }: BuildStory): (readonly [about: string, text: string])[] {
  let about = "";
  return lines.map((line) => {
    about = line.slice(2, 14).trim() || about;
    return [about, line.slice(14)] as const;
  });
}

describe("a push in the rehearsed program", () => {
  let graph: Graph;
  let resources: readonly RecordedResource[];
  let story: BuildStory;
  let pairs: ReturnType<typeof pairsOf>;
  before(async () => {
    const recorded = await rehearsed("full");
    graph = recorded.graph;
    resources = withBuildContract(recorded.resources, monitored);
    const followed = await followBuild({ graph, resources });
    assert.ok(followed);
    story = followed;
    pairs = pairsOf(story);
  });
  const about = (word: string): string[] => pairs.filter(([key]) => key === word).map(([, text]) => text);

  it("starts a run whose connection leads to the automation account", () => {
    assert.match(
      about("push").join(" "),
      /^commit [0-9a-f]{12} is merged to main of model-build-churn, after 2 reviews and a validation by pipeline "Model Build churn"$/,
    );
    assert.deepEqual(about("run"), [
      '1 of pipeline "Model Build churn", in environment model-build',
      "2, whose model is worse",
    ]);
    assert.deepEqual(about("variables"), [
      "MODEL churn",
      "AWS_REGION eu-west-1",
      `AWS_ACCOUNT ${ACCOUNT}`,
      "BUILD_CONTRACT /mlops/fraud/automation/build/churn",
      "BUILD_PROFILE production",
    ]);
    assert.deepEqual(about("connection"), ["model-build, for AWS sc://contoso-ml/fraud-ml/model-build"]);
    assert.deepEqual(about("role"), [`arn:aws:iam::${ACCOUNT}:role/mlops-fraud-automation-model-build`]);
    assert.equal(pairs.find(([key]) => key === "request")?.[1], "STS GetCallerIdentity {}");
    assert.match(
      pairs.find(([key]) => key === "answer")?.[1] ?? "",
      new RegExp(`^200 arn:aws:sts::${ACCOUNT}:assumed-role/mlops-fraud-automation-model-build/model-build `),
    );
  });

  it("runs the commands of the pipeline's file that its conditions let run", () => {
    assert.deepEqual(about("command"), [
      "npm run pipeline -- due",
      "npm run pipeline -- image",
      'npm run pipeline -- upsert --sample "$AGENT_TEMPDIRECTORY/sample"',
      "npm run pipeline -- start",
      "npm run pipeline -- follow --minutes 50",
      "npm run pipeline -- report",
    ]);
  });

  it("tells each request that differs from those before, with its answer", () => {
    const requests = about("request").map((text) => text.replace(/ \{.*/, ""));
    assert.deepEqual(requests, [
      "STS GetCallerIdentity",
      "SSM GetParameter",
      "S3 PutObject",
      "SageMaker ListModelPackages",
      "SageMaker DescribePipeline",
      "SageMaker CreatePipeline",
      // The code of the monitoring, and its pipeline.
      "S3 PutObject",
      "SageMaker DescribePipeline",
      "SageMaker CreatePipeline",
      "SageMaker ListPipelineExecutions",
      "SageMaker StartPipelineExecution",
      "SageMaker DescribePipelineDefinitionForExecution",
      "SageMaker DescribePipelineExecution and ListPipelineExecutionSteps, again and again",
      "S3 GetObject",
      "SageMaker DescribeModelPackage",
      "SageMaker StartPipelineExecution",
    ]);
    assert.equal(about("answer").length, requests.length - 1);
  });

  it("creates and starts the model's SageMaker pipeline, with the contract's values", () => {
    const input = (operation: string): unknown =>
      story.calls.find((call) => call.operation === operation)?.input;
    const { PipelineName, RoleArn, Tags, PipelineDefinition } = input("CreatePipeline") as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      [PipelineName, RoleArn],
      ["fraud-churn", `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-automation-pipeline`],
    );
    assert.ok((Tags as { Key: string }[]).some(({ Key }) => Key === "CostCenter"));
    for (const role of ["processing", "training", "clarify"]) {
      assert.ok(String(PipelineDefinition).includes(`role/mlops-fraud-automation-${role}"`), role);
    }
    const { PipelineExecutionDisplayName } = input("StartPipelineExecution") as Record<string, unknown>;
    assert.equal(PipelineExecutionDisplayName, "build-1-1");
  });

  it("creates the pipeline that watches the model, and starts it not", () => {
    const inputs = (operation: string): Readonly<Record<string, unknown>>[] =>
      story.calls
        .filter((call) => call.operation === operation)
        .map((call) => call.input as Readonly<Record<string, unknown>>);
    const [, watching, ...more] = inputs("CreatePipeline");
    assert.deepEqual([watching?.PipelineName, more], ["fraud-churn-monitoring", []]);
    assert.match(String(watching?.PipelineDefinition), /\/code\/churn\/monitoring\/[0-9a-f]{16}\//);
    assert.deepEqual(
      [...new Set(inputs("StartPipelineExecution").map(({ PipelineName }) => PipelineName))],
      ["fraud-churn"],
    );
  });

  it("follows the steps to a version that waits for approval, and publishes the evaluation", () => {
    const steps = about("answers");
    assert.deepEqual(steps.slice(0, 3), [
      "Preprocess Executing",
      "Preprocess Succeeded, Train Executing",
      "Train Succeeded, Evaluate Executing",
    ]);
    assert.match(steps[3] ?? "", /^Evaluate Succeeded, Gate Succeeded, /);
    assert.match(steps[4] ?? "", /, Register Succeeded$/);
    assert.equal(steps.length, 5);
    assert.equal(story.registered.arn, `${GROUP}/1`);
    assert.equal(about("registered")[0], `${GROUP}/1, PendingManualApproval`);
    const lineage = JSON.parse(about("lineage")[0] ?? "") as Record<string, string>;
    assert.match(lineage.gitCommit ?? "", /^[0-9a-f]{40}$/);
    assert.match(lineage.casesUri ?? "", /^s3:\/\/[^/]+\/runs\/churn\/[^/]+\/Evaluate\/cases\/cases\.csv$/);
    assert.match(
      lineage.repository ?? "",
      /^https:\/\/dev\.azure\.com\/contoso-ml\/.*\/_git\/model-build-churn$/,
    );
    assert.deepEqual(about("published"), [
      "evaluation.json, evaluation.md",
      "evaluation.json, evaluation.md",
    ]);
  });

  it("tells what the gate compares: first no champion, then one that is better", () => {
    const gate = about("gate");
    assert.equal(gate.length, 6);
    const metric = /^binary_classification_metrics\.auc\.value 0\.\d+ >= 0\.\d+: yes$/;
    assert.match(gate[0] ?? "", metric);
    assert.match(
      gate[1] ?? "",
      /^Parameters\.ChampionVersion "none" = "none": yes, or comparison\.improvement\.auc 0 >= 0(\.\d+)?: (yes|no)$/,
    );
    assert.equal(gate[2], "the model goes on");
    assert.match(gate[3] ?? "", metric);
    assert.match(
      gate[4] ?? "",
      /^Parameters\.ChampionVersion "arn:[^"]+\/fraud-churn\/1" = "none": no, or comparison\.improvement\.auc -0\.\d+ >= 0(\.\d+)?: no$/,
    );
    assert.equal(gate[5], "the model goes no further");
  });

  it("registers nothing for a worse model, and fails", () => {
    assert.equal(about("refused").length, 1);
    assert.match(about("refused")[0] ?? "", /^NotGoodEnough: the model is not good enough: auc is 0\.\d+, /);
    assert.equal(about("registered")[1], "nothing: version 1 is still the only one of fraud-churn");
    assert.deepEqual(about("build"), ["fails"]);
  });

  it("tells the same again, and leaves nothing behind", async () => {
    const { TMPDIR } = process.env;
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
    process.env.TMPDIR = folder;
    try {
      assert.deepEqual((await followBuild({ graph, resources }))?.lines, story.lines);
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      rmSync(folder, { recursive: true });
    }
  });

  it("has nothing to show in the organization stack", async () => {
    assert.equal(await followBuild(await rehearsed("organization")), undefined);
  });

  it("works in a trial in one account, too", async () => {
    const trial = await followBuild(await rehearsed("trial"));
    assert.match(
      trial?.registered.arn ?? "",
      /^arn:aws:sagemaker:eu-west-1:\d{12}:model-package\/trial-churn\/1$/,
    );
  });

  const withContract = (change: (contract: ContractValues) => unknown): readonly RecordedResource[] =>
    withBuildContract(resources, change);

  it("fails if the contract names what the stack does not make", async () => {
    const other = withContract((contract) => ({
      ...contract,
      trainingRoleArn: "arn:none",
      subnetIds: [...(contract.subnetIds as string[]), "subnet-none"],
      monitoring: { ...(contract.monitoring as object), captureBucketName: "none" },
    }));
    await assert.rejects(followBuild({ graph, resources: other }), {
      message:
        'the build contract automation-churn-build names what the stack does not make: trainingRoleArn "arn:none", subnetIds "subnet-none", monitoring.captureBucketName "none"',
    });
  });

  it("fails if the contract is no object", async () => {
    await assert.rejects(followBuild({ graph, resources: withContract(() => []) }), {
      message: "the build contract automation-churn-build is no JSON object, found []",
    });
  });

  it("fails if the tools do not take the contract", async () => {
    const other = withContract((contract) => ({ ...contract, version: 2 }));
    await assert.rejects(
      followBuild({ graph, resources: other }),
      /^Error: the build started no execution:\n.*version/s,
    );
  });

  it("fails if the contract is for another model than the pipeline", async () => {
    const other = changed(
      graph,
      AZURE_DEVOPS.BuildDefinition,
      ({ inputs }) => ({
        variables: (
          inputs.variables as unknown as { name: string; value: string; allowOverride: boolean }[]
        ).map((variable) => (variable.name === "MODEL" ? { ...variable, value: "payments" } : variable)),
      }),
      "delivery-model-build-churn-pipeline",
    );
    await assert.rejects(
      followBuild({ graph: other, resources }),
      /its model is churn, that of this pipeline payments/,
    );
  });

  it("fails if the pipeline's file does not start the training", async () => {
    const other = withFile("azure-pipelines.yml", (text) => text.replace(/.*pipeline -- start\n/, ""));
    await assert.rejects(followBuild({ graph, resources }, other), {
      message: "the file of pipeline delivery-model-build-churn-pipeline does not run start",
    });
  });

  it("fails if the gate refuses a good model", async () => {
    const strict = withFile("config.yaml", (text) => text.replace(/threshold: [\d.]+/, "threshold: 0.99"));
    await assert.rejects(
      followBuild({ graph, resources }, strict),
      /^Error: the registry has 0 versions after the execution ended as Failed, one is needed: NotGoodEnough: .*needed at least 0\.99/,
    );
  });

  it("fails if the gate lets a worse model through", async () => {
    const loose = withFile("pipeline/gate.ts", (text) =>
      text.replace("RightValue: improvement", "RightValue: -1"),
    );
    await assert.rejects(
      followBuild({ graph, resources }, loose),
      /^Error: the registry has 2 versions after the execution ended as Succeeded, one is needed: $/,
    );
  });
});
