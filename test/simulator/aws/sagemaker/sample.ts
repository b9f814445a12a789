import type {
  DescribePipelineExecutionCommandOutput,
  PipelineExecutionStep,
  StartPipelineExecutionCommandInput,
} from "@aws-sdk/client-sagemaker";
import {
  CreatePipelineCommand,
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";

import type { SageMakerOptions, SageMakerStandIn } from "../../../../simulator/aws/sagemaker/server";
import { startSageMaker } from "../../../../simulator/aws/sagemaker/server";

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";
export const GROUP = "credit-mortgage";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipeline`;
export const PIPELINE_ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:pipeline/credit-mortgage`;

const get = (reference: string): object => ({ Get: reference });
const jsonGet = (path: string): object => ({
  "Std:JsonGet": { PropertyFile: get("Steps.Evaluate.PropertyFiles.Report"), Path: path },
});
const runs = (...values: readonly unknown[]): object => ({
  "Std:Join": { On: "/", Values: ["s3://artifacts/runs", get("Execution.PipelineExecutionId"), ...values] },
});
const output = (step: string, name: string): object => ({
  OutputName: name,
  S3Output: {
    S3Uri: runs(step, name),
    LocalPath: `/opt/ml/processing/output/${name}`,
    S3UploadMode: "EndOfJob",
  },
});
const source = (uri: unknown): object => ({ ContentType: "application/json", S3Uri: uri });

const check = (kind: "Statistics" | "Constraints"): object =>
  source(get(`Steps.DataQuality.BaselineUsedForDriftCheck${kind}`));

/** Trains, evaluates, and registers what is good enough: each kind of step once. */
export const DEFINITION = {
  Version: "2020-12-01",
  Metadata: {},
  Parameters: [
    { Name: "Input", Type: "String" },
    { Name: "Champion", Type: "String", DefaultValue: "none" },
    { Name: "Rounds", Type: "Integer", DefaultValue: 10 },
    { Name: "Threshold", Type: "Float", DefaultValue: 0.7 },
    { Name: "SkipCheck", Type: "Boolean", DefaultValue: true },
    { Name: "NewBaseline", Type: "Boolean", DefaultValue: true },
  ],
  Steps: [
    {
      Name: "Prepare",
      Type: "Processing",
      Arguments: {
        ProcessingInputs: [{ InputName: "data", S3Input: { S3Uri: get("Parameters.Input") } }],
        ProcessingOutputConfig: { Outputs: [output("Prepare", "train"), output("Prepare", "test")] },
      },
    },
    {
      Name: "Train",
      Type: "Training",
      Arguments: {
        InputDataConfig: [
          {
            ChannelName: "train",
            DataSource: {
              S3DataSource: {
                S3Uri: get("Steps.Prepare.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri"),
              },
            },
          },
        ],
        OutputDataConfig: { S3OutputPath: runs("Train") },
      },
    },
    {
      Name: "Evaluate",
      Type: "Processing",
      Arguments: {
        ProcessingInputs: [
          { InputName: "model", S3Input: { S3Uri: get("Steps.Train.ModelArtifacts.S3ModelArtifacts") } },
        ],
        ProcessingOutputConfig: { Outputs: [output("Evaluate", "evaluation")] },
      },
      PropertyFiles: [{ PropertyFileName: "Report", OutputName: "evaluation", FilePath: "evaluation.json" }],
    },
    {
      Name: "Gate",
      Type: "Condition",
      Arguments: {
        Conditions: [
          {
            Type: "GreaterThanOrEqualTo",
            LeftValue: jsonGet("metrics.auc.value"),
            RightValue: get("Parameters.Threshold"),
          },
          {
            Type: "Or",
            Conditions: [
              { Type: "Equals", LeftValue: get("Parameters.Champion"), RightValue: "none" },
              { Type: "GreaterThan", LeftValue: jsonGet("improvement.auc"), RightValue: 0 },
            ],
          },
        ],
        IfSteps: [
          {
            Name: "CreateModel",
            Type: "Model",
            Arguments: {
              PrimaryContainer: { ModelDataUrl: get("Steps.Train.ModelArtifacts.S3ModelArtifacts") },
            },
          },
          {
            Name: "DataQuality",
            Type: "QualityCheck",
            CheckType: "DATA_QUALITY",
            ModelPackageGroupName: GROUP,
            SkipCheck: get("Parameters.SkipCheck"),
            RegisterNewBaseline: get("Parameters.NewBaseline"),
            Arguments: {
              ProcessingOutputConfig: { Outputs: [output("DataQuality", "quality_check_output")] },
            },
          },
          {
            Name: "Register",
            Type: "RegisterModel",
            DependsOn: ["CreateModel"],
            Arguments: {
              ModelPackageGroupName: GROUP,
              ModelApprovalStatus: "PendingManualApproval",
              InferenceSpecification: {
                Containers: [
                  { Image: "image", ModelDataUrl: get("Steps.Train.ModelArtifacts.S3ModelArtifacts") },
                ],
              },
              DriftCheckBaselines: {
                ModelDataQuality: { Statistics: check("Statistics"), Constraints: check("Constraints") },
              },
              CustomerMetadataProperties: { execution: get("Execution.PipelineExecutionArn") },
            },
          },
        ],
        ElseSteps: [
          {
            Name: "Refuse",
            Type: "Fail",
            Arguments: {
              ErrorMessage: {
                "Std:Join": {
                  On: " ",
                  Values: ["auc is", jsonGet("metrics.auc.value"), "champion", get("Parameters.Champion")],
                },
              },
            },
          },
        ],
      },
    },
  ],
};

/** A copy of the definition, changed. */
export function definitionWith(change: (definition: typeof DEFINITION) => void): typeof DEFINITION {
  const copy = structuredClone(DEFINITION);
  change(copy);
  return copy;
}

/** What the step Evaluate writes in tests. */
export const evaluated = (auc: number, improvement = 0): Readonly<Record<string, unknown>> => ({
  metrics: { auc: { value: auc } },
  improvement: { auc: improvement },
});

/** The part of a scenario in which step Evaluate writes its file. */
export const outputsOf = (
  evaluation: unknown,
): { outputs: Record<string, Record<string, Record<string, string>>> } => ({
  outputs: { Evaluate: { evaluation: { "evaluation.json": JSON.stringify(evaluation) } } },
});

export const CREDENTIALS = { accessKeyId: "ASIA", secretAccessKey: "secret" };

export interface Started {
  readonly aws: SageMakerStandIn;
  readonly client: SageMakerClient;
}

/** Also creates the pipeline, whose models are good enough. */
export async function startWithPipeline(): Promise<Started> {
  const started = await start();
  await started.client.send(
    new CreatePipelineCommand({
      PipelineName: GROUP,
      PipelineDefinition: JSON.stringify(DEFINITION),
      RoleArn: ROLE,
    }),
  );
  started.aws.play(outputsOf(evaluated(0.8)));
  return started;
}

export async function close({ aws, client }: Started): Promise<void> {
  client.destroy();
  await aws.close();
}

/** Starts an execution. @returns its ARN */
export async function begin(
  { client }: Started,
  change: Partial<StartPipelineExecutionCommandInput> = {},
): Promise<string> {
  const { PipelineExecutionArn = "" } = await client.send(
    new StartPipelineExecutionCommand({
      PipelineName: GROUP,
      PipelineParameters: [{ Name: "Input", Value: "s3://data/applications/" }],
      ...change,
    }),
  );
  return PipelineExecutionArn;
}

export function describeExecution(
  { client }: Started,
  arn: string,
): Promise<DescribePipelineExecutionCommandOutput> {
  return client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }));
}

/** Steps of an execution, oldest first; asking moves it on. */
export async function stepsOf({ client }: Started, arn: string): Promise<readonly PipelineExecutionStep[]> {
  const { PipelineExecutionSteps = [] } = await client.send(
    new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn, SortOrder: "Ascending" }),
  );
  return PipelineExecutionSteps;
}

/** Lets an execution end. */
export async function follow(started: Started, arn: string): Promise<readonly PipelineExecutionStep[]> {
  while ((await describeExecution(started, arn)).PipelineExecutionStatus === "Executing") {
    await stepsOf(started, arn);
  }
  return stepsOf(started, arn);
}

export const shown = (steps: readonly PipelineExecutionStep[]): string[] =>
  steps.map(({ StepName = "", StepStatus = "" }) => `${StepName} ${StepStatus}`);

/** Starts a stand-in and a client of it. */
export async function start(options: Partial<SageMakerOptions> = {}): Promise<Started> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const aws = await startSageMaker({
    account: ACCOUNT,
    region: REGION,
    buckets: ["artifacts"],
    modelPackageGroups: [GROUP],
    ...options,
  });
  const client = new SageMakerClient({
    region: REGION,
    endpoint: aws.url,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  return { aws, client };
}
