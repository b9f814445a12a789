import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Statement } from "./policy";

/** Where in a private network a function runs. */
export interface FunctionNetwork {
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupIds: readonly pulumi.Input<string>[];
}

/** What Lambda does with the role of a function to place it in a network; none of it is for the function's code. */
const INTERFACE_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * What the role of a Lambda function needs besides its own statements to run in a private network: network interfaces
 * in exactly these subnets and groups. Lambda makes them with the role when it creates or changes the function; the
 * code of the function, which has the same role, is denied all of it.
 */
export function vpcFunctionStatements(
  scope: Scope,
  functionName: string,
  network: FunctionNetwork,
): Statement[] {
  const interfaces = arn(scope, "ec2", "network-interface/*");
  const each = (kind: string, ids: readonly pulumi.Input<string>[]): pulumi.Output<string>[] =>
    ids.map((id) => pulumi.output(id).apply((known) => arn(scope, "ec2", `${kind}/${known}`)));
  return [
    {
      sid: "SeeNetworkInterfaces",
      actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
      resources: ["*"],
    },
    {
      sid: "CreateNetworkInterfaces",
      actions: ["ec2:CreateNetworkInterface"],
      resources: [
        interfaces,
        ...each("subnet", network.subnetIds),
        ...each("security-group", network.securityGroupIds),
      ],
    },
    {
      sid: "AddressNetworkInterfaces",
      actions: ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"],
      resources: [interfaces],
    },
    {
      sid: "DeleteNetworkInterfaces",
      actions: ["ec2:DeleteNetworkInterface"],
      // Before any interface exists, Lambda asks whether it could delete one: that question matches only this form.
      resources: [arn(scope, "ec2", "*/*"), interfaces],
    },
    {
      sid: "NoNetworkInterfacesForTheCode",
      effect: "Deny",
      actions: INTERFACE_ACTIONS,
      resources: ["*"],
      conditions: {
        ArnEquals: { "lambda:SourceFunctionArn": arn(scope, "lambda", `function:${functionName}`) },
      },
    },
  ];
}
