import type { CheckStep } from "./definition";
import type { Scope } from "./expressions";
import { resolve } from "./expressions";
import type { Json, JsonObject } from "./json";
import { valueAt } from "./json";
import { below } from "./object-store";
import type { ModelRegistry } from "./registry";

/** Where a check's baselines are kept in a version's DriftCheckBaselines. */
const KEPT = {
  DATA_QUALITY: { Statistics: "ModelDataQuality.Statistics", Constraints: "ModelDataQuality.Constraints" },
  MODEL_QUALITY: { Statistics: "ModelQuality.Statistics", Constraints: "ModelQuality.Constraints" },
  DATA_BIAS: { Constraints: "Bias.PreTrainingConstraints" },
  MODEL_BIAS: { Constraints: "Bias.PostTrainingConstraints" },
  MODEL_EXPLAINABILITY: { Constraints: "Explainability.Constraints" },
} as const;

/** Files that the job of a check writes into its output. */
const WRITTEN = {
  QualityCheck: { Statistics: "statistics.json", Constraints: "constraints.json" },
  ClarifyCheck: { Constraints: "analysis.json" },
} as const;

/**
 * What a check answers about baselines: those that it has calculated, and those that later checks compare with. With
 * RegisterNewBaseline these are the same; otherwise they are the supplied ones, or those of the last approved version.
 *
 * @throws Error if a check has to compare and there is nothing to compare with
 */
export function checkBaselines(
  step: CheckStep,
  args: JsonObject,
  scope: Scope,
  registry: ModelRegistry,
): JsonObject {
  const group = resolve(step.ModelPackageGroupName, scope);
  const skip = flag(step, "SkipCheck", scope);
  const register = flag(step, "RegisterNewBaseline", scope);
  const output = valueAt(args, "ProcessingOutputConfig.Outputs[0].S3Output.S3Uri");
  if (typeof group !== "string" || typeof output !== "string") {
    throw new Error(`step ${step.Name} needs ModelPackageGroupName, a text, and an output`);
  }
  const answer: Record<string, Json> = {
    CheckType: step.CheckType,
    ModelPackageGroupName: group,
    SkipCheck: skip,
    RegisterNewBaseline: register,
  };
  for (const [kind, file] of Object.entries(WRITTEN[step.Type])) {
    const calculated = below(output, file);
    const earlier = supplied(step, kind, scope) ?? approved(step, kind, registry, group);
    if (earlier === undefined && !skip) {
      throw new Error(
        `step ${step.Name} has no baseline ${kind} to compare with: group ${group} has no approved version that keeps one`,
      );
    }
    const used = register ? calculated : earlier;
    answer[`CalculatedBaseline${kind}`] = calculated;
    if (used !== undefined) answer[`BaselineUsedForDriftCheck${kind}`] = used;
  }
  return answer;
}

function flag(step: CheckStep, name: "SkipCheck" | "RegisterNewBaseline", scope: Scope): boolean {
  const value = resolve(step[name], scope);
  if (typeof value !== "boolean") {
    throw new Error(`step ${step.Name} needs ${name}, a boolean, got ${JSON.stringify(value)}`);
  }
  return value;
}

function supplied(step: CheckStep, kind: string, scope: Scope): Json | undefined {
  const given = (step as unknown as JsonObject)[`SuppliedBaseline${kind}`];
  return given === undefined ? undefined : resolve(given, scope);
}

function approved(step: CheckStep, kind: string, registry: ModelRegistry, group: string): Json | undefined {
  const last = registry
    .versions(group)
    .filter(({ approvalStatus }) => approvalStatus === "Approved")
    .at(-1);
  const path = (KEPT[step.CheckType] as Readonly<Record<string, string>>)[kind];
  return path === undefined ? undefined : valueAt(last?.body.DriftCheckBaselines, `${path}.S3Uri`);
}
