import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";

/** Where in a private network Glue places the workers of a job. */
export interface JobPlace {
  readonly vpcId: pulumi.Input<string>;
  /** One subnet: a Glue connection takes only one. */
  readonly subnetId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
}

export interface SourceConnectionArgs {
  readonly scope: Scope;
  /** Part of the name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  readonly place: JobPlace;
  /** Properties of Glue's Snowflake connector. Without them, the connection only places jobs in the network. */
  readonly snowflake?: Readonly<Record<string, string>>;
}

/** Connection of Glue jobs to a source outside of AWS, through the private network. It holds no credentials. */
export class SourceConnection extends pulumi.ComponentResource {
  public readonly connectionName: pulumi.Output<string>;

  constructor(name: string, args: SourceConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:SourceConnection", name, {}, opts);
    const { place, snowflake } = args;
    // Glue accepts a connection without an Availability Zone, and then fails every job that uses it.
    const subnet = aws.ec2.getSubnetOutput({ id: place.subnetId }, { parent: this });
    const connection = new aws.glue.Connection(
      name,
      {
        name: connectionName(args.scope, args.purpose),
        description: args.description,
        connectionType: snowflake ? "SNOWFLAKE" : "NETWORK",
        ...(snowflake ? { connectionProperties: { SparkProperties: pulumi.jsonStringify(snowflake) } } : {}),
        physicalConnectionRequirements: {
          availabilityZone: subnet.availabilityZone,
          subnetId: place.subnetId,
          securityGroupIdLists: [place.securityGroupId],
        },
      },
      { parent: this },
    );
    this.connectionName = connection.name;
    this.registerOutputs({ connectionName: this.connectionName });
  }
}

export function connectionName(scope: Scope, purpose: string): string {
  return physicalName(scope, purpose, 255);
}

/** What the role of a job needs to use a connection: its properties, and network interfaces where it leads. */
export function connectionStatements(scope: Scope, purpose: string, place: JobPlace): Statement[] {
  const interfaces = arn(scope, "ec2", "network-interface/*");
  const one = (kind: string, id: pulumi.Input<string>): pulumi.Output<string> =>
    pulumi.output(id).apply((known) => arn(scope, "ec2", `${kind}/${known}`));
  return [
    {
      sid: "UseConnection",
      actions: ["glue:GetConnection"],
      resources: [
        arn(scope, "glue", "catalog"),
        arn(scope, "glue", `connection/${connectionName(scope, purpose)}`),
      ],
    },
    {
      sid: "SeeNetwork",
      actions: [
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcEndpoints",
      ],
      resources: ["*"],
    },
    { sid: "SeeVpc", actions: ["ec2:DescribeVpcAttribute"], resources: [one("vpc", place.vpcId)] },
    {
      sid: "CreateInterfaces",
      actions: ["ec2:CreateNetworkInterface"],
      resources: [interfaces, one("subnet", place.subnetId), one("security-group", place.securityGroupId)],
    },
    {
      sid: "MarkInterfaces",
      actions: ["ec2:CreateTags"],
      resources: [interfaces],
      conditions: { "ForAllValues:StringEquals": { "aws:TagKeys": ["aws-glue-service-resource"] } },
    },
    { sid: "DeleteInterfaces", actions: ["ec2:DeleteNetworkInterface"], resources: [interfaces] },
  ];
}
