import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import { policyDocument } from "../identity/policy";
import type { LogKeeping } from "./log-group";
import { logKeeping } from "./log-group";

export interface SearchDomainLogsArgs extends LogKeeping {
  readonly scope: Scope;
  readonly domainName: string;
}

/** What the domain writes: who was refused or changed access, and errors and warnings. */
const KINDS = { audit: "AUDIT_LOGS", application: "ES_APPLICATION_LOGS" } as const;

/** Log groups that an OpenSearch domain writes, and the permission to. */
export class SearchDomainLogs extends pulumi.ComponentResource {
  public readonly logGroupNames: readonly string[];
  public readonly publishing: {
    readonly logType: string;
    readonly cloudwatchLogGroupArn: pulumi.Output<string>;
  }[];

  constructor(name: string, args: SearchDomainLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:SearchDomainLogs", name, {}, opts);
    const { scope, domainName } = args;
    const groupName = (kind: string): string => `/aws/opensearch/domains/${domainName}/${kind}`;
    this.logGroupNames = Object.keys(KINDS).map(groupName);
    this.publishing = Object.entries(KINDS).map(([kind, logType]) => {
      const group = new aws.cloudwatch.LogGroup(
        `${name}-${kind}`,
        { name: groupName(kind), ...logKeeping(args) },
        { parent: this },
      );
      return { logType, cloudwatchLogGroupArn: group.arn };
    });
    new aws.cloudwatch.LogResourcePolicy(
      `${name}-policy`,
      {
        policyName: physicalName(scope, "search-logs", 255),
        policyDocument: policyDocument([
          {
            sid: "OneDomain",
            principal: { Service: "es.amazonaws.com" },
            actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
            resources: this.logGroupNames.map((group) => `${arn(scope, "logs", `log-group:${group}`)}:*`),
            conditions: {
              StringEquals: { "aws:SourceAccount": scope.account },
              ArnEquals: { "aws:SourceArn": arn(scope, "es", `domain/${domainName}`) },
            },
          },
        ]),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
