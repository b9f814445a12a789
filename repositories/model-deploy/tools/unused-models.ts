import {
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointConfigCommand,
  paginateListEndpointConfigs,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

import { logIssue, plain, type Print } from "../../shared/agent-log";
import { asFailure, isNotFound } from "../../shared/aws-errors";

/**
 * Deletes the configurations of an endpoint that it no longer uses, and their models. The program lets them be, since
 * SageMaker may go back to them; once the endpoint is known to serve the new version, nothing does. What cannot be deleted
 * costs nothing and is tried again by the next run, so that it is only told.
 *
 * @param configName - The configuration that serves; undefined if there is no endpoint any more.
 */
export async function deleteUnused(
  sagemaker: SageMakerClient,
  endpointName: string,
  configName: string | undefined,
  print: Print,
): Promise<void> {
  // Pulumi's names: that of the endpoint and seven hexadecimal digits. Names of other models may begin like this one's.
  const own = new RegExp(`^${endpointName}-[0-9a-f]{7}$`);
  try {
    const used = configName === undefined ? [] : await modelsOf(sagemaker, configName);
    const names = await configNames(sagemaker, endpointName);
    for (const name of names.filter((name) => own.test(name) && name !== configName)) {
      // The configuration goes last: it is what leads to the models.
      for (const model of await modelsOf(sagemaker, name)) {
        if (!used.includes(model)) {
          await deleteModel(sagemaker, model);
          print(`Deleted the model ${plain(model)}, which nothing uses.`);
        }
      }
      await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name }));
      print(`Deleted the configuration ${plain(name)}, which nothing uses.`);
    }
  } catch (error) {
    print(
      logIssue(
        `what the endpoint no longer uses could not be deleted: ${asFailure(error).message}`,
        "warning",
      ),
    );
  }
}

async function modelsOf(sagemaker: SageMakerClient, configName: string): Promise<string[]> {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = await sagemaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName: configName }),
  );
  return [...ProductionVariants, ...ShadowProductionVariants].flatMap(({ ModelName }) => ModelName ?? []);
}

async function configNames(sagemaker: SageMakerClient, contained: string): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateListEndpointConfigs(
    { client: sagemaker, pageSize: 100 },
    { NameContains: contained },
  );
  for await (const { EndpointConfigs = [] } of pages) {
    names.push(...EndpointConfigs.map(({ EndpointConfigName = "" }) => EndpointConfigName));
  }
  return names;
}

/** An earlier run may have come so far and no further. */
async function deleteModel(sagemaker: SageMakerClient, name: string): Promise<void> {
  try {
    await sagemaker.send(new DeleteModelCommand({ ModelName: name }));
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}
