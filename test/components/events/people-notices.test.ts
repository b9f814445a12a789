import assert from "node:assert/strict";

import { failedPipelines, undecidedOrRejectedVersions } from "../../../components/events/notice-patterns";
import type { PeopleNoticesArgs } from "../../../components/events/people-notices";
import { PeopleNotices } from "../../../components/events/people-notices";
import { readSettings } from "../../../functions/announce-approvals/environment";
import { parseMessage } from "../../../functions/announce-approvals/message";
import type { Scope } from "../../../settings/scope";
import { BOUNDARY_ARN, CODE, create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const PREFIX = "mlops-fraud-automation";
const HERE = "eu-west-1:200000000002";
const QUEUE_ARN = `arn:aws:sqs:${HERE}:${PREFIX}-people-notices`;
const BUCKET = `${PREFIX}-artifacts-200000000002`;
const APPROVER = `arn:aws:iam::200000000002:role/${PREFIX}-lead-data-scientist`;

const notices = (changes: Partial<PeopleNoticesArgs> = {}, where: Scope = scope()) =>
  create(
    (options) =>
      new PeopleNotices(
        "notices",
        {
          scope: where,
          models: ["churn", "payments"],
          emails: { approvals: ["lead@example.com"], escalations: ["owner@example.com"], builds: [] },
          remindAfterHours: 24,
          escalateAfterHours: 72,
          approverRoleArn: APPROVER,
          artifactBucketName: BUCKET,
          code: CODE,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          ...changes,
        },
        options,
      ),
    where,
  );

describe("PeopleNotices", () => {
  it("gives out its topics and its dead letters", async () => {
    const { component } = await notices();
    assert.equal(await valueOf(component.topicArns.approvals), `arn:aws:sns:${HERE}:${PREFIX}-approvals`);
    assert.equal(await valueOf(component.deadLetterQueueArn), `${QUEUE_ARN}-dead-letters`);
  });

  it("listens to versions and pipelines, once everybody can be told", async () => {
    const { cloud } = await notices();
    const rules = cloud.byType(AWS.cloudwatch.EventRule);
    assert.deepEqual(
      rules.map(({ inputs }) => inputs.name),
      [`${PREFIX}-version-notices`, `${PREFIX}-pipeline-notices`],
    );
    assert.deepEqual(
      rules.map((rule) => json(rule, "eventPattern")),
      [undecidedOrRejectedVersions(scope(), ["churn", "payments"]), failedPipelines(scope())],
    );
    for (const name of ["notices-versions-target", "notices-pipelines-target"]) {
      const { inputs, dependencies } = cloud.one(AWS.cloudwatch.EventTarget, name);
      assert.equal(inputs.arn, QUEUE_ARN);
      for (const topic of ["approvals", "escalations", "builds"]) {
        const policy = cloud.one(AWS.sns.TopicPolicy, `notices-${topic}-policy`);
        assert.ok(dependencies.includes(policy.urn), topic);
      }
    }
  });

  it("gives the function an environment that it reads, and no secret", async () => {
    const { cloud } = await notices();
    const { environment, timeout } = cloud.one(AWS.lambda.Function, "notices-function").inputs;
    const { variables } = environment as { variables: Record<string, string> };
    assert.deepEqual(readSettings(variables), {
      team: "fraud",
      models: ["churn", "payments"],
      topics: {
        approvals: `arn:aws:sns:${HERE}:${PREFIX}-approvals`,
        escalations: `arn:aws:sns:${HERE}:${PREFIX}-escalations`,
        builds: `arn:aws:sns:${HERE}:${PREFIX}-builds`,
      },
      claimsTable: `${PREFIX}-notice-claims`,
      artifactBucket: BUCKET,
      approverRoleArn: APPROVER,
      remindAfterHours: 24,
      escalateAfterHours: 72,
    });
    assert.equal(timeout, 120);
    assert.equal(cloud.one(AWS.sqs.Queue, "notices-queue").inputs.visibilityTimeoutSeconds, 720);
  });

  it("tells each audience by its own topic, to which the function alone publishes", async () => {
    const { cloud } = await notices();
    assert.deepEqual(
      cloud.byType(AWS.sns.TopicSubscription).map(({ inputs }) => inputs),
      [
        ["approvals", "lead@example.com"],
        ["escalations", "owner@example.com"],
      ].map(([topic, endpoint]) => ({
        topic: `arn:aws:sns:${HERE}:${PREFIX}-${topic}`,
        protocol: "email",
        endpoint,
      })),
    );
    const publishers = cloud.byType(AWS.sns.TopicPolicy).map((policy) => {
      const { Statement } = json(policy) as { Statement: { Effect: string; Condition: unknown }[] };
      return [Statement[0]?.Effect, Statement[0]?.Condition];
    });
    assert.deepEqual(
      publishers,
      Array.from({ length: 3 }, () => [
        "Deny",
        {
          ArnNotEquals: {
            "aws:PrincipalArn": `arn:aws:iam::200000000002:role/${PREFIX}-announce-approvals`,
          },
        },
      ]),
    );
  });

  it("asks every hour in words that the function knows", async () => {
    const { cloud } = await notices();
    const { target } = cloud.one(AWS.scheduler.Schedule, "notices-check").inputs;
    const { arn, input } = target as { arn: string; input: string };
    assert.equal(arn, QUEUE_ARN);
    assert.deepEqual(parseMessage(input), { kind: "check" });
  });

  it("alarms when a version has waited for longer than others are told after", async () => {
    const { cloud } = await notices({ escalateAfterHours: 48 });
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "notices-overdue").inputs, {
      name: `${PREFIX}-approval-overdue`,
      alarmDescription: "A model version has waited for a decision for more than 48 hours",
      namespace: "mlops/fraud",
      metricName: "OldestPendingApprovalHours",
      dimensions: { service: "announce-approvals" },
      statistic: "Maximum",
      period: 3600,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 48,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    });
  });

  it("keeps claims in an encrypted, restorable table that expires them", async () => {
    const { cloud } = await notices();
    const table = cloud.one(AWS.dynamodb.Table, "notices-claims");
    assert.deepEqual(table.inputs, {
      name: `${PREFIX}-notice-claims`,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      ttl: { attributeName: "expiration", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: KEY_ARN },
      deletionProtectionEnabled: true,
    });
    assert.equal(table.protect, true);
    const trial = await notices({}, scope({ protect: false }));
    const other = trial.cloud.one(AWS.dynamodb.Table, "notices-claims");
    assert.deepEqual([other.inputs.deletionProtectionEnabled, other.protect], [false, false]);
  });

  it("shows all three topics in a chat channel where there is one", async () => {
    const { cloud } = await notices({ slack: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" } });
    const { inputs } = cloud.one(AWS.chatbot.SlackChannelConfiguration, "notices-chat-slack");
    assert.deepEqual(
      inputs.snsTopicArns,
      ["approvals", "escalations", "builds"].map((topic) => `arn:aws:sns:${HERE}:${PREFIX}-${topic}`),
    );
  });
});
