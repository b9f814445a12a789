import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { logKeeping } from "../observability/log-group";

export interface InferenceApiWafArgs extends Pick<Foundation, "scope" | "kmsKeyArn" | "logRetentionDays"> {
  readonly stageArn: pulumi.Input<string>;
  /** Requests from one address in five minutes. */
  readonly requestsPerFiveMinutes: number;
}

const FIVE_MINUTES = 300;

/** Headers that would let a reader of the logs call the API. */
const SECRET_HEADERS = ["authorization", "x-amz-security-token", "x-api-key"];

/** Web ACL in front of the API: blocks known attacks (managed rules of AWS) and too many requests from one address. */
export class InferenceApiWaf extends pulumi.ComponentResource {
  public readonly webAclName: string;

  constructor(name: string, args: InferenceApiWafArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiWaf", name, {}, opts);
    this.webAclName = physicalName(args.scope, "inference", 128);
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        name: this.webAclName,
        description: "In front of the inference API",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: rules(args.requestsPerFiveMinutes),
        visibilityConfig: visible(this.webAclName),
      },
      { parent: this },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-association`,
      { resourceArn: args.stageArn, webAclArn: acl.arn },
      { parent: this },
    );
    this.createLogs(name, args, acl);
    this.registerOutputs({});
  }

  /** Blocked requests only: the others are in the access logs. AWS requires this prefix of the name. */
  private createLogs(name: string, args: InferenceApiWafArgs, acl: aws.wafv2.WebAcl): void {
    const group = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: `aws-waf-logs-${this.webAclName}`,
        ...logKeeping(args),
      },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [{ actionCondition: { action: "BLOCK" } }],
            },
          ],
        },
      },
      { parent: this },
    );
  }
}

function rules(requestsPerFiveMinutes: number): aws.types.input.wafv2.WebAclRule[] {
  return [
    {
      name: "requests-by-address",
      priority: 0,
      action: { block: {} },
      statement: {
        rateBasedStatement: {
          limit: requestsPerFiveMinutes,
          aggregateKeyType: "IP",
          evaluationWindowSec: FIVE_MINUTES,
        },
      },
      visibilityConfig: visible("requests-by-address"),
    },
    managed("common", 1, "AWSManagedRulesCommonRuleSet", [
      // It blocks bodies above 8 KB; many rows of CSV are more. The gateway has a limit of its own, 10 MB.
      { name: "SizeRestrictions_BODY", actionToUse: { count: {} } },
      // Programs call this API, and some of them send no User-Agent.
      { name: "NoUserAgent_HEADER", actionToUse: { count: {} } },
    ]),
    managed("known-bad-inputs", 2, "AWSManagedRulesKnownBadInputsRuleSet"),
  ];
}

function managed(
  name: string,
  priority: number,
  group: string,
  ruleActionOverrides: aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverride[] = [],
): aws.types.input.wafv2.WebAclRule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: { vendorName: "AWS", name: group, ruleActionOverrides },
    },
    visibilityConfig: visible(name),
  };
}

/** Samples of requests stay off: they show headers. */
function visible(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
