import type { Expression } from "./expressions";
import { processingOutput } from "./expressions";
import { imageUri, JOB_RETRIES, runUri, stoppingCondition, tags, volumeKey, vpcConfig } from "./jobs";
import { STEP } from "./step-names";
import type { PipelineInputs, TrainingArguments, TrainingStep } from "./types";

/** What steps/train.py prints for SageMaker to read. */
const METRIC = { Name: "validation:auc", Regex: "validation:auc=([0-9.]+)" };

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
  const image = imageUri(inputs);
  return {
    RoleArn: contract.trainingRoleArn,
    AlgorithmSpecification: {
      TrainingImage: image,
      TrainingInputMode: "File",
      ContainerEntrypoint: ["python3", "/opt/ml/input/data/code/train.py"],
      // SageMaker takes AWS's XGBoost for a built-in algorithm, whose metrics nobody may define anew
      // (aws/sagemaker-xgboost-container, issue 121).
      ...(image === contract.images.xgboost ? {} : { MetricDefinitions: [METRIC] }),
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
    StoppingCondition: stoppingCondition(training),
    Tags: tags(inputs),
  };
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
