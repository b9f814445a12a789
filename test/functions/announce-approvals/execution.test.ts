import assert from "node:assert/strict";
import {
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import { motoMissing } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { ACCOUNT, EXECUTION, executionEvent, World } from "./support";

const event = (endedAt: number, executionArn = EXECUTION): Record<string, unknown> =>
  executionEvent({
    pipelineExecutionArn: executionArn,
    currentPipelineExecutionStatus: "Failed",
    executionEndTime: endedAt,
  });

/** Moto cannot let an execution fail, and does not list steps: SageMaker is mocked here, and nothing else. */
describeUnless(motoMissing(), "function announce-approvals, after a pipeline that came to nothing", () => {
  let world: World;
  let sageMaker: AwsClientStub<SageMakerClient>;

  before(async () => {
    world = await World.start();
  });
  after(async () => {
    await world.stop();
  });

  beforeEach(() => {
    sageMaker = mockClient(SageMakerClient);
    sageMaker.on(DescribePipelineExecutionCommand).resolves({
      PipelineExecutionStatus: "Failed",
      PipelineExecutionDisplayName: "build-4711-1",
      FailureReason: "Step failure: One or multiple steps failed.",
    });
    sageMaker.on(ListPipelineExecutionStepsCommand).resolves({
      PipelineExecutionSteps: [
        { StepName: "Preprocess", StepStatus: "Succeeded" },
        {
          StepName: "Train",
          StepStatus: "Failed",
          FailureReason: "ClientError: no column\nlabel `x`",
          Metadata: {
            TrainingJob: {
              Arn: `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:training-job/pipelines-7458-Train-d7c8`,
            },
          },
        },
      ],
    });
  });
  afterEach(() => {
    sageMaker.restore();
  });

  it("tells builders once which step failed, why, and where to look", async () => {
    const first = await world.handle(event(1), event(1));
    assert.deepEqual(first.result, failed());
    assert.deepEqual(await world.received(), [
      {
        audience: "builds",
        subject: "[fraud] the SageMaker pipeline of churn failed",
        text: [
          "[fraud] the SageMaker pipeline of churn failed",
          "",
          "Reason: Step failure: One or multiple steps failed.",
          "Step Train: ClientError: no column label `x`",
          "",
          `Execution  ${EXECUTION}`,
          "Name       build-4711-1",
          "",
          "Job of step Train: https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/pipelines-7458-Train-d7c8",
          "Files in the console: https://eu-west-1.console.aws.amazon.com/s3/buckets/mlops-fraud-automation-artifacts-123456789012?region=eu-west-1&prefix=runs%2Fchurn%2F74582cebd5b0%2F",
          "",
        ].join("\n"),
      },
    ]);
    assert.deepEqual(sageMaker.commandCalls(DescribePipelineExecutionCommand)[0]?.args[0].input, {
      PipelineExecutionArn: EXECUTION,
    });
  });

  it("tells of one that watches a model, with where its files lie", async () => {
    await world.handle(event(6, EXECUTION.replace("fraud-churn", "fraud-churn-monitoring")));
    const [notice] = await world.received();
    assert.equal(notice?.subject, "[fraud] the monitoring pipeline of churn failed");
    assert.match(notice.text, /prefix=monitoring%2Fchurn%2Fruns%2F74582cebd5b0%2F\n/);
  });

  it("tells again when a retried execution fails again", async () => {
    await world.handle(event(2));
    assert.equal((await world.received()).length, 1);
  });

  it("tells of one that was stopped", async () => {
    sageMaker.on(DescribePipelineExecutionCommand).resolves({ PipelineExecutionStatus: "Stopped" });
    sageMaker.on(ListPipelineExecutionStepsCommand).resolves({ PipelineExecutionSteps: [] });
    await world.handle(event(3));
    const [notice] = await world.received();
    assert.equal(notice?.subject, "[fraud] the SageMaker pipeline of churn was stopped");
  });

  it("tells nothing of one that runs again", async () => {
    sageMaker.on(DescribePipelineExecutionCommand).resolves({ PipelineExecutionStatus: "Executing" });
    const { result } = await world.handle(event(4));
    assert.deepEqual(result, failed());
    assert.deepEqual(await world.received(), []);
  });

  for (const name of ["fraud-other", "fraud-x-churn", "risk-churn"]) {
    it(`leaves out the pipeline ${name}, which is of no model of the team`, async () => {
      const { result } = await world.handle(event(5, EXECUTION.replace("fraud-churn", name)));
      assert.deepEqual(result, failed());
      assert.deepEqual(await world.received(), []);
      assert.equal(sageMaker.calls().length, 0);
    });
  }

  it("keeps the message when SageMaker does not answer, and tells later", async () => {
    sageMaker
      .on(ListPipelineExecutionStepsCommand)
      .rejectsOnce(new Error("throttled"))
      .resolves({ PipelineExecutionSteps: [] });
    const { result } = await world.handle(event(6));
    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(await world.received(), []);
    await world.handle(event(6));
    assert.equal((await world.received()).length, 1);
  });
});
