import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";

export interface FlowLogsArgs {
  readonly scope: Scope;
  readonly vpcId: pulumi.Input<string>;
  /** Key of the log group; CloudWatch Logs must be allowed to use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** Name of the log group that records the traffic of a plane's network. */
export function flowLogGroupName(scope: Scope): string {
  return physicalName(scope, ROLES.flowLogs);
}

/** Record of all traffic of a network, taken and refused, in a log group. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:FlowLogs", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      `${name}-group`,
      {
        name: flowLogGroupName(args.scope),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.kmsKeyArn,
      },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        scope: args.scope,
        purpose: ROLES.flowLogs,
        description: "Flow logs of the private network",
        service: "vpc-flow-logs.amazonaws.com",
        permissionsBoundaryArn: args.permissionsBoundaryArn,
        statements: deliveryStatements(args.scope),
      },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.roleArn,
        tags: { Name: name },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** What EC2 does to deliver. It would also create the group, but only ours has the key and the retention. */
function deliveryStatements(scope: Scope): Statement[] {
  const group = arn(scope, "logs", `log-group:${flowLogGroupName(scope)}`);
  return [
    { sid: "FindLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    { sid: "FindLogStreams", actions: ["logs:DescribeLogStreams"], resources: [group, `${group}:*`] },
    {
      sid: "WriteLogStreams",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${group}:*`],
    },
  ];
}
