import { readConfig } from "../../../repositories/model-build/pipeline/config";
import { parseContract } from "../../../repositories/model-build/pipeline/contract";
import { monitoringSettings } from "../../../repositories/model-build/pipeline/monitoring/settings";
import { filesOfSeed } from "../../azure-devops/seeded-files";
import type { Rehearsal } from "../../rehearsal/run";
import { contractOf } from "../model-build/contract";
import { modelBuildRoute } from "../model-build/route";

/**
 * settings.json of a model's monitoring, as the tools of its repository make it of the contract and config.yaml.
 *
 * @throws Error if no pipeline builds the model, or its contract has no monitoring
 */
export function settingsOf({ graph, resources }: Rehearsal, model: string): string {
  const route = modelBuildRoute(graph, filesOfSeed, model);
  if (route === undefined) throw new Error(`no pipeline builds model ${model}`);
  const contract = parseContract(contractOf(graph, route.contract, resources).text);
  const { monitoring } = contract;
  if (monitoring === undefined) throw new Error(`the contract of model ${model} has no monitoring`);
  return monitoringSettings({ contract, config: readConfig().profiles[contract.profile], monitoring });
}
