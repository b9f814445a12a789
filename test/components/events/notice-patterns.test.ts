import assert from "node:assert/strict";

import { failedPipelines, undecidedOrRejectedVersions } from "../../../components/events/notice-patterns";
import { matchesEventPattern } from "../../../simulator/aws/event-pattern";
import type { EventPattern } from "../../../simulator/aws/event-pattern";
import { scope } from "../../support/fixtures";

type Change = readonly [what: string, event: unknown];

function itMatches(pattern: EventPattern, matches: readonly Change[], misses: readonly Change[]): void {
  for (const [what, event] of matches) {
    it(`matches ${what}`, () => {
      assert.equal(matchesEventPattern(pattern, event), true);
    });
  }
  for (const [what, event] of misses) {
    it(`does not match ${what}`, () => {
      assert.equal(matchesEventPattern(pattern, event), false);
    });
  }
}

describe("the pattern of versions to tell of", () => {
  const pattern = undecidedOrRejectedVersions(scope(), ["churn", "payments"]) as EventPattern;
  const event = {
    source: "aws.sagemaker",
    "detail-type": "SageMaker Model Package State Change",
    detail: {
      ModelPackageGroupName: "fraud-churn",
      ModelPackageVersion: 7,
      ModelPackageArn: "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7",
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "PendingManualApproval",
    },
  };
  const but = (detail: Record<string, unknown>): unknown => ({
    ...event,
    detail: { ...event.detail, ...detail },
  });

  it("names the team's groups", () => {
    assert.deepEqual(pattern, {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Package State Change"],
      detail: {
        ModelPackageGroupName: ["fraud-churn", "fraud-payments"],
        ModelApprovalStatus: ["PendingManualApproval", "Rejected"],
        ModelPackageStatus: ["Completed"],
      },
    });
  });

  itMatches(
    pattern,
    [
      ["a version that waits", event],
      ["a version that was rejected", but({ ModelApprovalStatus: "Rejected" })],
      ["a version of the other model", but({ ModelPackageGroupName: "fraud-payments" })],
    ],
    [
      ["an approved version, which starts a deployment", but({ ModelApprovalStatus: "Approved" })],
      ["an unfinished version", but({ ModelPackageStatus: "InProgress" })],
      ["a failed version", but({ ModelPackageStatus: "Failed" })],
      ["a model of another team", but({ ModelPackageGroupName: "risk-churn" })],
      ["a model whose name begins alike", but({ ModelPackageGroupName: "fraud-churn-2" })],
      ["a package without a group", but({ ModelPackageGroupName: undefined })],
      ["the same of somebody else", { ...event, source: "custom.sagemaker" }],
    ],
  );
});

describe("the pattern of pipelines that came to nothing", () => {
  const pattern = failedPipelines(scope()) as EventPattern;
  const PIPELINE = "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/fraud-churn";
  const event = {
    source: "aws.sagemaker",
    "detail-type": "SageMaker Model Building Pipeline Execution Status Change",
    resources: [PIPELINE, `${PIPELINE}/execution/abc`],
    detail: {
      pipelineArn: PIPELINE,
      pipelineExecutionArn: `${PIPELINE}/execution/abc`,
      currentPipelineExecutionStatus: "Failed",
      previousPipelineExecutionStatus: "Executing",
    },
  };
  const but = (detail: Record<string, unknown>): unknown => ({
    ...event,
    detail: { ...event.detail, ...detail },
  });

  it("names the team's pipelines by their prefix", () => {
    assert.deepEqual(pattern, {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Building Pipeline Execution Status Change"],
      detail: {
        pipelineArn: [{ prefix: "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/fraud-" }],
        currentPipelineExecutionStatus: ["Failed", "Stopped"],
      },
    });
  });

  itMatches(
    pattern,
    [
      ["a failed execution", event],
      ["a stopped execution", but({ currentPipelineExecutionStatus: "Stopped" })],
    ],
    [
      ["an execution that succeeded", but({ currentPipelineExecutionStatus: "Succeeded" })],
      ["an execution that is stopping", but({ currentPipelineExecutionStatus: "Stopping" })],
      [
        "one that goes on after a failure",
        but({ currentPipelineExecutionStatus: "Executing", previousPipelineExecutionStatus: "Failed" }),
      ],
      ["a pipeline of another team", but({ pipelineArn: PIPELINE.replace("fraud", "risk") })],
      ["a team whose name begins alike", but({ pipelineArn: PIPELINE.replace("fraud-", "fraudulent-") })],
      ["another account", but({ pipelineArn: PIPELINE.replace("200000000002", "200000000003") })],
      [
        "keys in the capitals of other events",
        { ...event, detail: { PipelineArn: PIPELINE, CurrentPipelineExecutionStatus: "Failed" } },
      ],
      [
        "a step that failed, which is not yet the end",
        {
          ...event,
          "detail-type": "SageMaker Model Building Pipeline Execution Step Status Change",
          detail: { pipelineArn: PIPELINE, currentStepStatus: "Failed" },
        },
      ],
    ],
  );
});
