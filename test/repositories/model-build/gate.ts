import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readColumns } from "../../../repositories/model-build/pipeline/columns";
import { readConfig } from "../../../repositories/model-build/pipeline/config";
import { parseContract } from "../../../repositories/model-build/pipeline/contract";
import { pipelineDefinition } from "../../../repositories/model-build/pipeline/definition";
import { evaluateConditions } from "../../../simulator/aws/sagemaker/conditions";
import type { Evaluation } from "./step-runs";
import { MODEL_BUILD } from "./step-runs";

/** The pipeline that the template generates for production, as SageMaker gets it: text, parsed again. */
function generatedDefinition(): unknown {
  const contract = parseContract(readFileSync(join(MODEL_BUILD, "tests/sample-contract.json"), "utf8"));
  const definition = pipelineDefinition({
    contract,
    config: readConfig().profiles.production,
    columns: readColumns(),
    code: `s3://${contract.artifactBucketName}/code/${contract.model}/0123456789abcdef`,
  });
  return JSON.parse(JSON.stringify(definition));
}

/**
 * Asks the condition of the generated pipeline, and nothing that a test has written again, whether a model is good enough.
 *
 * @param championVersion - Parameter of the execution; "none" where production serves nothing.
 * @returns whether the gate is open, and the outcome of each comparison: threshold, champion is none, improvement.
 */
export function gate(
  evaluation: Evaluation,
  championVersion: string,
): { open: boolean; comparisons: (readonly [left: unknown, right: unknown, holds: boolean])[] } {
  const { holds, comparisons } = evaluateConditions(generatedDefinition(), "Gate", {
    parameters: { ...OTHER_PARAMETERS, ChampionVersion: championVersion },
    propertyFiles: { Evaluate: { EvaluationReport: evaluation } },
  });
  return { open: holds, comparisons: comparisons.map(({ left, right, holds: one }) => [left, right, one]) };
}

/** What else an execution needs to be told; the gate reads none of it. */
export const OTHER_PARAMETERS = {
  InputDataUri: "s3://data/curated/applications/",
  ChampionModelUri: "s3://artifacts/code/mortgage/no-champion/",
  GitCommit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
  BuildId: "417",
  BuildUrl: "https://dev.azure.com/contoso/credit/_apis/build/builds/417",
  RequestedBy: "Ada",
  Repository: "https://dev.azure.com/contoso/credit/_git/model-build-mortgage",
};
