import { checkBaselines } from "./check-baselines";
import type { Comparison } from "./conditions";
import { evaluate } from "./conditions";
import type { Step } from "./definition";
import type { Scope } from "./expressions";
import { resolve, resolvePrimitive } from "./expressions";
import type { Json, JsonObject } from "./json";
import { valueAt } from "./json";
import type { LogStore } from "./log-store";
import type { ObjectStore } from "./object-store";
import { below, parseS3Uri } from "./object-store";
import type { Place } from "./place";
import { idOf } from "./place";
import type { ModelRegistry } from "./registry";
import type { Scenario } from "./scenario";

/** What steps of an execution touch. */
export interface StepContext {
  readonly place: Place;
  readonly objects: ObjectStore;
  readonly logs: LogStore;
  readonly registry: ModelRegistry;
  readonly executionId: string;
  readonly scenario: Scenario;
  readonly scope: Scope;
}

/** A step that has begun. */
export interface StepRun {
  readonly step: Step;
  status: "Executing" | "Succeeded" | "Failed" | "Stopped";
  /** Seconds since 1970. */
  readonly startTime: number;
  endTime?: number;
  failureReason?: string;
  /** As ListPipelineExecutionSteps tells it. */
  metadata: JsonObject;
  /** What expressions of later steps can read. */
  answer: JsonObject;
  /** Of a Condition step. */
  comparisons?: readonly Comparison[];
}

/** Kinds of steps that start a job and go on until it has ended; the others end at once. */
const JOBS = {
  Processing: { kind: "ProcessingJob", resource: "processing-job" },
  Training: { kind: "TrainingJob", resource: "training-job" },
  QualityCheck: { kind: "ProcessingJob", resource: "processing-job" },
  ClarifyCheck: { kind: "ProcessingJob", resource: "processing-job" },
} as const;

/** Begins a step. A step whose arguments cannot be resolved fails at once, as in the service. */
export function beginStep(step: Step, context: StepContext): StepRun {
  const run: StepRun = {
    step,
    status: "Executing",
    startTime: context.place.now(),
    metadata: {},
    answer: {},
  };
  attempt(run, context, () => {
    if (isJob(step)) {
      beginJob(run, step, context);
    } else {
      runAtOnce(run, step, context);
      end(run, context, run.failureReason);
    }
  });
  return run;
}

/** Ends the job of a step, as the scenario says. */
export function endStep(run: StepRun, context: StepContext): void {
  const { step } = run;
  if (!isJob(step)) return;
  attempt(run, context, () => {
    context.logs.write(
      logGroup(step),
      logStream(run, context.executionId),
      run.startTime,
      context.scenario.logs?.[step.Name] ?? [],
    );
    const failure = context.scenario.failures?.[step.Name];
    if (failure === undefined) writeOutputs(run, context);
    end(run, context, failure);
  });
}

/** Stops the job of a step. */
export function stopStep(run: StepRun, context: StepContext): void {
  run.status = "Stopped";
  run.endTime = context.place.now();
}

function attempt(run: StepRun, context: StepContext, action: () => void): void {
  try {
    action();
  } catch (error) {
    end(run, context, (error as Error).message);
  }
}

function end(run: StepRun, context: StepContext, failure: string | undefined): void {
  run.status = failure === undefined ? "Succeeded" : "Failed";
  run.endTime = context.place.now();
  if (failure !== undefined) run.failureReason = failure;
}

type JobStep = Extract<Step, { Type: keyof typeof JOBS }>;

function isJob(step: Step): step is JobStep {
  return Object.hasOwn(JOBS, step.Type);
}

function beginJob(run: StepRun, step: JobStep, context: StepContext): void {
  const { kind, resource } = JOBS[step.Type];
  const name = jobName(step, context.executionId);
  const arn = context.place.arn("sagemaker", `${resource}/${name}`);
  const args = resolve(step.Arguments, context.scope) as JsonObject;
  run.answer = { ...args, [`${kind}Name`]: name, [`${kind}Arn`]: arn };
  context.logs.write(logGroup(step), logStream(run, context.executionId), run.startTime, []);
  if (step.Type === "QualityCheck" || step.Type === "ClarifyCheck") {
    const baselines = checkBaselines(step, args, context.scope, context.registry);
    run.answer = { ...run.answer, ...baselines };
    run.metadata = { [step.Type]: { ...baselines, CheckJobArn: arn } };
    return;
  }
  run.metadata = { [kind]: { Arn: arn } };
  if (step.Type === "Training") {
    const prefix = valueAt(args, "OutputDataConfig.S3OutputPath");
    if (typeof prefix !== "string") throw new Error(`step ${step.Name} needs OutputDataConfig.S3OutputPath`);
    const artifact = below(prefix, `${name}/output/model.tar.gz`);
    run.answer = { ...run.answer, ModelArtifacts: { S3ModelArtifacts: artifact } };
  }
}

function runAtOnce(run: StepRun, step: Exclude<Step, JobStep>, context: StepContext): void {
  const { place, registry, scope } = context;
  switch (step.Type) {
    case "Condition": {
      const { holds, comparisons } = evaluate(step.Arguments.Conditions, scope);
      run.comparisons = comparisons;
      run.metadata = { Condition: { Outcome: holds ? "True" : "False" } };
      return;
    }
    case "Fail": {
      const message = String(resolvePrimitive(step.Arguments.ErrorMessage, scope));
      run.metadata = { Fail: { ErrorMessage: message } };
      run.failureReason = message;
      return;
    }
    case "Model": {
      const name = jobName(step, context.executionId);
      const arn = place.arn("sagemaker", `model/${name.toLowerCase()}`);
      run.answer = { ...(resolve(step.Arguments, scope) as JsonObject), ModelName: name, ModelArn: arn };
      run.metadata = { Model: { Arn: arn } };
      return;
    }
    case "RegisterModel": {
      const { arn, version } = registry.register(resolve(step.Arguments, scope) as JsonObject);
      run.answer = { ModelPackageArn: arn, ModelPackageVersion: version };
      run.metadata = { RegisterModel: { Arn: arn } };
    }
  }
}

/** As the service names what an execution starts. */
function jobName(step: Step, executionId: string): string {
  return `pipelines-${executionId}-${step.Name}-${idOf(`${executionId}/${step.Name}`, 10)}`.slice(0, 63);
}

function logGroup(step: JobStep): string {
  return `/aws/sagemaker/${JOBS[step.Type].kind}s`;
}

function logStream({ step, startTime }: StepRun, executionId: string): string {
  return `${jobName(step, executionId)}/algo-1-${startTime}`;
}

/** Puts the scenario's files where the step's arguments say that its outputs go. */
function writeOutputs({ step, answer }: StepRun, { scenario, objects, place }: StepContext): void {
  for (const [output, files] of Object.entries(scenario.outputs?.[step.Name] ?? {})) {
    for (const [file, content] of Object.entries(files)) {
      const { bucket, key } = parseS3Uri(below(outputUri(step, answer, output), file));
      objects.put(bucket, key, {
        content: Buffer.from(content),
        contentType: "binary/octet-stream",
        lastModified: place.now(),
      });
    }
  }
}

function outputUri(step: Step, answer: JsonObject, output: string): string {
  const isModel = step.Type === "Training" && output === "model";
  const path = isModel
    ? "ModelArtifacts.S3ModelArtifacts"
    : `ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`;
  const uri = valueAt(answer, path);
  if (typeof uri !== "string") throw new Error(`step ${step.Name} has no output ${output}`);
  return isModel ? uri.replace(/\/[^/]*$/, "") : uri;
}

/** Where a processing step's property file is. @throws Error if the step has no such file */
export function propertyFileUri({ step, answer }: StepRun, name: string): string {
  const file =
    "PropertyFiles" in step
      ? step.PropertyFiles.find(({ PropertyFileName }) => PropertyFileName === name)
      : undefined;
  if (file === undefined) throw new Error(`step ${step.Name} has no property file ${name}`);
  return below(outputUri(step, answer, file.OutputName), file.FilePath);
}

export function outcomeOf({ metadata }: StepRun): Json | undefined {
  return valueAt(metadata, "Condition.Outcome");
}
