import { join } from "node:path";

import { EXIT, Failure } from "../../shared/failure";
import { analysisConfigurations } from "../pipeline/analysis-configurations";
import { readColumns, type Columns } from "../pipeline/columns";
import { readConfig, type ProfileConfig } from "../pipeline/config";
import type { Contract } from "../pipeline/contract-schema";
import { validDefinition } from "../pipeline/valid-definition";
import type { Context } from "./context";
import { executionParameters } from "./execution-parameters";
import { below, folderOf, textFile, uploadFolder, type Folder } from "./folders";
import { definitionHash } from "./pipeline-definition";
import { registryState, type RegistryState } from "./registry-state";
import { filesBelow } from "./upload";
import { checkVendored } from "./vendored";
import { plannedMonitoring, tellLeftOver, upsertMonitoring } from "./upsert-monitoring";
import { upsertPipeline } from "./upsert-pipeline";

/** The steps' code, in this repository. */
const STEPS_FOLDER = join(__dirname, "..", "steps");

/**
 * The command `upsert`: uploads the code, looks up the champion, creates or updates the SageMaker pipeline and that of the
 * model's monitoring, and writes the plan for `start`.
 *
 * @param sampleFolder - Where the sample data lie; needed if config.yaml says `data: sample`.
 */
export async function upsert(context: Context, sampleFolder: string | undefined): Promise<void> {
  const { build, contract, clients, workspace, print } = context;
  const config = readConfig().profiles[contract.profile];
  const columns = readColumns();
  const code = await codeFolder(contract, config, columns);
  const definition = JSON.stringify(validDefinition({ contract, config, columns, code: code.uri }));
  const monitoring = await plannedMonitoring(contract, config, columns);
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
  await (monitoring === undefined ? tellLeftOver(context) : upsertMonitoring(context, monitoring));
}

/** What the jobs of the pipeline read, but for their data: the definition names its places. */
async function codeFolder(contract: Contract, config: ProfileConfig, columns: Columns): Promise<Folder> {
  const steps = await filesBelow(STEPS_FOLDER);
  await checkVendored(config.framework, steps);
  return folderOf(contract, "", [
    ...below("steps", steps),
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
