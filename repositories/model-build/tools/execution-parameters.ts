import { EXIT, Failure } from "../../shared/failure";
import { NO_CHAMPION, PARAMETER_VALUE, type ParameterName } from "../pipeline/parameters";
import type { BuildEnvironment } from "./build-environment";
import type { Champion } from "./registry-state";

export interface ParameterInput {
  readonly build: BuildEnvironment;
  /** S3 URI of what the model is trained with. */
  readonly inputDataUri: string;
  /** S3 URI of an empty champion, for as long as production serves none. */
  readonly noChampionUri: string;
  readonly champion?: Champion;
  /** Whether the new baselines are compared with those of the newest approved version. */
  readonly compareBaselines: boolean;
}

/** SageMaker's limit for a property of a model package. */
const LONGEST = 256;

/**
 * Values of the SageMaker pipeline's parameters for one build. Names and addresses that Azure DevOps gives are written
 * with the characters that a property of a model package may have; of a value that says where something is, nothing is
 * changed.
 *
 * @throws Failure that names every value which cannot be a parameter: SageMaker would refuse it after the training.
 */
export function executionParameters(input: ParameterInput): Record<string, string> {
  const { build, champion } = input;
  const values: Partial<Record<ParameterName, string>> = {
    InputDataUri: input.inputDataUri,
    ChampionModelUri: champion?.modelUri ?? input.noChampionUri,
    ChampionVersion: champion?.version ?? NO_CHAMPION,
    GitCommit: build.commit,
    Repository: propertyValue(build.repository),
    BuildId: build.buildId,
    BuildUrl: propertyValue(build.buildApiUrl),
    RequestedBy: propertyValue(build.requestedFor),
    Reason: build.retraining.reason,
    FeedbackWindow: build.retraining.window,
    // The default is to skip. The spelling is Python's, in which AWS's own SDK sends it.
    ...(input.compareBaselines ? { SkipBaselineCheck: "False" } : {}),
  };
  const problems = Object.entries(values).filter(([, value]) => !PARAMETER_VALUE.test(value));
  if (problems.length > 0) {
    throw new Failure(
      `SageMaker does not take these values:\n${problems.map(([name, value]) => `${name} is ${JSON.stringify(value)}`).join("\n")}\nallowed are 1 to ${LONGEST} letters, digits, spaces and characters of _.:/=+@-`,
      EXIT.usage,
    );
  }
  return values;
}

/** Letters lose their accents; what may not stand in a property, such as a bracket, becomes an underscore. */
export function propertyValue(text: string): string {
  return decoded(text)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\w .:/=+@-]/g, "_")
    .slice(0, LONGEST);
}

/** Addresses may hold a space as %20. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
