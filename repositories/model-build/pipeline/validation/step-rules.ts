import type { Json, JsonObject } from "./json";
import { at, isSet, isList, isObject, objectsOf, text } from "./json";
import { STEP_TYPES } from "./step-types";
import type { StepNode } from "./steps";

/** Most steps of a pipeline, those of branches included (quota of SageMaker Pipelines). */
const MAX_STEPS = 50;

/** Exceptions that SageMaker retries, and how often at most (sagemaker-python-sdk, workflow/retry.py). */
const EXCEPTIONS = [
  "Step.SERVICE_FAULT",
  "Step.THROTTLING",
  "SageMaker.JOB_INTERNAL_ERROR",
  "SageMaker.CAPACITY_ERROR",
  "SageMaker.RESOURCE_LIMIT",
];
const MAX_ATTEMPTS = 20;
/** Most inputs of a processing job (API reference of CreateProcessingJob). */
const MAX_INPUTS = 10;

/** Steps that are named wrongly, of a type that is not known, or that lack what their type needs. */
export function stepProblems(steps: readonly StepNode[]): string[] {
  const twice = steps.filter(({ name }, index) => steps.findIndex((other) => other.name === name) !== index);
  return [
    ...(steps.length > MAX_STEPS
      ? [`there are ${steps.length} steps, but at most ${MAX_STEPS} are allowed`]
      : []),
    ...twice.map(
      ({ name }) => `step ${name}: there is another step of that name; a step stands in one place only`,
    ),
    ...steps.flatMap((step) =>
      [...nameProblems(step), ...typeProblems(step)].map((problem) => `step ${step.name}: ${problem}`),
    ),
  ];
}

function nameProblems({ name }: StepNode): string[] {
  return /^[A-Za-z0-9\-_]{1,64}$/.test(name)
    ? []
    : ["the name must be 1 to 64 letters, digits, hyphens and underscores"];
}

function typeProblems(step: StepNode): string[] {
  const type = STEP_TYPES[step.type];
  if (type === undefined) {
    return [
      `type "${step.type}" is not one of ${Object.keys(STEP_TYPES).join(", ")}; ` +
        "say in pipeline/validation/step-types.ts what it needs",
    ];
  }
  const missing = type.required.filter((paths) => !paths.split("|").some((path) => isSet(step.json, path)));
  const { RetryPolicies } = step.json;
  return [
    ...missing.map((paths) => `lacks ${paths.split("|").join(" or ")}`),
    ...(type.retried ? retryProblems(RetryPolicies) : []),
    ...(!type.retried && RetryPolicies !== undefined ? [`a ${step.type} step takes no RetryPolicies`] : []),
    ...specialProblems(step),
  ];
}

function retryProblems(policies: Json): string[] {
  if (policies === undefined) {
    return [];
  }
  if (!isList(policies) || !policies.every(isObject)) {
    return ["RetryPolicies must be a list of policies"];
  }
  const all = policies.flatMap(exceptionsOf);
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  return [
    ...policies.flatMap(policyProblems),
    ...twice.map((name) => `${name} stands in more than one retry policy`),
  ];
}

function exceptionsOf({ ExceptionType }: JsonObject): string[] {
  return isList(ExceptionType) ? ExceptionType.map(text) : [];
}

function policyProblems(policy: JsonObject): string[] {
  const { MaxAttempts, ExpireAfterMin } = policy;
  const exceptions = exceptionsOf(policy);
  const unknown = exceptions.filter((name) => !EXCEPTIONS.includes(name));
  const attempts = typeof MaxAttempts === "number" ? MaxAttempts : 1;
  return [
    ...(exceptions.length === 0 ? ["a retry policy lacks ExceptionType"] : []),
    ...unknown.map((name) => `a retry policy names ${name}, but must name one of ${EXCEPTIONS.join(", ")}`),
    ...((MaxAttempts === undefined) === (ExpireAfterMin === undefined)
      ? ["a retry policy takes either MaxAttempts or ExpireAfterMin"]
      : []),
    ...(attempts < 1 || attempts > MAX_ATTEMPTS
      ? [`a retry policy has MaxAttempts ${attempts}, but must have 1 to ${MAX_ATTEMPTS}`]
      : []),
  ];
}

/** Rules of single types. */
function specialProblems({ type, json }: StepNode): string[] {
  const inputs = objectsOf(at(json, "Arguments.ProcessingInputs")).map(({ InputName }) => InputName);
  const lacking = (needed: string[]): string[] =>
    needed.filter((name) => !inputs.includes(name)).map((name) => `lacks the input ${name}`);
  const many =
    inputs.length > MAX_INPUTS ? [`has ${inputs.length} inputs, but at most ${MAX_INPUTS} are allowed`] : [];
  switch (type) {
    case "QualityCheck":
      return [
        ...many,
        ...checkTypeProblems(json, ["DATA_QUALITY", "MODEL_QUALITY"]),
        ...lacking(["baseline_dataset_input"]),
      ];
    case "ClarifyCheck":
      return [
        ...many,
        ...checkTypeProblems(json, ["DATA_BIAS", "MODEL_BIAS", "MODEL_EXPLAINABILITY"]),
        ...lacking(["analysis_config", "dataset"]),
        ...(json.CheckType !== "DATA_BIAS" && !isSet(json, "ModelName")
          ? ["lacks ModelName, the model to ask"]
          : []),
      ];
    case "RegisterModel":
      return [
        ...(isSet(json, "Arguments.Tags") ? ["takes no Tags: a version has those of its group"] : []),
        ...(at(json, "Arguments.ModelApprovalStatus") === "PendingManualApproval"
          ? []
          : ["ModelApprovalStatus must be PendingManualApproval: people approve versions"]),
      ];
    case "Training":
      return spotProblems(json);
    default:
      return many;
  }
}

/** API reference of StoppingCondition; without checkpoints, an interrupted training begins anew each time. */
function spotProblems(json: JsonObject): string[] {
  if (at(json, "Arguments.EnableManagedSpotTraining") !== true) {
    return [];
  }
  const [run, wait] = ["MaxRuntimeInSeconds", "MaxWaitTimeInSeconds"].map((key) =>
    at(json, `Arguments.StoppingCondition.${key}`),
  );
  return [
    ...(typeof run !== "number" || (typeof wait === "number" && wait >= run)
      ? []
      : [
          "MaxWaitTimeInSeconds must be at least MaxRuntimeInSeconds: a training on spot capacity waits besides",
        ]),
    ...(isSet(json, "Arguments.CheckpointConfig.S3Uri")
      ? []
      : ["lacks CheckpointConfig.S3Uri: a training on spot capacity goes on from there"]),
  ];
}

function checkTypeProblems({ CheckType }: JsonObject, allowed: string[]): string[] {
  return CheckType === undefined || allowed.includes(text(CheckType))
    ? []
    : [`CheckType is ${JSON.stringify(CheckType)}, but must be one of ${allowed.join(", ")}`];
}
