import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { registerStep } from "../../pipeline/registration";
import { asJson, CALL_RETRY, CODE, evaluated, inputs, XGBOOST } from "./fixtures";

const json = (uri: string | object): object => ({ ContentType: "application/json", S3Uri: uri });
const calculated = (step: string, what: string): object =>
  json({ Get: `Steps.${step}.CalculatedBaseline${what}` });
const used = (step: string, what: string): object =>
  json({ Get: `Steps.${step}.BaselineUsedForDriftCheck${what}` });

const MONITOR_METRICS = {
  ModelQuality: {
    Statistics: calculated("ModelQuality", "Statistics"),
    Constraints: calculated("ModelQuality", "Constraints"),
  },
  ModelDataQuality: {
    Statistics: calculated("DataQuality", "Statistics"),
    Constraints: calculated("DataQuality", "Constraints"),
  },
};
const MONITOR_BASELINES = {
  ModelQuality: {
    Statistics: used("ModelQuality", "Statistics"),
    Constraints: used("ModelQuality", "Constraints"),
  },
  ModelDataQuality: {
    Statistics: used("DataQuality", "Statistics"),
    Constraints: used("DataQuality", "Constraints"),
  },
};
const CLARIFY_METRICS = {
  Bias: {
    PreTrainingReport: calculated("DataBias", "Constraints"),
    PostTrainingReport: calculated("ModelBias", "Constraints"),
  },
  Explainability: { Report: calculated("Explainability", "Constraints") },
};
const CLARIFY_BASELINES = {
  Bias: {
    ConfigFile: json(`${CODE}/clarify/bias-monitor/analysis_config.json`),
    PreTrainingConstraints: used("DataBias", "Constraints"),
    PostTrainingConstraints: used("ModelBias", "Constraints"),
  },
  Explainability: {
    ConfigFile: json(`${CODE}/clarify/explainability-monitor/analysis_config.json`),
    Constraints: used("Explainability", "Constraints"),
  },
};
const EVALUATED = {
  ModelQuality: {
    Statistics: json({
      "Std:Join": {
        On: "/",
        Values: [
          { Get: "Steps.Evaluate.ProcessingOutputConfig.Outputs['evaluation'].S3Output.S3Uri" },
          "evaluation.json",
        ],
      },
    }),
  },
};

describe("the registration", () => {
  it("registers a version that a person has to approve, with lineage and without tags", () => {
    const step = registerStep(inputs());
    const { ModelCard, ...args } = step.Arguments;
    assert.equal((ModelCard as { ModelCardStatus: unknown }).ModelCardStatus, "Draft");
    assert.deepEqual(asJson({ ...step, Arguments: args }), {
      Name: "Register",
      Type: "RegisterModel",
      Arguments: {
        ModelPackageGroupName: "credit-mortgage",
        ModelPackageDescription: {
          "Std:Join": {
            On: "",
            Values: [
              "mortgage, trained by build ",
              { Get: "Parameters.BuildId" },
              " from commit ",
              { Get: "Parameters.GitCommit" },
            ],
          },
        },
        ModelApprovalStatus: "PendingManualApproval",
        Domain: "MACHINE_LEARNING",
        Task: "CLASSIFICATION",
        InferenceSpecification: {
          Containers: [
            { Image: XGBOOST, ModelDataUrl: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" } },
          ],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
        ModelMetrics: { ...MONITOR_METRICS, ...CLARIFY_METRICS },
        DriftCheckBaselines: { ...MONITOR_BASELINES, ...CLARIFY_BASELINES },
        CustomerMetadataProperties: {
          gitCommit: { Get: "Parameters.GitCommit" },
          repository: { Get: "Parameters.Repository" },
          buildId: { Get: "Parameters.BuildId" },
          buildUrl: { Get: "Parameters.BuildUrl" },
          requestedBy: { Get: "Parameters.RequestedBy" },
          reason: { Get: "Parameters.Reason" },
          feedbackWindow: { Get: "Parameters.FeedbackWindow" },
          problem: "binary",
          framework: "xgboost",
          pipelineExecutionArn: { Get: "Execution.PipelineExecutionArn" },
          dataVersion: { "Std:Join": { On: "", Values: [evaluated("data.version")] } },
          inputDataUri: { Get: "Parameters.InputDataUri" },
          codeUri: CODE,
          casesUri: {
            "Std:Join": {
              On: "/",
              Values: [
                { Get: "Steps.Evaluate.ProcessingOutputConfig.Outputs['cases'].S3Output.S3Uri" },
                "cases.csv",
              ],
            },
          },
          monitoringBaselineUri: {
            "Std:Join": {
              On: "",
              Values: [
                {
                  Get: "Steps.Evaluate.ProcessingOutputConfig.Outputs['monitoring-baseline'].S3Output.S3Uri",
                },
                "/",
              ],
            },
          },
          championVersion: { Get: "Parameters.ChampionVersion" },
          baselineCheckSkipped: { "Std:Join": { On: "", Values: [{ Get: "Parameters.SkipBaselineCheck" }] } },
          newBaseline: { "Std:Join": { On: "", Values: [{ Get: "Parameters.RegisterNewBaseline" }] } },
        },
        MetadataProperties: {
          CommitId: { Get: "Parameters.GitCommit" },
          Repository: { Get: "Parameters.Repository" },
          GeneratedBy: { Get: "Execution.PipelineExecutionArn" },
        },
      },
      RetryPolicies: [CALL_RETRY],
    });
  });

  for (const [modelMonitor, clarify, metrics, baselines] of [
    [true, false, MONITOR_METRICS, MONITOR_BASELINES],
    [false, true, { ...EVALUATED, ...CLARIFY_METRICS }, CLARIFY_BASELINES],
    [false, false, EVALUATED, undefined],
  ] as const) {
    it(`names what there is with Model Monitor ${modelMonitor ? "on" : "off"} and Clarify ${clarify ? "on" : "off"}`, () => {
      const { ModelMetrics, DriftCheckBaselines } = registerStep(
        inputs({ baselines: { modelMonitor, clarify } }),
      ).Arguments;
      assert.deepEqual([ModelMetrics, DriftCheckBaselines], [metrics, baselines]);
    });
  }
});
