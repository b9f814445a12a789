import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreatePipelineCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
} from "@aws-sdk/client-sagemaker";
import { parseDocument } from "yaml";

import type { ModelVersion } from "../../../simulator/aws/sagemaker/registry";
import { startSageMaker, type SageMakerStandIn } from "../../../simulator/aws/sagemaker/server";
import type { AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import { startModelServer } from "../../support/model-server";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { rehearsed, ROOT } from "../../support/rehearsed";
import { describeUnless } from "../../support/unless";
import { refused } from "../model-deploy/deployment-report";
import { clone, repositoryOf, seeded } from "../model-build/seeded-clone";
import { deploymentTest, MODEL_BUILD, SAMPLE } from "./deployment";
import { EXAMPLES, type Example } from "./examples";

describeUnless(pythonMissing(), "a team's own data, from a raw file to a tested deployment,", function () {
  let directory: string;
  let folder: string;
  let python: string;
  let server: AzureReposServer;

  before(async () => {
    const { graph } = await rehearsed("full");
    directory = mkdtempSync(join(tmpdir(), "examples-"));
    server = await seeded(graph, "churn", directory);
    folder = clone(server, repositoryOf(graph, "churn"), directory);
    // As after npm ci.
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
    const wheels = [
      "-m",
      "pip",
      "download",
      "--quiet",
      "--no-deps",
      "--only-binary",
      ":all:",
      "--require-hashes",
    ];
    run(python, [...wheels, "--requirement", "requirements-vendor.txt", "--dest", "steps/vendor"]);
  });
  after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  for (const example of EXAMPLES) {
    const { data, problem, framework, gate } = example;
    it(`${data}: ${problem} by ${framework}`, async function () {
      const torch = spawnSync(python, ["-c", "import torch"]).status === 0;
      if (framework === "pytorch" && !torch) {
        console.log("      skipped: there is no PyTorch; npm run test:pytorch brings one");
        this.skip();
      }
      const raw = join(directory, `${data}.csv`);
      run(python, [join(__dirname, "raw.py"), data, raw]);
      const fresh = ["tools/start-fresh.ts", "--data", raw, "--label", example.label, "--dataset", data];
      run("npx", ["tsx", ...fresh, "--problem", problem]);
      configure(example, example.hyperparameters);
      const good = attempt(raw, join(directory, `${data}-${framework}`));
      assert.equal(good.open, true, good.text);

      configure(example, example.worse);
      const worse = attempt(
        raw,
        join(directory, `${data}-${framework}-worse`),
        join(good.folder, "archive/model.tar.gz"),
      );
      assert.equal(worse.open, false, worse.text);
      assert.match(worse.text, new RegExp(`not passed: ${gate[0]} is better by -`));

      configure(example, example.hyperparameters);
      const { version, aws } = await registered(good.folder);
      try {
        const specification = version.body.InferenceSpecification as {
          readonly Containers: readonly { readonly Environment?: Readonly<Record<string, string>> }[];
        };
        const archive = unpacked(good.folder);
        const isPlain = !existsSync(join(archive, "code"));
        assert.deepEqual(
          specification.Containers[0]?.Environment?.SAGEMAKER_PROGRAM,
          isPlain ? undefined : "inference.py",
        );
        const serving = await startModelServer(python, {
          good: { model: isPlain ? join(archive, "xgboost-model") : archive },
        });
        try {
          const report = await deploymentTest(aws, version, serving.client(), problem);
          assert.deepEqual(refused(report), []);
          assert.equal(report.passed, true);
        } finally {
          await serving.stop();
        }
      } finally {
        await aws.close();
      }
    });
  }

  /** What a data scientist edits in config.yaml besides what start-fresh writes. */
  function configure(
    { framework, gate: [metric, threshold] }: Example,
    hyperparameters: Example["worse"],
  ): void {
    const file = join(folder, "config.yaml");
    const document = parseDocument(readFileSync(file, "utf8"));
    const values = { framework, metric, threshold, improvement: 0.0001, hyperparameters };
    for (const [key, value] of Object.entries(values)) {
      document.setIn(["defaults", key], document.createNode(value));
    }
    writeFileSync(file, document.toString());
  }

  function attempt(raw: string, target: string, champion?: string) {
    const compared = champion === undefined ? [] : ["--champion", champion];
    const { status, text } = result("npx", [
      "tsx",
      "tools/try.ts",
      "--data",
      raw,
      "--python",
      python,
      ...compared,
    ]);
    assert.ok(status === 0 || text.includes("The gate is closed"), text);
    cpSync(join(folder, ".try/last"), target, { recursive: true });
    return { open: status === 0, text, folder: target };
  }

  /** Plays the pipeline that the repository defines, with what the steps really made. */
  async function registered(made: string): Promise<{ version: ModelVersion; aws: SageMakerStandIn }> {
    const definition = run("npx", ["tsx", "pipeline/print-definition.ts"]);
    const { account, region, artifactBucketName, modelPackageGroupName, pipelineName } = SAMPLE;
    const aws = await startSageMaker({
      account,
      region,
      buckets: [artifactBucketName],
      modelPackageGroups: [modelPackageGroupName],
    });
    const read = (path: string): string => readFileSync(join(made, path), "utf8");
    aws.play({
      outputs: {
        Evaluate: {
          evaluation: { "evaluation.json": read("evaluation/evaluation.json") },
          cases: { "cases.csv": read("cases/cases.csv"), "cases.json": read("cases/cases.json") },
        },
      },
    });
    const credentials = { accessKeyId: "ASIA", secretAccessKey: "secret" };
    const client = new SageMakerClient({ endpoint: aws.url, region, credentials });
    try {
      const role = `arn:aws:iam::${account}:role/pipeline`;
      await client.send(
        new CreatePipelineCommand({
          PipelineName: pipelineName,
          PipelineDefinition: definition,
          RoleArn: role,
          ClientRequestToken: "x".repeat(32),
        }),
      );
      const parameters = {
        InputDataUri: "s3://data/curated/own/",
        ChampionModelUri: `s3://${artifactBucketName}/code/none/`,
        GitCommit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
        Repository: "https://dev.azure.com/contoso/credit/_git/model-build",
        BuildId: "1",
        BuildUrl: "https://dev.azure.com/contoso/credit/_build/1",
        RequestedBy: "Ada",
      };
      const { PipelineExecutionArn } = await client.send(
        new StartPipelineExecutionCommand({
          PipelineName: pipelineName,
          ClientRequestToken: "y".repeat(32),
          PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      // Each look lets the execution go on.
      for (let look = 0; look < 30 && aws.registry.versions(modelPackageGroupName).length === 0; look += 1) {
        await client.send(new ListPipelineExecutionStepsCommand({ PipelineExecutionArn }));
      }
    } finally {
      client.destroy();
    }
    const [version] = aws.registry.versions(modelPackageGroupName);
    assert.ok(version, "the gate of the definition registered no version");
    return { version, aws };
  }

  function unpacked(made: string): string {
    const target = join(made, "unpacked");
    mkdirSync(target);
    run("tar", ["-xzf", join(made, "archive/model.tar.gz"), "-C", target]);
    return target;
  }

  function run(command: string, args: readonly string[]): string {
    const { status, text, stdout } = result(command, args);
    assert.equal(status, 0, `${command} ${args.join(" ")}\n${text}`);
    return stdout;
  }

  function result(command: string, args: readonly string[]) {
    const env = { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      encoding: "utf8",
      env,
      maxBuffer: 1 << 26,
    });
    return { status, stdout, text: `${stdout}${stderr}` };
  }
});
