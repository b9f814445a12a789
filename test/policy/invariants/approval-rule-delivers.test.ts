import type { EventRuleArgs, EventTargetArgs, MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { EventSourceMappingArgs } from "@pulumi/aws/lambda";
import type { QueuePolicyArgs } from "@pulumi/aws/sqs";
import { types } from "../../../policy/harness/types";
import { approvalRuleDelivers } from "../../../policy/invariants/approval-rule-delivers";
import { UNKNOWN, urnOf } from "../../support/analyzer";
import type { ResourceRecord } from "../../support/analyzer";
import { add, all, drop, edit, node, testStackRule } from "../rule-table";
import type { GraphChange } from "../rule-table";

/** As at preview: what AWS gives out (ARNs, URLs) is unknown, names are known. */
const rule = node(types.eventRule, "approved", {
  name: "approved",
  eventPattern: pattern({}),
} satisfies EventRuleArgs);
const deadLetters = node(types.queue, "dead-letters", { name: "dead-letters", redrivePolicy: UNKNOWN });
const unsent = node(types.queue, "unsent", { name: "unsent" });
const queue = node(types.queue, "approvals", { redrivePolicy: UNKNOWN }, { redrivePolicy: deadLetters });
const target = node(
  types.eventTarget,
  "target",
  { rule: "approved", arn: UNKNOWN, deadLetterConfig: { arn: UNKNOWN } } satisfies EventTargetArgs,
  { arn: queue, deadLetterConfig: deadLetters },
);
const lambda = node(types.lambda, "start-deploy", {});
const mapping = node(
  types.eventSourceMapping,
  "mapping",
  { eventSourceArn: UNKNOWN, functionName: UNKNOWN } satisfies EventSourceMappingArgs,
  { eventSourceArn: queue, functionName: lambda },
);
const queuePolicy = queuePolicyFor("approvals-policy", queue);
const deadLettersPolicy = queuePolicyFor("dead-letters-policy", deadLetters);
const alarm = node(
  types.alarm,
  "alarm",
  {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: "dead-letters" },
  } satisfies MetricAlarmArgs,
  { dimensions: deadLetters },
);
const otherRule = node(types.eventRule, "pending", {
  name: "pending",
  eventPattern: pattern({ ModelApprovalStatus: ["PendingManualApproval"], ModelPackageGroupName: undefined }),
});

const REFUSED = "does not let events.amazonaws.com send for rule approved (aws:SourceArn)";

testStackRule(approvalRuleDelivers, {
  compliant: [
    rule,
    deadLetters,
    queue,
    target,
    lambda,
    mapping,
    queuePolicy,
    deadLettersPolicy,
    alarm,
    otherRule,
  ],
  accepts: {
    "a redrive policy of its own": all(
      edit("approvals", (resource) => ({ ...resource, propertyDependencies: {} })),
      add(
        node(
          types.queueRedrivePolicy,
          "redrive",
          { queueUrl: UNKNOWN, redrivePolicy: UNKNOWN },
          { queueUrl: queue, redrivePolicy: deadLetters },
        ),
      ),
    ),
    "queues named by literal ARNs and names": all(
      edit("approvals", (resource) => ({
        ...resource,
        props: { redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:dead-letters"}' },
        propertyDependencies: {},
      })),
      edit("alarm", (resource) => ({ ...resource, propertyDependencies: {} })),
    ),
    "a second target that only tells people": add(
      node(types.eventTarget, "mail", {
        rule: "approved",
        arn: "arn:aws:sns:eu-west-1:111122223333:approvals",
      }),
    ),
    "no approval rule at all": all(drop("approved"), drop("target")),
  },
  refuses: {
    "a rule for every model package group": [
      edit("approved", { eventPattern: pattern({ ModelPackageGroupName: undefined }) }),
      "approved eventPattern: matches every model package group: detail.ModelPackageGroupName is missing",
    ],
    "a disabled rule": [edit("approved", { state: "DISABLED" }), "approved state: is disabled"],
    "a rule without a target": [
      drop("target"),
      "approved targets: no target of the rule is a queue of this stack",
    ],
    "a target that is no queue": [
      edit("target", unlink("arn")),
      "approved targets: no target of the rule is a queue of this stack",
    ],
    "a dead-letter queue of another stack": [
      edit(
        "target",
        { "deadLetterConfig.arn": "arn:aws:sqs:eu-west-1:111122223333:elsewhere" },
        unlink("deadLetterConfig"),
      ),
      "target deadLetterConfig.arn: is not a queue of this stack",
    ],
    "a queue without redrive": [
      edit("approvals", unlink("redrivePolicy")),
      "approvals redrivePolicy: does not name a dead-letter queue of this stack",
    ],
    "a queue that nothing reads": [
      drop("mapping"),
      "approvals eventSourceArn: no EventSourceMapping gives the messages to a function of this stack",
    ],
    "a mapping to no function": [
      edit("mapping", unlink("functionName")),
      "approvals eventSourceArn: no EventSourceMapping gives the messages to a function of this stack",
    ],
    "a queue without a policy": [
      drop("approvals-policy"),
      "approvals policy: no QueuePolicy names this queue",
    ],
    "a dead-letter queue without a policy": [
      drop("dead-letters-policy"),
      "dead-letters policy: no QueuePolicy names this queue",
    ],
    "a policy for another rule": [
      admitting({
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/other" } },
      }),
      `approvals-policy policy: ${REFUSED}`,
    ],
    "a policy for every rule": [
      admitting({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/approved" } } }),
      `approvals-policy policy: ${REFUSED}`,
    ],
    "a policy without a source": [admitting({ Condition: undefined }), `approvals-policy policy: ${REFUSED}`],
    "a policy for another service": [
      admitting({ Principal: { Service: "sns.amazonaws.com" } }),
      `approvals-policy policy: ${REFUSED}`,
    ],
    "a policy for another action": [
      admitting({ Action: "sqs:ReceiveMessage" }),
      `approvals-policy policy: ${REFUSED}`,
    ],
    "an unknown policy that takes nothing from the rule": [
      edit("approvals-policy", { policy: UNKNOWN }),
      `approvals-policy policy: ${REFUSED}`,
    ],
    "a dead-letter queue that nothing watches": [
      drop("alarm"),
      "dead-letters alarm: no MetricAlarm watches ApproximateNumberOfMessagesVisible of this queue",
    ],
    "an alarm on another metric": [
      edit("alarm", { metricName: "NumberOfMessagesSent" }),
      "dead-letters alarm: no MetricAlarm watches ApproximateNumberOfMessagesVisible of this queue",
    ],
    "a dead-letter queue of the target alone that nothing watches": [
      all(
        edit("target", (resource) => ({
          ...resource,
          propertyDependencies: {
            ...resource.propertyDependencies,
            deadLetterConfig: [urnOf(types.queue, "unsent")],
          },
        })),
        add(unsent, queuePolicyFor("unsent-policy", unsent)),
      ),
      "unsent alarm: no MetricAlarm watches ApproximateNumberOfMessagesVisible of this queue",
    ],
    "the same fault for two rules once": [
      all(drop("alarm"), add({ ...rule, name: "approved-2" })),
      "dead-letters alarm: no MetricAlarm watches ApproximateNumberOfMessagesVisible of this queue",
    ],
  },
  undecided: {
    "an unknown pattern": [edit("approved", { eventPattern: UNKNOWN }), "approved eventPattern"],
    "an unknown policy that takes the ARN of the rule": [
      edit("approvals-policy", (resource) => ({
        ...resource,
        props: { policy: UNKNOWN },
        propertyDependencies: {
          ...resource.propertyDependencies,
          policy: [urnOf(types.eventRule, "approved")],
        },
      })),
      "approvals-policy policy",
    ],
  },
});

function pattern(detail: object): string {
  return JSON.stringify({
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Model Package State Change"],
    detail: { ModelPackageGroupName: ["churn"], ModelApprovalStatus: ["Approved"], ...detail },
  });
}

function queuePolicyFor(name: string, owner: ResourceRecord): ResourceRecord {
  const props: QueuePolicyArgs = { queueUrl: UNKNOWN, policy: send({}) };
  return node(types.queuePolicy, name, props, { queueUrl: owner });
}

function send(changes: object): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: "*",
    Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/approved" } },
    ...changes,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function admitting(changes: object): GraphChange {
  return edit("approvals-policy", { policy: send(changes) });
}

function unlink(property: string): (resource: ResourceRecord) => ResourceRecord {
  return (resource) => ({
    ...resource,
    propertyDependencies: { ...resource.propertyDependencies, [property]: [] },
  });
}
