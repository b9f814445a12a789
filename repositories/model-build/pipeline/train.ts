import { metricNames, type Problem } from "../../shared/metrics";
import type { Expression } from "./expressions";
import { processingOutput } from "./expressions";
import { imagesOf, isBuiltIn } from "./images";
import { JOB_RETRIES, runUri, stoppingCondition, tags, volumeKey, vpcConfig } from "./jobs";
import { STEP } from "./step-names";
import type { PipelineInputs, TrainingArguments, TrainingStep } from "./types";

/** Where a training on spot capacity keeps what it goes on from. */
const CHECKPOINTS = "/opt/ml/checkpoints";

/** How often the longest run a training on spot capacity may take, with all its waiting. */
const PATIENCE = 2;

/** What steps/train.py prints for SageMaker to read. */
function metricDefinitions(problem: Problem) {
  return metricNames(problem).map((name) => ({
    Name: `validation:${name}`,
    Regex: `validation:${name}=(-?[0-9.]+(?:e[-+]?[0-9]+)?)`,
  }));
}

/** Trains the model with the script of this repository, without network. */
export function trainStep(inputs: PipelineInputs): TrainingStep {
  return {
    Name: STEP.train,
    Type: "Training",
    Arguments: trainingArguments(inputs),
    RetryPolicies: JOB_RETRIES,
  };
}

function trainingArguments(inputs: PipelineInputs): TrainingArguments {
  const { contract, config, code } = inputs;
  const { training } = config.instances;
  const image = imagesOf(inputs).jobs;
  return {
    RoleArn: contract.trainingRoleArn,
    AlgorithmSpecification: {
      TrainingImage: image,
      TrainingInputMode: "File",
      ContainerEntrypoint: ["python3", "/opt/ml/input/data/code/train.py"],
      ContainerArguments: [
        ...["--problem", config.problem, "--framework", config.framework],
        ...(training.spot ? ["--checkpoints", CHECKPOINTS] : []),
      ],
      ...(isBuiltIn(inputs, image) ? {} : { MetricDefinitions: metricDefinitions(config.problem) }),
    },
    HyperParameters: Object.fromEntries(
      Object.entries(config.hyperparameters).map(([name, value]) => [name, String(value)]),
    ),
    InputDataConfig: [
      channel("code", `${code}/steps/`),
      channel("train", processingOutput(STEP.preprocess, "train")),
      channel("validation", processingOutput(STEP.preprocess, "validation")),
    ],
    OutputDataConfig: { S3OutputPath: runUri(inputs, STEP.train), KmsKeyId: contract.kmsKeyArn },
    ResourceConfig: {
      InstanceType: training.type,
      InstanceCount: 1,
      VolumeSizeInGB: training.volumeGb,
      ...volumeKey(inputs, training),
    },
    EnableNetworkIsolation: true,
    EnableInterContainerTrafficEncryption: true,
    VpcConfig: vpcConfig(inputs),
    ...interruptions(inputs),
    Tags: tags(inputs),
  };
}

/** When it ends, and what it goes on from if AWS takes its capacity away. */
function interruptions(
  inputs: PipelineInputs,
): Pick<TrainingArguments, "CheckpointConfig" | "EnableManagedSpotTraining" | "StoppingCondition"> {
  const { training } = inputs.config.instances;
  const stopping = stoppingCondition(training);
  return training.spot
    ? {
        EnableManagedSpotTraining: true,
        // The bucket encrypts what SageMaker copies there.
        CheckpointConfig: { S3Uri: runUri(inputs, STEP.train, "checkpoints"), LocalPath: CHECKPOINTS },
        StoppingCondition: { ...stopping, MaxWaitTimeInSeconds: stopping.MaxRuntimeInSeconds * PATIENCE },
      }
    : { StoppingCondition: stopping };
}

/** A folder of S3 that SageMaker puts to `/opt/ml/input/data/<name>`. */
function channel(name: string, uri: Expression | string) {
  return {
    ChannelName: name,
    DataSource: {
      S3DataSource: { S3DataType: "S3Prefix", S3Uri: uri, S3DataDistributionType: "FullyReplicated" },
    },
  } as const;
}
