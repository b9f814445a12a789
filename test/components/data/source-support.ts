import * as pulumi from "@pulumi/pulumi";

import type { SourceJobPlace } from "../../../components/data/source-job";
import { BOUNDARY_ARN, KEY_ARN, scope } from "../../support/fixtures";

const EC2 = "arn:aws:ec2:eu-west-1:200000000002";

/** Where the jobs of the tests run. */
export const PLACE: SourceJobPlace = {
  scope: scope(),
  place: { vpcId: "vpc-1", subnetId: "subnet-1", securityGroupId: "sg-1" },
  kmsKeyArn: KEY_ARN,
  permissionsBoundaryArn: BOUNDARY_ARN,
  dataBucketName: "mlops-fraud-automation-data-200000000002",
  securityConfigurationName: "mlops-fraud-automation-glue",
  logRetentionDays: 90,
};

export const CODE = new pulumi.asset.AssetArchive({
  "index.js": new pulumi.asset.StringAsset("exports.handler = () => {};"),
});

/** What the role of a job must hold that uses a connection. */
export const connectionDocument = (connection: string): object[] => [
  {
    Sid: "UseConnection",
    Effect: "Allow",
    Action: "glue:GetConnection",
    Resource: [
      "arn:aws:glue:eu-west-1:200000000002:catalog",
      `arn:aws:glue:eu-west-1:200000000002:connection/${connection}`,
    ],
  },
  {
    Sid: "SeeNetwork",
    Effect: "Allow",
    Action: [
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcEndpoints",
    ],
    Resource: "*",
  },
  { Sid: "SeeVpc", Effect: "Allow", Action: "ec2:DescribeVpcAttribute", Resource: `${EC2}:vpc/vpc-1` },
  {
    Sid: "CreateInterfaces",
    Effect: "Allow",
    Action: "ec2:CreateNetworkInterface",
    Resource: [`${EC2}:network-interface/*`, `${EC2}:subnet/subnet-1`, `${EC2}:security-group/sg-1`],
  },
  {
    Sid: "MarkInterfaces",
    Effect: "Allow",
    Action: "ec2:CreateTags",
    Resource: `${EC2}:network-interface/*`,
    Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["aws-glue-service-resource"] } },
  },
  {
    Sid: "DeleteInterfaces",
    Effect: "Allow",
    Action: "ec2:DeleteNetworkInterface",
    Resource: `${EC2}:network-interface/*`,
  },
];

/** What the role of any job of a source must hold, before its own statements. */
export const jobDocument = (purpose: string, scriptHash: string, connection: string): object[] => [
  {
    Sid: "ReadOwnScript",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::mlops-fraud-automation-data-200000000002/glue/scripts/${purpose}-${scriptHash}.py`,
  },
  {
    Sid: "UseKey",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    Resource: KEY_ARN,
  },
  {
    Sid: "WriteOwnLogs",
    Effect: "Allow",
    Action: ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `arn:aws:logs:eu-west-1:200000000002:log-group:/aws-glue/jobs/mlops-fraud-automation-${purpose}/*`,
  },
  {
    Sid: "SeeSecurityConfiguration",
    Effect: "Allow",
    Action: "glue:GetSecurityConfiguration",
    Resource: "*",
  },
  ...connectionDocument(connection),
];
