import { join } from "node:path";

import { EXIT, Failure } from "../../shared/failure";
import { analysisConfigurations } from "../pipeline/analysis-configurations";
import { readColumns, type Columns } from "../pipeline/columns";
import { readConfig, type ProfileConfig } from "../pipeline/config";
import type { Contract } from "../pipeline/contract-schema";
import { validDefinition } from "../pipeline/valid-definition";
import type { Context } from "./context";
import { executionParameters } from "./execution-parameters";
import { definitionHash } from "./pipeline-definition";
import { registryState, type RegistryState } from "./registry-state";
import { contentHash, filesBelow, upload, type UploadFile } from "./upload";
import { upsertPipeline } from "./upsert-pipeline";

/** The steps' code, in this repository. */
const STEPS_FOLDER = join(__dirname, "..", "steps");

/**
 * The command `upsert`: uploads the code, looks up the champion, creates or updates the SageMaker pipeline, and writes the
 * plan for `start`.
 *
 * @param sampleFolder - Where the sample data lie; needed if config.yaml says `data: sample`.
 */
export async function upsert(context: Context, sampleFolder: string | undefined): Promise<void> {
  const { build, contract, clients, workspace, print } = context;
  const config = readConfig().profiles[contract.profile];
  const columns = readColumns();
  const code = await codeFolder(contract, config, columns);
  const definition = JSON.stringify(validDefinition({ contract, config, columns, code: code.uri }));
  const sample = await sampleData(contract, config, sampleFolder);
  await uploadFolder(context, code);
  if (sample !== undefined) {
    await uploadFolder(context, sample);
  }
  const registry = await registryState(clients.sagemaker, contract.modelPackageGroupName);
  print(
    registry.champion === undefined
      ? "Production serves no version yet: the new one is compared with none."
      : `The new version is compared with the champion ${registry.champion.version}`,
  );
  const parameters = executionParameters({
    build,
    inputDataUri: sample === undefined ? `s3://${contract.dataBucketName}/${config.data}` : `${sample.uri}/`,
    noChampionUri: `${code.uri}/no-champion/`,
    ...(registry.champion === undefined ? {} : { champion: registry.champion }),
    compareBaselines: comparesBaselines(config, registry.approvedBaselines),
  });
  const pipeline = {
    name: contract.pipelineName,
    definition,
    roleArn: contract.pipelineRoleArn,
    parallelSteps: config.parallelSteps,
    tags: contract.tags,
  };
  const { change, versionId } = await upsertPipeline(clients.sagemaker, pipeline);
  const hash = definitionHash(definition);
  print(`Pipeline ${pipeline.name}: ${change}. Definition: sha256 ${hash}`);
  await workspace.writePlan({
    pipeline,
    codeUri: code.uri,
    definitionHash: hash,
    ...(versionId === undefined ? {} : { versionId }),
    parameters,
  });
}

/** Files, and where in S3 they belong. */
interface Folder {
  /** Key below which they lie, without a slash at its end. */
  readonly prefix: string;
  /** The same as S3 URI. */
  readonly uri: string;
  readonly files: readonly UploadFile[];
}

/** What the jobs of the pipeline read, but for their data: the definition names its places. */
async function codeFolder(contract: Contract, config: ProfileConfig, columns: Columns): Promise<Folder> {
  const steps = await filesBelow(STEPS_FOLDER);
  return folderOf(contract, "", [
    ...steps.map(({ path, content }) => ({ path: `steps/${path}`, content })),
    ...Object.entries(analysisConfigurations({ config, columns })).map(([path, text]) =>
      textFile(path, text),
    ),
    textFile("no-champion/none.json", "{}\n"),
  ]);
}

/** Undefined if config.yaml names data that are in the data bucket. */
async function sampleData(
  contract: Contract,
  { data }: ProfileConfig,
  sampleFolder: string | undefined,
): Promise<Folder | undefined> {
  if (data !== "sample") {
    return undefined;
  }
  if (sampleFolder === undefined) {
    throw new Failure(
      "config.yaml says data: sample, but no sample is given: run samples/mortgage.py and name its folder with --sample",
      EXIT.usage,
    );
  }
  const files = await filesBelow(sampleFolder);
  if (files.length === 0) {
    throw new Failure(`the sample's folder ${sampleFolder} is empty: run samples/mortgage.py`, EXIT.usage);
  }
  return folderOf(contract, "sample/", files);
}

function folderOf(
  { artifactBucketName, model }: Contract,
  kind: string,
  files: readonly UploadFile[],
): Folder {
  const prefix = `code/${model}/${kind}${contentHash(files)}`;
  return { prefix, uri: `s3://${artifactBucketName}/${prefix}`, files };
}

async function uploadFolder(
  { clients, contract, print }: Context,
  { prefix, uri, files }: Folder,
): Promise<void> {
  const { written, present } = await upload(
    clients.s3,
    { bucket: contract.artifactBucketName, prefix },
    files,
  );
  print(`${uri}: ${written} uploaded, ${present} there already`);
}

function textFile(path: string, text: string): UploadFile {
  return { path, content: Buffer.from(text) };
}

/** There is nothing to compare with before a version with the same kinds of baselines was approved. */
function comparesBaselines(
  { compareWithApprovedBaseline, baselines }: ProfileConfig,
  approved: RegistryState["approvedBaselines"],
): boolean {
  return (
    compareWithApprovedBaseline &&
    (baselines.modelMonitor || baselines.clarify) &&
    (!baselines.modelMonitor || approved.modelMonitor) &&
    (!baselines.clarify || approved.clarify)
  );
}
