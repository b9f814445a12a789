/** What a type of step needs, and what other steps may read of it. */
export interface StepType {
  /** Paths below the step that must hold something; alternatives stand in one text with "|" between them. */
  readonly required: readonly string[];
  /** First keys of its properties: what its Describe call answers (sagemaker-python-sdk, shapes of steps.py). */
  readonly properties: readonly string[];
  /** Whether it takes RetryPolicies (developer guide, Retry Policy for Pipeline Steps). */
  readonly retried: boolean;
}

/** Required members: API reference of CreateProcessingJob. */
const PROCESSING = [
  "Arguments.RoleArn",
  "Arguments.AppSpecification.ImageUri",
  "Arguments.ProcessingResources.ClusterConfig.InstanceType",
  "Arguments.ProcessingResources.ClusterConfig.InstanceCount",
  "Arguments.ProcessingResources.ClusterConfig.VolumeSizeInGB",
];

/** Keys beside the arguments: quality_check_step.py and clarify_check_step.py, `to_request`. */
const CHECK = ["CheckType", "ModelPackageGroupName", "SkipCheck", "RegisterNewBaseline"];

/** Types of steps that this repository uses. For others, say here what they need. */
export const STEP_TYPES: Readonly<Record<string, StepType>> = {
  Processing: {
    required: PROCESSING,
    properties: [
      "AppSpecification",
      "AutoMLJobArn",
      "CreationTime",
      "Environment",
      "ExitMessage",
      "ExperimentConfig",
      "FailureReason",
      "LastModifiedTime",
      "MonitoringScheduleArn",
      "NetworkConfig",
      "ProcessingEndTime",
      "ProcessingInputs",
      "ProcessingJobArn",
      "ProcessingJobName",
      "ProcessingJobStatus",
      "ProcessingOutputConfig",
      "ProcessingResources",
      "ProcessingStartTime",
      "RoleArn",
      "StoppingCondition",
      "TrainingJobArn",
    ],
    retried: true,
  },
  Training: {
    required: [
      "Arguments.RoleArn",
      "Arguments.AlgorithmSpecification.TrainingInputMode",
      "Arguments.AlgorithmSpecification.TrainingImage|Arguments.AlgorithmSpecification.AlgorithmName",
      "Arguments.OutputDataConfig.S3OutputPath",
      "Arguments.ResourceConfig.InstanceType",
      "Arguments.ResourceConfig.InstanceCount",
      "Arguments.ResourceConfig.VolumeSizeInGB",
    ],
    properties: [
      "AlgorithmSpecification",
      "BillableTimeInSeconds",
      "CheckpointConfig",
      "CreationTime",
      "EnableInterContainerTrafficEncryption",
      "EnableManagedSpotTraining",
      "EnableNetworkIsolation",
      "Environment",
      "FailureReason",
      "FinalMetricDataList",
      "HyperParameters",
      "InputDataConfig",
      "LastModifiedTime",
      "ModelArtifacts",
      "OutputDataConfig",
      "ResourceConfig",
      "RoleArn",
      "SecondaryStatus",
      "SecondaryStatusTransitions",
      "StoppingCondition",
      "TrainingEndTime",
      "TrainingJobArn",
      "TrainingJobName",
      "TrainingJobStatus",
      "TrainingStartTime",
      "TrainingTimeInSeconds",
      "VpcConfig",
    ],
    retried: true,
  },
  Model: {
    required: ["Arguments.ExecutionRoleArn", "Arguments.PrimaryContainer|Arguments.Containers"],
    properties: [
      "Containers",
      "CreationTime",
      "DeploymentRecommendation",
      "EnableNetworkIsolation",
      "ExecutionRoleArn",
      "InferenceExecutionConfig",
      "ModelArn",
      "ModelName",
      "PrimaryContainer",
      "VpcConfig",
    ],
    retried: true,
  },
  RegisterModel: {
    required: [
      "Arguments.ModelPackageGroupName",
      "Arguments.InferenceSpecification.Containers",
      "Arguments.InferenceSpecification.SupportedContentTypes",
      "Arguments.InferenceSpecification.SupportedResponseMIMETypes",
    ],
    properties: [
      "ApprovalDescription",
      "CreationTime",
      "CustomerMetadataProperties",
      "DriftCheckBaselines",
      "InferenceSpecification",
      "MetadataProperties",
      "ModelApprovalStatus",
      "ModelCard",
      "ModelMetrics",
      "ModelPackageArn",
      "ModelPackageDescription",
      "ModelPackageGroupName",
      "ModelPackageStatus",
      "ModelPackageVersion",
    ],
    retried: true,
  },
  QualityCheck: {
    required: [
      ...CHECK,
      ...PROCESSING,
      "Arguments.Environment.dataset_format",
      "Arguments.Environment.dataset_source",
      "Arguments.Environment.output_path",
    ],
    properties: [
      "BaselineUsedForDriftCheckConstraints",
      "BaselineUsedForDriftCheckStatistics",
      "CalculatedBaselineConstraints",
      "CalculatedBaselineStatistics",
    ],
    retried: false,
  },
  ClarifyCheck: {
    required: [...CHECK, ...PROCESSING],
    properties: ["BaselineUsedForDriftCheckConstraints", "CalculatedBaselineConstraints"],
    retried: false,
  },
  Condition: { required: ["Arguments.Conditions"], properties: ["Outcome"], retried: false },
  Fail: { required: ["Arguments.ErrorMessage"], properties: [], retried: false },
};
