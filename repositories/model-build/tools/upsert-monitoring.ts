import { join } from "node:path";

import { DescribePipelineCommand } from "@aws-sdk/client-sagemaker";

import { isNotFound } from "../../shared/aws-errors";
import { monitoringConfigurations } from "../pipeline/analysis-configurations";
import type { Columns } from "../pipeline/columns";
import type { ProfileConfig } from "../pipeline/config";
import type { Contract } from "../pipeline/contract-schema";
import { SETTINGS_FILE } from "../pipeline/monitoring/places";
import { monitoringSettings } from "../pipeline/monitoring/settings";
import { validMonitoringDefinition } from "../pipeline/valid-definition";
import type { Context } from "./context";
import { below, folderOf, textFile, uploadFolder, type Folder } from "./folders";
import { filesBelow } from "./upload";
import { upsertPipeline, type PipelineSpec } from "./upsert-pipeline";

/** Folders of this repository whose code monitoring jobs run. */
const FOLDERS = ["steps", "monitoring"] as const;

/** At most so many checks run at a time. */
const PARALLEL_STEPS = 4;

/** The monitoring pipeline of a model, and its code. */
export interface Monitoring {
  readonly code: Folder;
  readonly pipeline: PipelineSpec;
}

/**
 * What the monitoring pipeline has to be; changes nothing.
 *
 * @returns undefined if the contract says that the model is not monitored
 * @throws InvalidInput if contract and config.yaml do not fit together
 */
export async function plannedMonitoring(
  contract: Contract,
  config: ProfileConfig,
  columns: Columns,
): Promise<Monitoring | undefined> {
  const { monitoring } = contract;
  if (monitoring === undefined) {
    return undefined;
  }
  const folders = await Promise.all(
    FOLDERS.map(async (name) => below(name, await filesBelow(join(__dirname, "..", name)))),
  );
  const configurations =
    monitoring.engine === "sagemaker" ? Object.entries(monitoringConfigurations({ config, columns })) : [];
  const code = folderOf(contract, "monitoring/", [
    ...folders.flat(),
    ...configurations.map(([path, text]) => textFile(path, text)),
    textFile(SETTINGS_FILE, monitoringSettings({ contract, config, monitoring })),
  ]);
  return {
    code,
    pipeline: {
      name: monitoring.pipelineName,
      definition: JSON.stringify(
        validMonitoringDefinition({ contract, config, columns, monitoring, code: code.uri }),
      ),
      roleArn: contract.pipelineRoleArn,
      parallelSteps: PARALLEL_STEPS,
      tags: contract.tags,
    },
  };
}

/** Uploads the monitoring's code, and creates or updates its pipeline. */
export async function upsertMonitoring(context: Context, { code, pipeline }: Monitoring): Promise<void> {
  await uploadFolder(context, code);
  const { change } = await upsertPipeline(context.clients.sagemaker, pipeline);
  context.print(`Pipeline ${pipeline.name}: ${change}.`);
}

/**
 * Says so if the model is not monitored and a pipeline is left from when it was. It is not deleted: nothing starts it and
 * it costs nothing, while its history is lost with it.
 */
export async function tellLeftOver({ clients, contract, print }: Context): Promise<void> {
  const name = `${contract.pipelineName}-monitoring`;
  if (await isMonitoring(clients.sagemaker, name)) {
    print(
      `The landing zone does not monitor this model any more, and nothing starts the pipeline ${name}. Its runs can ` +
        `still be looked at; to delete it with them, ask the platform team for: aws sagemaker delete-pipeline ` +
        `--region ${contract.region} --pipeline-name ${name}`,
    );
  }
}

/** Whether it is a monitoring pipeline: another model's own may have such a name. */
async function isMonitoring(sagemaker: Context["clients"]["sagemaker"], name: string): Promise<boolean> {
  try {
    const { PipelineDefinition = "" } = await sagemaker.send(
      new DescribePipelineCommand({ PipelineName: name }),
    );
    return PipelineDefinition.includes('"WindowEnd"');
  } catch (error) {
    if (isNotFound(error)) {
      return false;
    }
    throw error;
  }
}
