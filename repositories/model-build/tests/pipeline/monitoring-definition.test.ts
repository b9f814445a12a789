import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { MONITOR_KINDS } from "../../pipeline/contract-schema";
import { monitoringDefinition } from "../../pipeline/monitoring/definition";
import { monitoringSettings } from "../../pipeline/monitoring/settings";
import { CALLERS } from "../../pipeline/monitoring/step-names";
import type { ConditionStep, PipelineDefinition } from "../../pipeline/types";
import { validMonitoringDefinition } from "../../pipeline/valid-definition";
import { definitionProblems } from "../../pipeline/validate";
import {
  asJson,
  CALL_RETRY,
  input,
  JOB_RETRY,
  KEY,
  MONITORING_CODE,
  monitoringInputs,
  outputOf,
  place,
  XGBOOST,
} from "./fixtures";

const ROLE = "arn:aws:iam::222222222222:role/mlops-credit-automation-monitoring";
const CODE = "/opt/ml/processing/input/code";
const SETTINGS = ["--settings", `${CODE}/settings.json`];
const INPUT = "/opt/ml/processing/input";
const OUTPUT = "/opt/ml/processing/output";

/** Where this execution of the monitoring writes. */
const written = (folder: string): object => ({
  "Std:Join": {
    On: "/",
    Values: [
      "s3://mlops-credit-automation-artifacts/monitoring/mortgage/runs",
      { Get: "Execution.PipelineExecutionId" },
      folder,
    ],
  },
});

const collected = input("collected", outputOf("Collect", "collected"), "collected");

function job(name: string, isolated: boolean, folder: string, args: unknown[], inputs: object[]): object {
  return {
    RoleArn: ROLE,
    AppSpecification: {
      ImageUri: XGBOOST,
      ContainerEntrypoint: ["python3", `${CODE}/monitoring/${name}.py`],
      ContainerArguments: args,
    },
    ProcessingInputs: [input("code", `${MONITORING_CODE}/`, "code"), ...inputs],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: folder,
          AppManaged: false,
          S3Output: { S3Uri: written(folder), LocalPath: `${OUTPUT}/${folder}`, S3UploadMode: "EndOfJob" },
        },
      ],
      KmsKeyId: KEY,
    },
    ...place("ml.m5.xlarge", 40, 3000, isolated),
  };
}

/** Names of the steps, those of branches below their condition. */
function names({ Steps }: PipelineDefinition): unknown[] {
  return Steps.map((step) =>
    step.Type === "Condition" ? [step.Name, ...step.Arguments.IfSteps.map(({ Name }) => Name)] : step.Name,
  );
}

describe("the monitoring pipeline", () => {
  it("collects, judges without network and publishes, with the role of the monitoring", () => {
    assert.deepEqual(asJson(monitoringDefinition(monitoringInputs())), {
      Version: "2020-12-01",
      Metadata: {},
      Parameters: [
        { Name: "WindowEnd", Type: "String", DefaultValue: "start" },
        { Name: "Reason", Type: "String", DefaultValue: "schedule" },
      ],
      Steps: [
        {
          Name: "Collect",
          Type: "Processing",
          Arguments: job(
            "collect",
            false,
            "collected",
            [
              ...SETTINGS,
              "--output",
              `${OUTPUT}/collected`,
              "--window-end",
              { Get: "Parameters.WindowEnd" },
              "--started",
              { Get: "Execution.StartDateTime" },
              "--execution",
              { Get: "Execution.PipelineExecutionId" },
            ],
            [],
          ),
          PropertyFiles: [
            { PropertyFileName: "Collected", OutputName: "collected", FilePath: "collected.json" },
          ],
          RetryPolicies: [CALL_RETRY, JOB_RETRY],
        },
        {
          Name: "Judge",
          Type: "Processing",
          Arguments: job(
            "judge",
            true,
            "judged",
            [...SETTINGS, "--collected", `${INPUT}/collected`, "--output", `${OUTPUT}/judged`],
            [collected],
          ),
          RetryPolicies: [CALL_RETRY, JOB_RETRY],
        },
        {
          Name: "Publish",
          Type: "Processing",
          Arguments: job(
            "publish",
            false,
            "published",
            [
              ...SETTINGS,
              "--collected",
              `${INPUT}/collected`,
              "--judged",
              `${INPUT}/judged`,
              "--output",
              `${OUTPUT}/published`,
              "--reason",
              { Get: "Parameters.Reason" },
              "--execution",
              { Get: "Execution.PipelineExecutionId" },
            ],
            [collected, input("judged", outputOf("Judge", "judged"), "judged")],
          ),
          RetryPolicies: [CALL_RETRY, JOB_RETRY],
        },
      ],
    });
  });

  for (const engine of ["own", "sagemaker"] as const) {
    for (const kinds of [MONITOR_KINDS, ...MONITOR_KINDS.map((kind) => [kind])]) {
      it(`is one that SageMaker and the landing zone take: engine ${engine}, ${kinds.join(", ")}`, () => {
        const inputs = monitoringInputs({ engine, kinds: [...kinds] });
        assert.deepEqual(validMonitoringDefinition(inputs), monitoringDefinition(inputs));
      });
    }
  }

  it("lets no script call AWS but Collect and Publish", () => {
    const definition = asJson(monitoringDefinition(monitoringInputs()));
    assert.deepEqual(definitionProblems(definition, CALLERS), []);
    const why = "NetworkConfig.EnableNetworkIsolation must be true: scripts call nobody";
    assert.deepEqual(definitionProblems(definition), [`step Collect: ${why}`, `step Publish: ${why}`]);
  });

  it("is the same for the same inputs", () => {
    assert.equal(
      JSON.stringify(monitoringDefinition(monitoringInputs())),
      JSON.stringify(monitoringDefinition(monitoringInputs())),
    );
  });

  it("has no container of AWS behind a window without data, nor one that needs labels behind one without", () => {
    const definition = monitoringDefinition(monitoringInputs({ engine: "sagemaker" }));
    assert.deepEqual(names(definition), [
      "Collect",
      ["Labelled", "CreateModel", "DataQuality", "ModelQuality", "ModelBias", "Explainability", "Publish"],
      [
        "Unlabelled",
        "CreateModelUnlabelled",
        "DataQualityUnlabelled",
        "ExplainabilityUnlabelled",
        "PublishUnlabelled",
      ],
      ["Nothing", "PublishNothing"],
    ]);
    assert.deepEqual(
      definition.Steps.filter((step): step is ConditionStep => step.Type === "Condition").map(
        ({ Arguments: { Conditions, ElseSteps } }) => [asJson(Conditions), ElseSteps],
      ),
      ["labelled", "unlabelled", "none"].map((answer) => [
        [
          {
            Type: "Equals",
            LeftValue: {
              "Std:JsonGet": {
                PropertyFile: { Get: "Steps.Collect.PropertyFiles.Collected" },
                Path: "checks",
              },
            },
            RightValue: answer,
          },
        ],
        [],
      ]),
    );
  });

  for (const [kinds, steps] of [
    [["drift"], ["DataQuality", "Publish"]],
    [["modelQuality"], ["ModelQuality", "Publish"]],
    [["bias"], ["CreateModel", "ModelBias", "Publish"]],
  ] as const) {
    it(`has, of AWS's containers, those that ${kinds.join(", ")} needs`, () => {
      const [, labelled] = names(
        monitoringDefinition(monitoringInputs({ engine: "sagemaker", kinds: [...kinds] })),
      );
      assert.deepEqual(labelled, ["Labelled", ...steps]);
    });
  }

  it("fails where AWS's containers have no image or no baselines to compare with", () => {
    const inputs = monitoringInputs(
      { engine: "sagemaker", kinds: ["drift", "bias"] },
      { baselines: { modelMonitor: false, clarify: true } },
    );
    const { xgboost } = inputs.contract.images;
    const without = { ...inputs, contract: { ...inputs.contract, images: { xgboost } } };
    assert.throws(() => monitoringDefinition(without), {
      name: "InvalidInput",
      message: [
        "the model's monitoring cannot be used:",
        "- the engine sagemaker compares with baselines of modelMonitor for drift, but in config.yaml " +
          "baselines.modelMonitor is false; make it true, or let the landing zone use the engine own",
        "- the engine sagemaker needs modelMonitor for drift, which SageMaker does not offer in eu-west-1; let the " +
          "landing zone use the engine own",
        "- the engine sagemaker needs clarify for bias, which SageMaker does not offer in eu-west-1; let the landing " +
          "zone use the engine own",
      ].join("\n"),
    });
    const own = { ...without, monitoring: { ...without.monitoring, engine: "own" as const } };
    assert.doesNotThrow(() => monitoringDefinition(own));
  });
});

describe("the settings of the monitoring's jobs", () => {
  it("say what the contract and config.yaml say", () => {
    assert.deepEqual(JSON.parse(monitoringSettings(monitoringInputs({ windowHours: 168 }))), {
      team: "credit",
      model: "mortgage",
      account: "222222222222",
      region: "eu-west-1",
      pipelineName: "credit-mortgage-monitoring",
      roleArn: ROLE,
      modelPackageGroupName: "credit-mortgage",
      artifactBucketName: "mlops-credit-automation-artifacts",
      dataBucketName: "mlops-credit-automation-data",
      kmsKeyArn: KEY,
      engine: "own",
      stage: "production",
      inference: "realtime",
      endpointName: "mlops-credit-production-mortgage",
      captureBucketName: "mlops-credit-production-capture",
      windowHours: 168,
      kinds: ["dataQuality", "drift", "modelQuality", "bias", "explainability"],
      minimumRows: 200,
      thresholds: {
        falseAlarms: 0.005,
        smallestDrift: 0.1,
        qualityDrop: 0.05,
        biasChange: 0.1,
        attributionRanking: 0.9,
      },
      groundTruthWaitHours: 72,
      namespace: "mlops/monitoring",
      metric: "auc",
      bias: [{ facet: "male", values: [0] }],
    });
  });
});
