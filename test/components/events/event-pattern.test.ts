import assert from "node:assert/strict";

import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

import { approvedVersions } from "../../../components/events/approval-path";
import { MAX_MODELS } from "../../../settings/schema/models";
import type { EventPattern } from "../../../simulator/aws/event-pattern";
import { matchesEventPattern } from "../../../simulator/aws/event-pattern";
import { scope } from "../../support/fixtures";
import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";

const ARN = "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7";
const pattern = approvedVersions({ scope: scope(), models: ["churn", "payments"] });

/** Every field that SageMaker documents for the event; those of a version built by Model Build. */
const detail: Readonly<Record<string, unknown>> = {
  ModelPackageName: ARN,
  ModelPackageGroupName: "fraud-churn",
  ModelPackageVersion: 7,
  ModelPackageArn: ARN,
  ModelPackageDescription: "Approved, Completed and in fraud-churn, says the text",
  CreationTime: 1767225600000,
  InferenceSpecification: {
    Containers: [
      {
        Image: "200000000002.dkr.ecr.eu-west-1.amazonaws.com/fraud/serving@sha256:00",
        ImageDigest: "sha256:00",
        ModelDataUrl: "s3://mlops-fraud-automation-artifacts/churn/7/model.tar.gz",
      },
    ],
    SupportedContentTypes: ["text/csv"],
    SupportedRealtimeInferenceInstanceTypes: ["ml.m5.large"],
    SupportedResponseMIMETypes: ["text/csv"],
    SupportedTransformInstanceTypes: ["ml.m5.large"],
  },
  SourceAlgorithmSpecification: {},
  ModelPackageStatus: "Completed",
  ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
  CertifyForMarketplace: false,
  ModelApprovalStatus: "Approved",
  MetadataProperties: {
    GeneratedBy: "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/fraud-churn/execution/abc",
  },
  ModelMetrics: {
    ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: "s3://bucket/evaluation.json" } },
  },
  LastModifiedTime: 1767229200000,
  Tags: { "mlops:team": "fraud" },
};

interface Event {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}
const approved: Event = {
  source: "aws.sagemaker",
  "detail-type": "SageMaker Model Package State Change",
  detail,
};
const withDetail = (changes: Readonly<Record<string, unknown>>): Event => ({
  ...approved,
  detail: { ...detail, ...changes },
});
const without = (...fields: readonly string[]): Event => ({
  ...approved,
  detail: Object.fromEntries(Object.entries(detail).filter(([field]) => !fields.includes(field))),
});

const passing: Record<string, Event> = {
  "an approved, completed version": approved,
  "one of the team's other model": withDetail({ ModelPackageGroupName: "fraud-payments" }),
  "one of which only group and statuses are told": {
    ...approved,
    detail: {
      ModelPackageGroupName: "fraud-churn",
      ModelPackageArn: ARN,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "Approved",
    },
  },
};
const nearMisses: Record<string, Event> = {
  "another team's group": withDetail({ ModelPackageGroupName: "risk-churn" }),
  "a group whose name begins alike": withDetail({ ModelPackageGroupName: "fraud-churn-eu" }),
  "a group whose name is the beginning": withDetail({ ModelPackageGroupName: "fraud" }),
  "a group whose name ends alike": withDetail({ ModelPackageGroupName: "other-fraud-churn" }),
  "a group in other letters": withDetail({ ModelPackageGroupName: "Fraud-Churn" }),
  "a version that waits for approval": withDetail({ ModelApprovalStatus: "PendingManualApproval" }),
  "a rejected version": withDetail({ ModelApprovalStatus: "Rejected" }),
  "a version without an approval": without("ModelApprovalStatus"),
  "an approval in other letters": withDetail({ ModelApprovalStatus: "approved" }),
  "an approved version that is pending": withDetail({ ModelPackageStatus: "Pending" }),
  "one that is in progress": withDetail({ ModelPackageStatus: "InProgress" }),
  "one that failed": withDetail({ ModelPackageStatus: "Failed" }),
  "one that is being deleted": withDetail({ ModelPackageStatus: "Deleting" }),
  "one without a status": without("ModelPackageStatus"),
  "an unversioned package": without("ModelPackageGroupName", "ModelPackageVersion"),
  "another source": { ...approved, source: "custom.sagemaker" },
  "a source that begins alike": { ...approved, source: "aws.sagemaker.other" },
  "the group's own event": { ...approved, "detail-type": "SageMaker Model Package Group State Change" },
  "an endpoint's event": { ...approved, "detail-type": "SageMaker Endpoint State Change" },
  "the statuses one level down": { ...approved, detail: { package: detail } },
};

describe("event pattern of the approval path", () => {
  it("fits into a rule with as many models as a team may have, with the longest names", () => {
    const models = Array.from({ length: MAX_MODELS }, (_, index) =>
      `${index}`.padStart(2, "0").padEnd(20, "m"),
    );
    const longest = approvedVersions({ scope: scope({ team: "t".repeat(12) }), models });
    const { length } = JSON.stringify(longest);
    assert.ok(length <= 2048, `${length} characters, EventBridge takes 2,048`);
    assert.equal(MAX_MODELS, 50);
  });

  for (const [title, event] of Object.entries(passing)) {
    it(`matches ${title}`, () => {
      assert.equal(matchesEventPattern(pattern as EventPattern, event), true);
    });
  }
  for (const [title, event] of Object.entries(nearMisses)) {
    it(`does not match ${title}`, () => {
      assert.equal(matchesEventPattern(pattern as EventPattern, event), false);
    });
  }
});

/** A second matcher, which knows nothing of ours: a rule and its queue in a moto server. */
describeUnless(
  motoMissing(),
  "event pattern of the approval path, judged by EventBridge of a moto server",
  () => {
    let moto: MotoServer | undefined;
    let events: EventBridgeClient;
    let sqs: SQSClient;
    let queueUrl: string;

    before(async () => {
      moto = await startMoto();
      const common = {
        region: "eu-west-1",
        endpoint: moto.url,
        credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      };
      events = new EventBridgeClient(common);
      sqs = new SQSClient(common);
      queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "approved" }))).QueueUrl ?? "";
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
      );
      await events.send(new PutRuleCommand({ Name: "approved", EventPattern: JSON.stringify(pattern) }));
      await events.send(
        new PutTargetsCommand({ Rule: "approved", Targets: [{ Id: "queue", Arn: Attributes?.QueueArn }] }),
      );
    });
    after(async () => {
      if (moto === undefined) return;
      events.destroy();
      sqs.destroy();
      await moto.stop();
    });

    /** Sends an event to the default bus and takes what arrives in the queue. */
    async function arrivals(event: Event): Promise<unknown[]> {
      const { FailedEntryCount } = await events.send(
        new PutEventsCommand({
          Entries: [
            {
              Source: event.source,
              DetailType: event["detail-type"],
              Detail: JSON.stringify(event.detail),
              Resources: [ARN],
            },
          ],
        }),
      );
      assert.equal(FailedEntryCount, 0);
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { ReceiptHandle } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
      return Messages.map(({ Body = "" }) => (JSON.parse(Body) as Event).detail);
    }

    for (const [title, event] of Object.entries(passing)) {
      it(`brings ${title} to the queue, whole`, async () => {
        assert.deepEqual(await arrivals(event), [event.detail]);
      });
    }
    for (const [title, event] of Object.entries(nearMisses)) {
      it(`does not bring ${title}`, async () => {
        assert.deepEqual(await arrivals(event), []);
      });
    }
  },
);
