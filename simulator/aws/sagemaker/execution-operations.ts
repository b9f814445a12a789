import { z } from "zod";

import { AwsError } from "./aws-error";
import { Execution } from "./execution";
import { bindParameters } from "./parameters";
import type { Pipeline, PipelineStore, PipelineVersion } from "./pipelines";
import { versionOf } from "./pipelines";
import { idOf } from "./place";
import type { StepContext, StepRun } from "./step-run";
import type { Operations } from "./validation";
import { operation, page } from "./validation";

const arn = z.string().regex(/^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:pipeline\/.*\/execution\/.*$/);
const token = z.string().min(32).max(128);
const paging = {
  SortOrder: z.literal(["Ascending", "Descending"]).optional(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(100).optional(),
};
/** As many steps as the service runs at once if nobody says otherwise. */
const MAX_PARALLEL_STEPS = 50;

/** Operations on executions. Listing the steps of one moves it on, so that whoever follows it sees it end. */
export function executionOperations(
  pipelines: PipelineStore,
  context: () => Omit<StepContext, "executionId" | "scope">,
): Operations {
  return {
    StartPipelineExecution: operation(startInput, (input) => {
      const pipeline = pipelines.get(input.PipelineName);
      const started = pipeline.tokens.get(input.ClientRequestToken) ?? start(pipeline, input, context());
      pipeline.tokens.set(input.ClientRequestToken, started);
      return { PipelineExecutionArn: started.args.arn };
    }),

    ListPipelineExecutions: operation(
      z.strictObject({
        ...paging,
        PipelineName: z.string(),
        SortBy: z.literal(["CreationTime", "PipelineExecutionArn"]).optional(),
        CreatedAfter: z.number().optional(),
        CreatedBefore: z.number().optional(),
      }),
      ({ PipelineName, SortOrder = "Descending", NextToken, MaxResults = 10, ...times }) => {
        const { CreatedAfter = 0, CreatedBefore = Infinity } = times;
        const { executions } = pipelines.get(PipelineName);
        const found = executions.filter(
          ({ creationTime }) => creationTime > CreatedAfter && creationTime < CreatedBefore,
        );
        const { items, ...rest } = page(sorted(found, SortOrder), NextToken, MaxResults);
        const summaries = items.map(summary);
        // Nobody may look at the steps of an execution that is stopped: the next list finds it ended.
        executions.forEach((execution) => {
          execution.stopIfAsked();
        });
        return { PipelineExecutionSummaries: summaries, ...rest };
      },
    ),

    DescribePipelineExecution: operation(z.strictObject({ PipelineExecutionArn: arn }), (input) =>
      described(pipelines.execution(input.PipelineExecutionArn)),
    ),

    DescribePipelineDefinitionForExecution: operation(
      z.strictObject({ PipelineExecutionArn: arn }),
      ({ PipelineExecutionArn }) => {
        const { args, creationTime } = pipelines.execution(PipelineExecutionArn);
        return { PipelineDefinition: args.definitionText, CreationTime: creationTime };
      },
    ),

    ListPipelineExecutionSteps: operation(
      z.strictObject({ ...paging, PipelineExecutionArn: arn }),
      ({ PipelineExecutionArn, SortOrder = "Descending", NextToken, MaxResults = 20 }) => {
        const execution = pipelines.execution(PipelineExecutionArn);
        // Further pages show the same moment.
        if (NextToken === undefined) execution.advance();
        const { items, ...rest } = page(sorted(execution.runs, SortOrder), NextToken, MaxResults);
        return { PipelineExecutionSteps: items.map(describedStep), ...rest };
      },
    ),

    StopPipelineExecution: operation(
      z.strictObject({ PipelineExecutionArn: arn, ClientRequestToken: token }),
      ({ PipelineExecutionArn }) => {
        const execution = pipelines.execution(PipelineExecutionArn);
        if (!["Executing", "Stopping"].includes(execution.status)) {
          throw new AwsError(
            "ValidationException",
            `Pipeline execution with ARN ${PipelineExecutionArn} has ended: only an execution that is Executing can be stopped.`,
          );
        }
        execution.stop();
        return { PipelineExecutionArn };
      },
    ),
  };
}

const startInput = z.strictObject({
  PipelineName: z.string(),
  PipelineExecutionDisplayName: z
    .string()
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}$/)
    .optional(),
  PipelineExecutionDescription: z.string().max(3072).optional(),
  PipelineParameters: z
    .array(z.strictObject({ Name: z.string().regex(/^[A-Za-z0-9\-_]{1,256}$/), Value: z.string().max(1024) }))
    .max(200)
    .default([]),
  ClientRequestToken: token,
  ParallelismConfiguration: z.strictObject({ MaxParallelExecutionSteps: z.int().min(1) }).optional(),
  PipelineVersionId: z.int().min(1).optional(),
});

/** @throws AwsError ValidationException that names every parameter that is missing, unknown or wrong */
function start(
  pipeline: Pipeline,
  input: z.infer<typeof startInput>,
  context: Omit<StepContext, "executionId" | "scope">,
): Execution {
  const version = versionOf(pipeline, input.PipelineVersionId);
  const parameters = boundParameters(version, input.PipelineParameters);
  const id = idOf(`${pipeline.arn}/${pipeline.executions.length + 1}`, 12);
  const { PipelineExecutionDisplayName: displayName } = input;
  const execution = new Execution({
    arn: `${pipeline.arn}/execution/${id}`,
    id,
    ...(displayName === undefined ? {} : { displayName }),
    pipelineName: pipeline.name,
    pipelineArn: pipeline.arn,
    pipelineVersionId: version.id,
    definitionText: version.text,
    definition: version.definition,
    parameters,
    maxParallelSteps:
      input.ParallelismConfiguration?.MaxParallelExecutionSteps ??
      pipeline.maxParallelSteps ??
      MAX_PARALLEL_STEPS,
    context,
  });
  pipeline.executions.push(execution);
  return execution;
}

function boundParameters(
  { definition }: PipelineVersion,
  given: readonly { readonly Name: string; readonly Value: string }[],
): Execution["args"]["parameters"] {
  const texts = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  const { values, missing, problems } = bindParameters(definition.Parameters, texts);
  const all = [...problems, ...missing.map((name) => `parameter ${name} has no default and no value`)];
  if (all.length > 0) throw new AwsError("ValidationException", all.join("; "));
  return values;
}

function sorted<T>(items: readonly T[], order: "Ascending" | "Descending"): T[] {
  return order === "Ascending" ? [...items] : [...items].reverse();
}

function summary({ args, status, failureReason, creationTime }: Execution): Record<string, unknown> {
  return {
    PipelineExecutionArn: args.arn,
    StartTime: creationTime,
    PipelineExecutionStatus: status,
    PipelineExecutionDisplayName: args.displayName,
    PipelineExecutionFailureReason: failureReason,
  };
}

function described({ args, status, failureReason, ...times }: Execution): Record<string, unknown> {
  return {
    PipelineArn: args.pipelineArn,
    PipelineExecutionArn: args.arn,
    PipelineExecutionDisplayName: args.displayName,
    PipelineExecutionStatus: status,
    FailureReason: failureReason,
    CreationTime: times.creationTime,
    LastModifiedTime: times.lastModifiedTime,
    ParallelismConfiguration: { MaxParallelExecutionSteps: args.maxParallelSteps },
    PipelineVersionId: args.pipelineVersionId,
  };
}

function describedStep({
  step,
  status,
  failureReason,
  metadata,
  ...times
}: StepRun): Record<string, unknown> {
  return {
    StepName: step.Name,
    StepDisplayName: step.DisplayName,
    StepDescription: step.Description,
    StartTime: times.startTime,
    EndTime: times.endTime,
    StepStatus: status,
    FailureReason: failureReason,
    Metadata: metadata,
    AttemptCount: 1,
  };
}
