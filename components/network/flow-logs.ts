import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { logKeeping } from "../observability/log-group";

export interface FlowLogsArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "logRetentionDays"
> {
  readonly vpcId: pulumi.Input<string>;
}

/** Name of the log group that records the traffic of a plane's network. */
export function flowLogGroupName(scope: Scope): string {
  return physicalName(scope, ROLES.flowLogs);
}

/** Flow logs of all traffic of a network, accepted and rejected, in a log group. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:FlowLogs", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      `${name}-group`,
      {
        name: flowLogGroupName(args.scope),
        ...logKeeping(args),
      },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: ROLES.flowLogs,
        description: "Flow logs of the private network",
        service: "vpc-flow-logs.amazonaws.com",
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

/** What EC2 needs to deliver. It could also create the group, but without our key and retention. */
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
