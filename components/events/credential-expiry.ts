import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { QUEUES } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { policyDocument } from "../identity/policy";

export interface CredentialExpiryArgs extends Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn"> {
  /** The function that publishes how many days are left. */
  readonly functionArn: pulumi.Input<string>;
  readonly functionName: pulumi.Input<string>;
  /** Dimension `service` of its metrics. */
  readonly service: string;
}

/** What the function of functions/start-model-deploy takes for the check, and publishes then. */
const CREDENTIAL_CHECK = { check: "credential-expiry" };
const METRIC_NAMESPACE = "mlops/start-model-deploy";
const CREDENTIAL_METRIC = "CredentialExpiresInDays";

/** Days before the end at which people are told. */
const NOTICE_DAYS = 30;

const TWELVE_HOURS = "rate(12 hours)";
const DAY_IN_SECONDS = 24 * 3600;

/**
 * Tells people in time that a credential ends: a schedule has the function publish the days that are left, and an alarm
 * reads them. The alarm also speaks up when nothing is published any more.
 */
export class CredentialExpiry extends pulumi.ComponentResource {
  constructor(name: string, args: CredentialExpiryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:CredentialExpiry", name, {}, opts);
    const ruleName = physicalName(args.scope, "credential-expiry");
    const rule = new aws.cloudwatch.EventRule(
      `${name}-rule`,
      {
        name: ruleName,
        description: "Has the function say how long its credential for Azure DevOps lasts",
        scheduleExpression: TWELVE_HOURS,
      },
      { parent: this },
    );
    const permission = this.admitRule(name, rule, args);
    const { queue, policy } = this.createDeadLetterQueue(name, ruleName, args);
    new aws.cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        arn: args.functionArn,
        input: pulumi.jsonStringify(CREDENTIAL_CHECK),
        deadLetterConfig: { arn: queue.arn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
      { parent: this, dependsOn: [permission, policy] },
    );
    this.createAlarm(name, ruleName, args);
    this.registerOutputs({});
  }

  private admitRule(
    name: string,
    rule: aws.cloudwatch.EventRule,
    args: CredentialExpiryArgs,
  ): aws.lambda.Permission {
    return new aws.lambda.Permission(
      `${name}-permission`,
      {
        function: args.functionName,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceAccount: args.scope.account,
        sourceArn: rule.arn,
      },
      { parent: this },
    );
  }

  /** A check that could not be delivered says why; the alarm says that it is missing. */
  private createDeadLetterQueue(
    name: string,
    ruleName: string,
    args: CredentialExpiryArgs,
  ): { readonly queue: aws.sqs.Queue; readonly policy: aws.sqs.QueuePolicy } {
    const queueName = physicalName(args.scope, QUEUES.credentialExpiryDeadLetters, 80);
    const queue = new aws.sqs.Queue(
      `${name}-dead-letters`,
      { name: queueName, kmsMasterKeyId: args.kmsKeyArn, messageRetentionSeconds: 14 * DAY_IN_SECONDS },
      { parent: this },
    );
    const policy = new aws.sqs.QueuePolicy(
      `${name}-dead-letters-policy`,
      {
        queueUrl: queue.url,
        policy: policyDocument([
          {
            sid: "OneRule",
            principal: { Service: "events.amazonaws.com" },
            actions: ["sqs:SendMessage"],
            resources: [arn(args.scope, "sqs", queueName)],
            conditions: { ArnEquals: { "aws:SourceArn": arn(args.scope, "events", `rule/${ruleName}`) } },
          },
        ]),
      },
      { parent: this },
    );
    return { queue, policy };
  }

  private createAlarm(name: string, alarmName: string, args: CredentialExpiryArgs): void {
    new aws.cloudwatch.MetricAlarm(
      `${name}-alarm`,
      {
        name: alarmName,
        alarmDescription: `The credential for Azure DevOps ends in less than ${NOTICE_DAYS} days: replace it`,
        namespace: METRIC_NAMESPACE,
        metricName: CREDENTIAL_METRIC,
        dimensions: { service: args.service },
        statistic: "Minimum",
        period: DAY_IN_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "LessThanThreshold",
        threshold: NOTICE_DAYS,
        treatMissingData: "missing",
        alarmActions: [args.alertTopicArn],
        insufficientDataActions: [args.alertTopicArn],
      },
      { parent: this },
    );
  }
}
