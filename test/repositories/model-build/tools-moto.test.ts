import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  CreateModelPackageGroupCommand,
  DescribePipelineCommand,
  DescribePipelineDefinitionForExecutionCommand,
  ListPipelineExecutionsCommand,
  ListPipelineParametersForExecutionCommand,
  ListTagsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

import CONTRACT from "../../../repositories/model-build/tests/sample-contract.json";
import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { Build, Checkout, succeeded } from "./tools-build";

const CREDENTIALS = { accessKeyId: "a", secretAccessKey: "b" };
const FIRST = "9fceb02d0ae598e95dc970b74767f19372d61af8";
const SECOND = "1b2c3d4e5f60718293a4b5c6d7e8f90123456789";
const ARTIFACTS = `s3://${CONTRACT.artifactBucketName}/code/mortgage`;

describeUnless(motoMissing(), "the model-build tools, before a SageMaker emulator", () => {
  let moto: MotoServer;
  let checkout: Checkout;
  let build: Build;
  let sagemaker: SageMakerClient;
  let s3: S3Client;

  before(async () => {
    moto = await startMoto();
    const client = { region: "eu-west-1", endpoint: moto.url, credentials: CREDENTIALS };
    sagemaker = new SageMakerClient(client);
    s3 = new S3Client({ ...client, forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket: CONTRACT.artifactBucketName,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    await new SSMClient(client).send(
      new PutParameterCommand({
        Name: "/mlops/credit/automation/build/mortgage",
        Type: "String",
        Value: JSON.stringify(CONTRACT),
      }),
    );
    await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "credit-mortgage" }));
    checkout = Checkout.create();
    build = buildOf(checkout, "417", FIRST);
  });
  after(async () => {
    build.remove();
    checkout.remove();
    await moto.stop();
  });

  const buildOf = (of: Checkout, buildId: string, commit: string) =>
    new Build({
      aws: { AWS_ENDPOINT_URL: moto.url, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
      checkout: of,
      buildId,
      commit,
    });
  const described = () => sagemaker.send(new DescribePipelineCommand({ PipelineName: "credit-mortgage" }));
  const executions = async () => {
    const command = new ListPipelineExecutionsCommand({ PipelineName: "credit-mortgage" });
    return (await sagemaker.send(command)).PipelineExecutionSummaries ?? [];
  };
  const parametersOf = async (arn: string | undefined) => {
    const command = new ListPipelineParametersForExecutionCommand({ PipelineExecutionArn: arn });
    const { PipelineParameters = [] } = await sagemaker.send(command);
    return Object.fromEntries(PipelineParameters.map(({ Name = "", Value = "" }) => [Name, Value] as const));
  };
  const uploaded = async () => {
    const command = new ListObjectsV2Command({ Bucket: CONTRACT.artifactBucketName });
    return (await s3.send(command)).Contents?.map(
      ({ Key, LastModified }) => `${Key ?? ""} ${String(LastModified)}`,
    );
  };
  /** S3 URIs of the code and of the sample, as `upsert` prints them. */
  const placesIn = (lines: readonly string[]) =>
    lines.slice(0, 2).map((line) => line.replace(/: \d+ upl.*$/, ""));

  it("upload, create the pipeline and start it with what belongs to the build", async () => {
    const { exitCode, lines } = await build.upsert();
    assert.equal(exitCode, 0, lines.join("\n"));
    const [code = "", sample = ""] = placesIn(lines);
    assert.match(code, new RegExp(`^${ARTIFACTS}/[0-9a-f]{16}$`));
    assert.match(sample, new RegExp(`^${ARTIFACTS}/sample/[0-9a-f]{16}$`));
    const { PipelineArn, PipelineDefinition = "", RoleArn, ParallelismConfiguration } = await described();
    assert.equal(RoleArn, CONTRACT.pipelineRoleArn);
    assert.equal(typeof ParallelismConfiguration?.MaxParallelExecutionSteps, "number");
    assert.ok(PipelineDefinition.includes(`${code}/steps/`));
    const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: PipelineArn }));
    assert.deepEqual(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), CONTRACT.tags);

    assert.equal((await build.run("start")).exitCode, 0);
    const [execution, ...others] = await executions();
    assert.deepEqual([execution?.PipelineExecutionDisplayName, others], ["build-417-1", []]);
    assert.deepEqual(await parametersOf(execution?.PipelineExecutionArn), {
      InputDataUri: `${sample}/`,
      ChampionModelUri: `${code}/no-champion/`,
      ChampionVersion: "none",
      GitCommit: FIRST,
      Repository: "https://dev.azure.com/contoso/credit/_git/model-build-mortgage",
      BuildId: "417",
      BuildUrl: "https://dev.azure.com/contoso/credit/_apis/build/builds/417",
      RequestedBy: "Zoe Muller",
      Reason: "none",
      FeedbackWindow: "none",
    });
    const definition = await sagemaker.send(
      new DescribePipelineDefinitionForExecutionCommand({
        PipelineExecutionArn: execution?.PipelineExecutionArn,
      }),
    );
    assert.equal(definition.PipelineDefinition, PipelineDefinition);
  });

  it("name the image that the repository builds, for the script that pushes it", async () => {
    assert.deepEqual(await build.run("image"), { exitCode: 0, lines: [] });
    const own = `${CONTRACT.imageRepositoryUri}:4f2a1c0`;
    const other = Checkout.create((folder) => {
      const file = join(folder, "config.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace("image: aws", `image: ${own}`));
    });
    const builder = buildOf(other, "419", SECOND);
    try {
      assert.deepEqual(await builder.spawn("image").ended(), { exitCode: 0, lines: [own] });
    } finally {
      builder.remove();
      other.remove();
    }
  });

  it("change nothing the second time, and start nothing twice", async () => {
    const [before, objects, [execution]] = [await described(), await uploaded(), await executions()];
    const { lines } = await build.upsert();
    assert.match(lines[0] ?? "", /: 0 uploaded, \d+ there already$/);
    assert.match(lines[1] ?? "", /: 0 uploaded, 1 there already$/);
    assert.match(lines[3] ?? "", /^Pipeline credit-mortgage: unchanged\. Definition: sha256 [0-9a-f]{64}$/);
    assert.deepEqual(await build.run("start"), {
      exitCode: 0,
      lines: [
        `This build's execution is there already (Succeeded): ${execution?.PipelineExecutionArn ?? ""}`,
      ],
    });
    const after = await described();
    assert.deepEqual(
      [after.LastModifiedTime, after.PipelineDefinition],
      [before.LastModifiedTime, before.PipelineDefinition],
    );
    assert.deepEqual(await uploaded(), objects);
    assert.equal((await executions()).length, 1);
  });

  it("update the pipeline for another commit", async () => {
    const before = await described();
    const changed = Checkout.create((folder) => {
      writeFileSync(join(folder, "steps", "more.py"), "MORE = 1\n");
    });
    const next = buildOf(changed, "418", SECOND);
    try {
      const { lines } = await next.upsert();
      assert.match(lines[3] ?? "", /^Pipeline credit-mortgage: updated\. Definition: sha256 [0-9a-f]{64}$/);
      assert.equal((await next.run("start")).exitCode, 0);
      const { PipelineDefinition } = await described();
      assert.notEqual(PipelineDefinition, before.PipelineDefinition);
      const started = await executions();
      assert.deepEqual(
        started.map(({ PipelineExecutionDisplayName }) => PipelineExecutionDisplayName).sort(),
        ["build-417-1", "build-418-1"],
      );
      const own = started.find(({ PipelineExecutionDisplayName: name }) => name === "build-418-1");
      const { GitCommit, BuildId } = await parametersOf(own?.PipelineExecutionArn);
      assert.deepEqual([GitCommit, BuildId], [SECOND, "418"]);
    } finally {
      next.remove();
      changed.remove();
    }
  });

  it("train with data of the data bucket if config.yaml names them", async () => {
    const other = Checkout.create((folder) => {
      const file = join(folder, "config.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace("data: sample", "data: curated/applications/"));
    });
    const trained = buildOf(other, "420", SECOND);
    try {
      succeeded(await trained.run("upsert"));
      succeeded(await trained.run("start"));
      const own = (await executions()).find(
        ({ PipelineExecutionDisplayName: name }) => name === "build-420-1",
      );
      const { InputDataUri } = await parametersOf(own?.PipelineExecutionArn);
      assert.equal(InputDataUri, `s3://${CONTRACT.dataBucketName}/curated/applications/`);
    } finally {
      trained.remove();
      other.remove();
    }
  });

  it("fail before they change anything if the sample is missing", async () => {
    const before = await uploaded();
    assert.deepEqual(await build.run("upsert"), {
      exitCode: 2,
      lines: [
        "##vso[task.logissue type=error]config.yaml says data: sample, but no sample is given: run samples/mortgage.py and name its folder with --sample",
      ],
    });
    assert.deepEqual(await build.run("upsert", "--sample", "/nowhere"), {
      exitCode: 2,
      lines: ["##vso[task.logissue type=error]there is no folder /nowhere"],
    });
    assert.deepEqual(await build.run("upsert", "--sample", build.stagingFolder), {
      exitCode: 2,
      lines: [
        `##vso[task.logissue type=error]the sample's folder ${build.stagingFolder} is empty: run samples/mortgage.py`,
      ],
    });
    assert.deepEqual(await uploaded(), before);
  });
});
