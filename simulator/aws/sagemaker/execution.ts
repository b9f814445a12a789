import type { PipelineDefinition, PlacedStep } from "./definition";
import { placedSteps } from "./definition";
import type { Scope } from "./expressions";
import type { Json, Primitive } from "./json";
import { parseS3Uri } from "./object-store";
import { dependenciesOf } from "./references";
import type { StepContext, StepRun } from "./step-run";
import { beginStep, endStep, outcomeOf, propertyFileUri, stopStep } from "./step-run";

export interface ExecutionArgs {
  readonly arn: string;
  readonly id: string;
  readonly displayName?: string;
  readonly pipelineName: string;
  readonly pipelineArn: string;
  readonly pipelineVersionId: number;
  /** The definition's text, as it was uploaded. */
  readonly definitionText: string;
  readonly definition: PipelineDefinition;
  readonly parameters: Readonly<Record<string, Primitive>>;
  /** How many steps may run at once. */
  readonly maxParallelSteps: number;
  readonly context: Omit<StepContext, "executionId" | "scope">;
}

const MINUTES_OF_A_JOB = 3;

/**
 * An execution of a pipeline that is played by its definition. Nothing moves by itself: each call of `advance` ends the
 * jobs that run and begins the steps that wait for nothing more.
 */
export class Execution {
  status: "Executing" | "Stopping" | "Stopped" | "Failed" | "Succeeded" = "Executing";
  failureReason?: string;
  lastModifiedTime: number;
  readonly creationTime: number;
  /** Steps that have begun, in that order. */
  readonly runs: StepRun[] = [];
  private readonly placed: readonly PlacedStep[];

  constructor(readonly args: ExecutionArgs) {
    this.creationTime = args.context.place.now();
    this.lastModifiedTime = this.creationTime;
    this.placed = placedSteps(args.definition);
  }

  advance(): void {
    this.stopIfAsked();
    if (this.status !== "Executing") return;
    if (this.running().length > 0) this.args.context.place.pass(MINUTES_OF_A_JOB * 60);
    this.running().forEach((run) => {
      endStep(run, this.context());
    });
    this.beginReady();
    this.endIfDone();
  }

  /** Asks for the end of an execution that has not ended. */
  stop(): void {
    this.status = "Stopping";
  }

  /** Stops what runs, if that was asked for. */
  stopIfAsked(): void {
    if (this.status !== "Stopping") return;
    this.running().forEach((run) => {
      stopStep(run, this.context());
    });
    this.end("Stopped");
  }

  /** A step that has begun. */
  run(stepName: string): StepRun | undefined {
    return this.runs.find(({ step }) => step.Name === stepName);
  }

  private running(): StepRun[] {
    return this.runs.filter(({ status }) => status === "Executing");
  }

  private get hasFailed(): boolean {
    return this.runs.some(({ status }) => status === "Failed");
  }

  /** Steps that end at once can make others ready, so it looks again after each. */
  private beginReady(): void {
    for (;;) {
      const ready = this.hasFailed ? undefined : this.placed.find((placed) => this.isReady(placed));
      if (ready === undefined || this.running().length >= this.args.maxParallelSteps) return;
      this.runs.push(beginStep(ready.step, this.context()));
    }
  }

  private isReady(placed: PlacedStep): boolean {
    return (
      this.run(placed.step.Name) === undefined &&
      this.isTaken(placed) &&
      dependenciesOf(placed).every((name) => this.run(name)?.status === "Succeeded")
    );
  }

  /** Whether the condition that a step hangs on has come out that way. */
  private isTaken({ branch }: PlacedStep): boolean {
    const condition = branch && this.run(branch.of);
    return (
      branch === undefined ||
      (condition !== undefined && outcomeOf(condition) === (branch.outcome ? "True" : "False"))
    );
  }

  private endIfDone(): void {
    if (this.running().length > 0) return;
    if (this.hasFailed) {
      this.failureReason = "Step failure: One or multiple steps failed.";
      this.end("Failed");
    } else if (!this.placed.some((placed) => this.isReady(placed))) {
      this.end("Succeeded");
    }
  }

  private end(status: "Stopped" | "Failed" | "Succeeded"): void {
    this.status = status;
    this.lastModifiedTime = this.args.context.place.now();
  }

  private context(): StepContext {
    return { ...this.args.context, executionId: this.args.id, scope: this.scope() };
  }

  private scope(): Scope {
    const { arn, id, parameters, pipelineArn, pipelineName } = this.args;
    const started = new Date(this.creationTime * 1000).toISOString();
    return {
      parameters,
      execution: {
        PipelineArn: pipelineArn,
        PipelineName: pipelineName,
        PipelineExecutionArn: arn,
        PipelineExecutionId: id,
        StartDateTime: started,
        CurrentDateTime: started,
      },
      steps: Object.fromEntries(this.runs.map(({ step, answer }) => [step.Name, answer])),
      propertyFile: (step, name) => this.propertyFile(step, name),
    };
  }

  private propertyFile(stepName: string, name: string): Json {
    const run = this.run(stepName);
    if (run === undefined) throw new Error(`step ${stepName} has not run`);
    const uri = propertyFileUri(run, name);
    const { bucket, key } = parseS3Uri(uri);
    if (!this.args.context.objects.has(bucket, key)) {
      throw new Error(`property file ${name} of step ${stepName} is not there: ${uri}`);
    }
    const text = this.args.context.objects.get(bucket, key).content.toString("utf8");
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw new Error(`property file ${name} of step ${stepName} is no JSON: ${uri}`);
    }
  }
}
