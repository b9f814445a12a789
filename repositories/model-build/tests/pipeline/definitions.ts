/** JSON that a test may change. */
export type Draft = Record<string, unknown>;

/** A small definition without problems: each type of step once, both kinds of branches. */
export function draft(): Draft {
  return {
    Version: "2020-12-01",
    Parameters: [
      { Name: "Data", Type: "String" },
      { Name: "Skip", Type: "Boolean", DefaultValue: true },
    ],
    Steps: [
      processing("Prepare", {
        Arguments: {
          ...jobArguments(),
          ProcessingInputs: [{ InputName: "data", S3Input: { S3Uri: { Get: "Parameters.Data" } } }],
          ProcessingOutputConfig: { Outputs: [{ OutputName: "rows" }], KmsKeyId: "key" },
        },
        PropertyFiles: [{ PropertyFileName: "Facts", OutputName: "rows", FilePath: "facts.json" }],
        RetryPolicies: [{ ExceptionType: ["Step.THROTTLING"], MaxAttempts: 3 }],
      }),
      training(),
      {
        Name: "Decide",
        Type: "Condition",
        DependsOn: ["Fit"],
        Arguments: {
          Conditions: [
            { Type: "GreaterThan", LeftValue: fact("rows"), RightValue: 10 },
            {
              Type: "Or",
              Conditions: [
                { Type: "Equals", LeftValue: { Get: "Parameters.Data" }, RightValue: "x" },
                { Type: "Not", Condition: { Type: "In", QueryValue: fact("kind"), Values: ["a", "b"] } },
              ],
            },
          ],
          IfSteps: [model(), quality(), clarify(), register()],
          ElseSteps: [
            {
              Name: "Stop",
              Type: "Fail",
              Arguments: { ErrorMessage: { "Std:Join": { On: " ", Values: ["too few:", fact("rows")] } } },
            },
          ],
        },
      },
    ],
  };
}

function fact(path: string): object {
  return { "Std:JsonGet": { PropertyFile: { Get: "Steps.Prepare.PropertyFiles.Facts" }, Path: path } };
}

function jobArguments(): Draft {
  return {
    RoleArn: "role",
    AppSpecification: { ImageUri: "image" },
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: "ml.m5.large",
        InstanceCount: 1,
        VolumeSizeInGB: 1,
        VolumeKmsKeyId: "key",
      },
    },
    ProcessingOutputConfig: { Outputs: [{ OutputName: "result" }], KmsKeyId: "key" },
    NetworkConfig: {
      EnableNetworkIsolation: true,
      EnableInterContainerTrafficEncryption: true,
      VpcConfig: { Subnets: ["subnet"], SecurityGroupIds: ["group"] },
    },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
  };
}

export function processing(name: string, values: Draft = {}): Draft {
  return { Name: name, Type: "Processing", Arguments: jobArguments(), ...values };
}

function training(): Draft {
  return {
    Name: "Fit",
    Type: "Training",
    Arguments: {
      RoleArn: "role",
      AlgorithmSpecification: { TrainingImage: "image", TrainingInputMode: "File" },
      InputDataConfig: [
        { S3Uri: { Get: "Steps.Prepare.ProcessingOutputConfig.Outputs['rows'].S3Output.S3Uri" } },
      ],
      OutputDataConfig: {
        S3OutputPath: {
          "Std:Join": { On: "/", Values: ["s3://bucket", { Get: "Execution.PipelineExecutionId" }] },
        },
        KmsKeyId: "key",
      },
      ResourceConfig: {
        InstanceType: "ml.m5.large",
        InstanceCount: 1,
        VolumeSizeInGB: 1,
        VolumeKmsKeyId: "key",
      },
      VpcConfig: { Subnets: ["subnet"], SecurityGroupIds: ["group"] },
      EnableInterContainerTrafficEncryption: true,
      EnableNetworkIsolation: true,
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: "s3://bucket/checkpoints" },
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
    },
  };
}

function model(): Draft {
  return {
    Name: "Make",
    Type: "Model",
    Arguments: {
      ExecutionRoleArn: "role",
      PrimaryContainer: {
        Image: "image",
        ModelDataUrl: { Get: "Steps.Fit.ModelArtifacts.S3ModelArtifacts" },
      },
      EnableNetworkIsolation: true,
      VpcConfig: { Subnets: ["subnet"], SecurityGroupIds: ["group"] },
    },
  };
}

const check = {
  ModelPackageGroupName: "group",
  SkipCheck: { Get: "Parameters.Skip" },
  RegisterNewBaseline: true,
};

function quality(): Draft {
  return {
    Name: "Quality",
    Type: "QualityCheck",
    CheckType: "DATA_QUALITY",
    ...check,
    Arguments: {
      ...jobArguments(),
      Environment: { dataset_format: "{}", dataset_source: "/in", output_path: "/out" },
      ProcessingInputs: [{ InputName: "baseline_dataset_input" }],
    },
  };
}

function clarify(): Draft {
  return {
    Name: "Bias",
    Type: "ClarifyCheck",
    CheckType: "MODEL_BIAS",
    ...check,
    ModelName: { Get: "Steps.Make.ModelName" },
    Arguments: {
      ...jobArguments(),
      ProcessingInputs: [{ InputName: "analysis_config" }, { InputName: "dataset" }],
    },
  };
}

function register(): Draft {
  return {
    Name: "Register",
    Type: "RegisterModel",
    Arguments: {
      ModelPackageGroupName: "group",
      ModelApprovalStatus: "PendingManualApproval",
      InferenceSpecification: {
        Containers: [{ Image: "image" }],
        SupportedContentTypes: ["text/csv"],
        SupportedResponseMIMETypes: ["text/csv"],
      },
      ModelMetrics: { Bias: { Report: { S3Uri: { Get: "Steps.Bias.CalculatedBaselineConstraints" } } } },
    },
  };
}

/** A step of a draft, wherever it stands. */
export function stepOf(definition: Draft, name: string): Draft {
  const steps = definition.Steps as Draft[];
  const { IfSteps, ElseSteps } = steps.find((step) => step.Type === "Condition")?.Arguments as Record<
    string,
    Draft[]
  >;
  const found = [...steps, ...(IfSteps ?? []), ...(ElseSteps ?? [])].find((step) => step.Name === name);
  if (found === undefined) {
    throw new Error(`the draft has no step ${name}`);
  }
  return found;
}

/** Puts a value to keys with dots between them; undefined leaves the key out. */
export function put(target: Draft, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const inner = keys.reduce<Draft>((object, key) => object[key] as Draft, target);
  if (value === undefined) {
    Reflect.deleteProperty(inner, last);
  } else {
    inner[last] = value;
  }
}
