import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { definitionProblems } from "../../pipeline/validate";
import { draft, processing, put, stepOf } from "./definitions";

const TYPES = "Processing, Training, Model, RegisterModel, QualityCheck, ClarifyCheck, Condition, Fail";
const EXCEPTIONS =
  "Step.SERVICE_FAULT, Step.THROTTLING, SageMaker.JOB_INTERNAL_ERROR, SageMaker.CAPACITY_ERROR, SageMaker.RESOURCE_LIMIT";

/** One fault in one step: the step, the path, what is put there, and the only problem that it makes. */
type Fault = readonly [step: string, path: string, value: unknown, problem: string];

const REQUIRED: readonly Fault[] = [
  ["Prepare", "Arguments.RoleArn", undefined, "lacks Arguments.RoleArn"],
  ["Prepare", "Arguments.AppSpecification", {}, "lacks Arguments.AppSpecification.ImageUri"],
  [
    "Fit",
    "Arguments.AlgorithmSpecification",
    { TrainingInputMode: "File" },
    "lacks Arguments.AlgorithmSpecification.TrainingImage or Arguments.AlgorithmSpecification.AlgorithmName",
  ],
  [
    "Fit",
    "Arguments.ResourceConfig.InstanceCount",
    undefined,
    "lacks Arguments.ResourceConfig.InstanceCount",
  ],
  ["Make", "Arguments.ExecutionRoleArn", "", "lacks Arguments.ExecutionRoleArn"],
  [
    "Make",
    "Arguments.PrimaryContainer",
    undefined,
    "lacks Arguments.PrimaryContainer or Arguments.Containers",
  ],
  ["Quality", "RegisterNewBaseline", undefined, "lacks RegisterNewBaseline"],
  [
    "Quality",
    "Arguments.Environment.dataset_source",
    undefined,
    "lacks Arguments.Environment.dataset_source",
  ],
  ["Quality", "Arguments.ProcessingInputs", [], "lacks the input baseline_dataset_input"],
  ["Bias", "Arguments.ProcessingInputs", [{ InputName: "dataset" }], "lacks the input analysis_config"],
  ["Bias", "ModelName", undefined, "lacks ModelName, the model to ask"],
  [
    "Register",
    "Arguments.InferenceSpecification.Containers",
    [],
    "lacks Arguments.InferenceSpecification.Containers",
  ],
  ["Stop", "Arguments.ErrorMessage", "", "lacks Arguments.ErrorMessage"],
];

const FORM: readonly Fault[] = [
  [
    "Fit",
    "Arguments.StoppingCondition.MaxWaitTimeInSeconds",
    59,
    "MaxWaitTimeInSeconds must be at least MaxRuntimeInSeconds: a training on spot capacity waits besides",
  ],
  [
    "Fit",
    "Arguments.StoppingCondition.MaxWaitTimeInSeconds",
    undefined,
    "MaxWaitTimeInSeconds must be at least MaxRuntimeInSeconds: a training on spot capacity waits besides",
  ],
  [
    "Fit",
    "Arguments.CheckpointConfig",
    undefined,
    "lacks CheckpointConfig.S3Uri: a training on spot capacity goes on from there",
  ],
  [
    "Make",
    "Arguments.Tags",
    { Team: "credit", Get: "Parameters.Data" },
    'an expression has one key, but {"Team":"credit","Get":"Parameters.Data"} has 2',
  ],
  [
    "Quality",
    "CheckType",
    "MODEL_BIAS",
    'CheckType is "MODEL_BIAS", but must be one of DATA_QUALITY, MODEL_QUALITY',
  ],
  [
    "Register",
    "Arguments.Tags",
    [{ Key: "a", Value: "b" }],
    "takes no Tags: a version has those of its group",
  ],
  [
    "Register",
    "Arguments.ModelApprovalStatus",
    "Approved",
    "ModelApprovalStatus must be PendingManualApproval: people approve versions",
  ],
  ["Quality", "RetryPolicies", [], "a QualityCheck step takes no RetryPolicies"],
  ["Stop", "RetryPolicies", [], "a Fail step takes no RetryPolicies"],
  ["Fit", "RetryPolicies", {}, "RetryPolicies must be a list of policies"],
  ["Fit", "RetryPolicies", [{ MaxAttempts: 1 }], "a retry policy lacks ExceptionType"],
  [
    "Fit",
    "RetryPolicies",
    [{ ExceptionType: ["SageMaker.JOB_CAPACITY_ERROR"], MaxAttempts: 1 }],
    `a retry policy names SageMaker.JOB_CAPACITY_ERROR, but must name one of ${EXCEPTIONS}`,
  ],
  [
    "Fit",
    "RetryPolicies",
    [{ ExceptionType: ["Step.THROTTLING"], MaxAttempts: 1, ExpireAfterMin: 1 }],
    "a retry policy takes either MaxAttempts or ExpireAfterMin",
  ],
  [
    "Fit",
    "RetryPolicies",
    [{ ExceptionType: ["Step.THROTTLING"], MaxAttempts: 21 }],
    "a retry policy has MaxAttempts 21, but must have 1 to 20",
  ],
  [
    "Fit",
    "RetryPolicies",
    [
      { ExceptionType: ["Step.THROTTLING"], MaxAttempts: 1 },
      { ExceptionType: ["Step.THROTTLING"], MaxAttempts: 2 },
    ],
    "Step.THROTTLING stands in more than one retry policy",
  ],
  [
    "Prepare",
    "Arguments.ProcessingInputs",
    [
      { InputName: "data", S3Input: { S3Uri: { Get: "Parameters.Data" } } },
      ...Array.from({ length: 10 }, (_, index) => ({ InputName: `more-${index}` })),
    ],
    "has 11 inputs, but at most 10 are allowed",
  ],
];

const NETWORK = "must be set: jobs run in the network of the landing zone";
const TRAFFIC = "must be true: traffic between containers is encrypted";
const RESULTS = "must be set: results are encrypted with the landing zone's key";
const VOLUME = "must be set: the volume is encrypted with the landing zone's key";
const END = "must be set: a job that hangs must end";
const CALLS = "must be true: scripts call nobody";

const PROCESSING_SAFETY = ["Prepare", "Quality", "Bias"].flatMap((step): Fault[] => [
  [step, "Arguments.NetworkConfig.VpcConfig.Subnets", [], `NetworkConfig.VpcConfig.Subnets ${NETWORK}`],
  [
    step,
    "Arguments.NetworkConfig.VpcConfig.SecurityGroupIds",
    undefined,
    `NetworkConfig.VpcConfig.SecurityGroupIds ${NETWORK}`,
  ],
  [
    step,
    "Arguments.NetworkConfig.EnableInterContainerTrafficEncryption",
    false,
    `NetworkConfig.EnableInterContainerTrafficEncryption ${TRAFFIC}`,
  ],
  [
    step,
    "Arguments.ProcessingOutputConfig.KmsKeyId",
    undefined,
    `ProcessingOutputConfig.KmsKeyId ${RESULTS}`,
  ],
  [
    step,
    "Arguments.ProcessingResources.ClusterConfig.VolumeKmsKeyId",
    undefined,
    `ProcessingResources.ClusterConfig.VolumeKmsKeyId ${VOLUME}`,
  ],
  [step, "Arguments.StoppingCondition", undefined, `StoppingCondition.MaxRuntimeInSeconds ${END}`],
]);

const SAFETY: readonly Fault[] = [
  ...PROCESSING_SAFETY,
  [
    "Prepare",
    "Arguments.NetworkConfig.EnableNetworkIsolation",
    false,
    `NetworkConfig.EnableNetworkIsolation ${CALLS}`,
  ],
  ["Fit", "Arguments.VpcConfig.Subnets", undefined, `VpcConfig.Subnets ${NETWORK}`],
  ["Fit", "Arguments.VpcConfig.SecurityGroupIds", [], `VpcConfig.SecurityGroupIds ${NETWORK}`],
  [
    "Fit",
    "Arguments.EnableInterContainerTrafficEncryption",
    undefined,
    `EnableInterContainerTrafficEncryption ${TRAFFIC}`,
  ],
  ["Fit", "Arguments.EnableNetworkIsolation", false, `EnableNetworkIsolation ${CALLS}`],
  ["Fit", "Arguments.OutputDataConfig.KmsKeyId", undefined, `OutputDataConfig.KmsKeyId ${RESULTS}`],
  ["Fit", "Arguments.ResourceConfig.VolumeKmsKeyId", undefined, `ResourceConfig.VolumeKmsKeyId ${VOLUME}`],
  [
    "Fit",
    "Arguments.ResourceConfig.InstanceType",
    "ml.m5d.large",
    "ResourceConfig.VolumeKmsKeyId must be left out: ml.m5d.large encrypts its own disk and takes no key",
  ],
  ["Fit", "Arguments.StoppingCondition", {}, `StoppingCondition.MaxRuntimeInSeconds ${END}`],
  ["Make", "Arguments.VpcConfig.Subnets", undefined, `VpcConfig.Subnets ${NETWORK}`],
  ["Make", "Arguments.VpcConfig.SecurityGroupIds", undefined, `VpcConfig.SecurityGroupIds ${NETWORK}`],
  [
    "Make",
    "Arguments.EnableNetworkIsolation",
    false,
    "EnableNetworkIsolation must be true: a model calls nobody",
  ],
];

describe("the check of steps", () => {
  it("finds nothing in a definition without problems", () => {
    assert.deepEqual(definitionProblems(draft()), []);
  });

  for (const [group, faults] of Object.entries({
    "what is missing": REQUIRED,
    "the form": FORM,
    safety: SAFETY,
  })) {
    for (const [step, path, value, problem] of faults) {
      it(`finds, in ${group} of ${step}: ${problem}`, () => {
        const definition = draft();
        put(stepOf(definition, step), path, value);
        assert.deepEqual(definitionProblems(definition), [`step ${step}: ${problem}`]);
      });
    }
  }

  for (const [name, shown] of [
    ["has space", "has space"],
    ["", ""],
    ["x".repeat(65), "x".repeat(65)],
  ] as const) {
    it(`finds the name "${name}"`, () => {
      const definition = draft();
      stepOf(definition, "Register").Name = name;
      assert.deepEqual(definitionProblems(definition), [
        `step ${shown}: the name must be 1 to 64 letters, digits, hyphens and underscores`,
      ]);
    });
  }

  it("finds a type that it does not know", () => {
    const definition = draft();
    (definition.Steps as object[]).push({ Name: "Ask", Type: "Lambda", Arguments: {} });
    assert.deepEqual(definitionProblems(definition), [
      `step Ask: type "Lambda" is not one of ${TYPES}; say in pipeline/validation/step-types.ts what it needs`,
    ]);
  });

  it("finds a step that stands in both branches", () => {
    const definition = draft();
    const { ElseSteps } = stepOf(definition, "Decide").Arguments as { ElseSteps: object[] };
    ElseSteps.push(stepOf(definition, "Make"));
    assert.deepEqual(definitionProblems(definition), [
      "step Make: there is another step of that name; a step stands in one place only",
    ]);
  });

  it("finds more than fifty steps, those of branches included", () => {
    const definition = draft();
    const more = Array.from({ length: 43 }, (_, index) => processing(`More-${index}`));
    (definition.Steps as object[]).push(...more);
    assert.deepEqual(definitionProblems(definition), ["there are 51 steps, but at most 50 are allowed"]);
    (definition.Steps as object[]).pop();
    assert.deepEqual(definitionProblems(definition), []);
  });
});
