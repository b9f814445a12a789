import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Statement } from "./policy";

/** Where in a private network SageMaker jobs and models run. */
export interface JobNetwork {
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupIds: readonly pulumi.Input<string>[];
}

/**
 * What the role of a SageMaker job or model needs so that SageMaker can place it in a private network: interfaces in
 * exactly these subnets and groups, handed to SageMaker and removed again.
 */
export function vpcJobStatements(scope: Scope, network: JobNetwork): Statement[] {
  const interfaces = arn(scope, "ec2", "network-interface/*");
  const each = (kind: string, ids: readonly pulumi.Input<string>[]): pulumi.Output<string>[] =>
    ids.map((id) => pulumi.output(id).apply((known) => arn(scope, "ec2", `${kind}/${known}`)));
  return [
    {
      sid: "SeeNetwork",
      actions: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      resources: ["*"],
    },
    {
      sid: "CreateInterfaces",
      actions: ["ec2:CreateNetworkInterface"],
      resources: [
        interfaces,
        ...each("subnet", network.subnetIds),
        ...each("security-group", network.securityGroupIds),
      ],
    },
    {
      sid: "HandInterfacesToSageMaker",
      actions: [
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteNetworkInterfacePermission",
      ],
      resources: [interfaces],
    },
  ];
}
