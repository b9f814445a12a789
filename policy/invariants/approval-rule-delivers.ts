import type { Graph, Node } from "../harness/graph";
import { conditionValues, coversAction, statementsOf } from "../harness/policy-document";
import type { Statement } from "../harness/policy-document";
import { isObject, stringsIn } from "../harness/properties";
import type { Value } from "../harness/properties";
import type { Report } from "../harness/report";
import { stackRule } from "../harness/rule";
import type { Stack } from "../harness/stack";
import { types } from "../harness/types";

const DETAIL_TYPE = "SageMaker Model Package State Change";
const SOURCE_OPERATORS = ["ArnEquals", "StringEquals", "ArnLike", "StringLike"];

export const approvalRuleDelivers = stackRule({
  name: "approval-rule-delivers",
  description: "The approval of a model reaches its deployment, or an alarm.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected REL05"],
  remediation:
    "send approvals of one model package group to a queue that a function reads; let the rule write to the queue " +
    "and to its dead-letter queue; redrive to a dead-letter queue; alarm on every dead-letter queue",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.eventRule), (rule, report) => {
      const pattern = rule.json("eventPattern");
      if (matchesApprovals(pattern)) {
        judgeRule(rule, pattern, report);
        judgeDelivery(stack, rule, report);
      }
    });
  },
});

function matchesApprovals(pattern: Value | undefined): boolean {
  return (
    stringsIn(field(pattern, "detail-type")).includes(DETAIL_TYPE) &&
    stringsIn(field(field(pattern, "detail"), "ModelApprovalStatus")).includes("Approved")
  );
}

function judgeRule(rule: Node, pattern: Value | undefined, report: Report): void {
  if (stringsIn(field(field(pattern, "detail"), "ModelPackageGroupName")).length === 0) {
    report.violation(
      "eventPattern",
      "matches every model package group: detail.ModelPackageGroupName is missing",
    );
  }
  if (rule.peek("state") === "DISABLED" || rule.peek("isEnabled") === false) {
    report.violation("state", "is disabled");
  }
}

function judgeDelivery(stack: Stack, rule: Node, report: Report): void {
  const { graph } = stack;
  const targets = graph.sources(types.eventTarget, "rule", rule);
  const queues = unique(targets.flatMap((target) => graph.targets(target, "arn", types.queue)));
  if (queues.length === 0) {
    report.violation("targets", "no target of the rule is a queue of this stack");
  }
  const unsent = targets.flatMap((target) => graph.targets(target, "deadLetterConfig", types.queue));
  stack.judge(targets, (target, targetReport) => {
    // A target without a dead-letter queue is the business of events-target-dlq-and-retry.
    if (
      target.has("deadLetterConfig") &&
      graph.targets(target, "deadLetterConfig", types.queue).length === 0
    ) {
      targetReport.violation("deadLetterConfig.arn", "is not a queue of this stack");
    }
  });
  stack.judge(queues, (queue, queueReport) => {
    judgeConsumer(graph, queue, queueReport);
  });
  stack.judge(unique([...queues, ...unsent]), (queue) => {
    judgeAccess(stack, rule, queue);
  });
  stack.judge(
    unique([...unsent, ...queues.flatMap((queue) => redriveTargets(graph, queue))]),
    (dlq, dlqReport) => {
      if (!isWatched(graph, dlq)) {
        dlqReport.violation(
          "alarm",
          "no MetricAlarm watches ApproximateNumberOfMessagesVisible of this queue",
        );
      }
    },
  );
}

function judgeConsumer(graph: Graph, queue: Node, report: Report): void {
  if (redriveTargets(graph, queue).length === 0) {
    report.violation("redrivePolicy", "does not name a dead-letter queue of this stack");
  }
  const mappings = graph.sources(types.eventSourceMapping, "eventSourceArn", queue);
  if (!mappings.some((mapping) => graph.targets(mapping, "functionName", types.lambda).length > 0)) {
    report.violation(
      "eventSourceArn",
      "no EventSourceMapping gives the messages to a function of this stack",
    );
  }
}

function redriveTargets(graph: Graph, queue: Node): readonly Node[] {
  const separate = graph.sources(types.queueRedrivePolicy, "queueUrl", queue);
  return [queue, ...separate].flatMap((node) => graph.targets(node, "redrivePolicy", types.queue));
}

/** EventBridge needs the queue's own policy to write, to the target queue as well as to the dead-letter queue. */
function judgeAccess(stack: Stack, rule: Node, queue: Node): void {
  const policies = stack.graph.sources(types.queuePolicy, "queueUrl", queue);
  stack.judge([queue], (_queue, report) => {
    if (policies.length === 0) {
      report.violation("policy", "no QueuePolicy names this queue");
    }
  });
  stack.judge(policies, (policy, report) => {
    const isLinked = policy.references("policy").includes(rule.urn);
    const admits = (): boolean => statementsOf(policy.json("policy")).some((one) => admitsRule(one, rule));
    // Unknown text that takes nothing from the rule cannot name it; unknown text that does is decided at update.
    if ((policy.isUnknown("policy") && !isLinked) || !admits()) {
      report.violation(
        "policy",
        `does not let events.amazonaws.com send for rule ${rule.name} (aws:SourceArn)`,
      );
    }
  });
}

function admitsRule(statement: Statement, rule: Node): boolean {
  const { effect, actions, principals } = statement;
  const sources = SOURCE_OPERATORS.flatMap((operator) =>
    conditionValues(statement, operator, "aws:SourceArn"),
  );
  return (
    effect === "Allow" &&
    principals.some(({ kind, value }) => kind === "Service" && value === "events.amazonaws.com") &&
    actions.some((action) => coversAction(action, "sqs:SendMessage")) &&
    sources.some((source) => namesRule(source, rule))
  );
}

function namesRule(source: string, rule: Node): boolean {
  const name = rule.peek("name");
  const isName = typeof name === "string" && !source.includes("*") && source.endsWith(`:rule/${name}`);
  return source === rule.peek("arn") || isName;
}

function isWatched(graph: Graph, queue: Node): boolean {
  return graph
    .sources(types.alarm, "dimensions", queue)
    .some((alarm) => alarm.peek("metricName") === "ApproximateNumberOfMessagesVisible");
}

function field(value: Value | undefined, key: string): Value | undefined {
  return isObject(value) ? value[key] : undefined;
}

function unique(nodes: readonly Node[]): readonly Node[] {
  return [...new Set(nodes)];
}
