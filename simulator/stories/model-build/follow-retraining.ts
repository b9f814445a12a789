import { evaluationJson, GOOD_MODEL } from "../../aws/sagemaker/evaluation";
import type { ModelVersion } from "../../aws/sagemaker/registry";
import { filesOfSeed } from "../../azure-devops/seeded-files";
import type { Rehearsal } from "../../rehearsal/run";
import { playBuild } from "./build";
import { Checkout } from "./checkout";
import { contractOf } from "./contract";
import { evaluatedAs, onlyVersion, standIn } from "./follow-build";
import { modelBuildRoute } from "./route";

/** A version that was trained for a reason, and what its evaluation says. */
export interface TrainedVersion {
  readonly version: ModelVersion;
  readonly evaluation: string;
}

/**
 * Plays the build of a model that somebody or something asked for, by the tools of the seeded repository.
 *
 * @param parameters - Template parameters of the run.
 * @throws Error that names the hop where the way ends
 */
export async function followRetraining(
  { graph, resources }: Pick<Rehearsal, "graph" | "resources">,
  model: string,
  runId: number,
  { reason = "", window = "" }: Readonly<Record<string, string>>,
): Promise<TrainedVersion> {
  const route = modelBuildRoute(graph, filesOfSeed, model);
  if (route === undefined) throw new Error(`no pipeline builds model ${model}`);
  const contract = contractOf(graph, route.contract, resources);
  const checkout = new Checkout(route.files);
  try {
    const aws = await standIn(route, contract);
    try {
      const evaluation = evaluationJson(GOOD_MODEL);
      aws.play(evaluatedAs(evaluation));
      const { execution } = await playBuild(runId, route, checkout, aws, {
        BUILD_REASON: "Manual",
        RETRAINING_REASON: reason,
        RETRAINING_WINDOW: window,
      });
      return {
        version: onlyVersion(aws.registry.versions(contract.modelPackageGroupName), execution),
        evaluation,
      };
    } finally {
      await aws.close();
    }
  } finally {
    checkout.remove();
  }
}
