import type { Get } from "./expressions";

/** A parameter of the SageMaker pipeline, as it stands in the definition (sagemaker-python-sdk, workflow/parameters.py). */
export type ParameterDefinition =
  | { readonly Name: string; readonly Type: "String"; readonly DefaultValue?: string }
  | { readonly Name: string; readonly Type: "Boolean"; readonly DefaultValue?: boolean };

/** Stands for the version in production when there is none. */
export const NO_CHAMPION = "none";

/** Stands for the reason of a build that nobody asked for by one, and for its window of feedback. */
export const NO_REASON = "none";

/**
 * What an execution is started with; those without a default have to be given. Threshold and margin of the gate are not
 * among them: whoever starts the pipeline cannot loosen the gate.
 */
const DEFINITIONS = {
  InputDataUri: { Type: "String" },
  ChampionModelUri: { Type: "String" },
  ChampionVersion: { Type: "String", DefaultValue: NO_CHAMPION },
  GitCommit: { Type: "String" },
  Repository: { Type: "String" },
  BuildId: { Type: "String" },
  BuildUrl: { Type: "String" },
  RequestedBy: { Type: "String" },
  Reason: { Type: "String", DefaultValue: NO_REASON },
  FeedbackWindow: { Type: "String", DefaultValue: NO_REASON },
  SkipBaselineCheck: { Type: "Boolean", DefaultValue: true },
  RegisterNewBaseline: { Type: "Boolean", DefaultValue: true },
} as const;

export type ParameterName = keyof typeof DEFINITIONS;

/** Names of all parameters. */
export const PARAMETERS = Object.keys(DEFINITIONS) as readonly ParameterName[];

/** The parameters as they stand in the definition. */
export const PARAMETER_DEFINITIONS: readonly ParameterDefinition[] = Object.entries(DEFINITIONS).map(
  ([Name, definition]) => ({ Name, ...definition }),
);

/**
 * What the value of a parameter may hold. Values become part of JSON text (the model card), so quotes and backslashes
 * would break out of it; and of CustomerMetadataProperties, which take 1 to 256 letters, digits, spaces and characters of
 * _.:/=+-@ (API reference of CreateModelPackage) and nothing else: no comma, bracket, question mark or percent sign.
 */
export const PARAMETER_VALUE = /^[A-Za-z0-9 _.:/=+@-]{1,256}$/;

export function parameter(name: ParameterName): Get {
  return { Get: `Parameters.${name}` };
}
