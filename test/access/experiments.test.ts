import assert from "node:assert/strict";

import { policyDocument } from "../../components/identity/policy";
import { experimentStatements } from "../../access/experiments";
import { document } from "../support/fixtures";
import { valueOf } from "../support/outputs";
import { scopeOf } from "../support/planes";

const ACCOUNT = "eu-west-1:200000000001";
const KEY = `arn:aws:kms:${ACCOUNT}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
const ROLE = "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-data-scientist";
const statements = experimentStatements(scopeOf("development"), ROLE, {
  kmsKeyArn: KEY,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupId: "sg-1",
});

const ours = (kind: string): string => `arn:aws:sagemaker:${ACCOUNT}:${kind}/fraud-exp-*`;
const JOB_KINDS = ["hyper-parameter-tuning-job", "processing-job", "training-job", "transform-job"];
const OURS = [...JOB_KINDS, "model"].map(ours);
const OUTPUT = { "sagemaker:OutputKmsKeyArn": KEY };
const VOLUME = { "sagemaker:VolumeKmsKeyArn": KEY };
const LOGS = `arn:aws:logs:${ACCOUNT}:log-group:/aws/sagemaker/*Jobs`;

const Allow = { Effect: "Allow" };
const InNetwork = {
  Null: { "sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false" },
  "ForAllValues:StringEquals": {
    "sagemaker:VpcSubnets": ["subnet-1", "subnet-2"],
    "sagemaker:VpcSecurityGroupIds": "sg-1",
  },
};
const Encrypted = { ArnEquals: OUTPUT, ArnEqualsIfExists: VOLUME };

const JOBS = [
  {
    Sid: "RunJobs",
    ...Allow,
    Action: [
      "sagemaker:CreateHyperParameterTuningJob",
      "sagemaker:CreateProcessingJob",
      "sagemaker:CreateTrainingJob",
    ],
    Resource: JOB_KINDS.slice(0, 3).map(ours),
    Condition: { ...InNetwork, ...Encrypted },
  },
  {
    Sid: "RunTransformJobs",
    ...Allow,
    Action: "sagemaker:CreateTransformJob",
    Resource: ours("transform-job"),
    Condition: Encrypted,
  },
  {
    Sid: "MakeModels",
    ...Allow,
    Action: "sagemaker:CreateModel",
    Resource: ours("model"),
    Condition: InNetwork,
  },
  {
    Sid: "FollowExperiments",
    ...Allow,
    Action: [
      "sagemaker:DeleteModel",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeHyperParameterTuningJob",
      "sagemaker:StopHyperParameterTuningJob",
      "sagemaker:DescribeProcessingJob",
      "sagemaker:StopProcessingJob",
      "sagemaker:DescribeTrainingJob",
      "sagemaker:StopTrainingJob",
      "sagemaker:DescribeTransformJob",
      "sagemaker:StopTransformJob",
      "sagemaker:ListTrainingJobsForHyperParameterTuningJob",
    ],
    Resource: OURS,
  },
  {
    Sid: "TagExperiments",
    ...Allow,
    Action: "sagemaker:AddTags",
    Resource: OURS,
    Condition: {
      StringEquals: {
        "sagemaker:TaggingAction": [
          "CreateHyperParameterTuningJob",
          "CreateProcessingJob",
          "CreateTrainingJob",
          "CreateTransformJob",
          "CreateModel",
        ],
      },
    },
  },
  {
    Sid: "PassOwnRole",
    ...Allow,
    Action: "iam:PassRole",
    Resource: ROLE,
    Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
  },
];

const SURROUNDINGS = [
  {
    Sid: "UseKey",
    ...Allow,
    Action: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:GenerateDataKey",
      "kms:Encrypt",
      "kms:GenerateDataKeyWithoutPlaintext",
    ],
    Resource: KEY,
  },
  {
    Sid: "LetServicesUseKey",
    ...Allow,
    Action: "kms:CreateGrant",
    Resource: KEY,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
  {
    Sid: "SeeNetwork",
    ...Allow,
    Action: [
      "ec2:DescribeDhcpOptions",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ],
    Resource: "*",
  },
  {
    Sid: "UseInterfaces",
    ...Allow,
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:CreateNetworkInterfacePermission",
      "ec2:DeleteNetworkInterface",
      "ec2:DeleteNetworkInterfacePermission",
    ],
    Resource: ["network-interface", "security-group", "subnet"].map(
      (kind) => `arn:aws:ec2:${ACCOUNT}:${kind}/*`,
    ),
    Condition: { ArnEqualsIfExists: { "ec2:Vpc": `arn:aws:ec2:${ACCOUNT}:vpc/vpc-1` } },
  },
  {
    Sid: "WriteJobLogs",
    ...Allow,
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: `${LOGS}:*`,
  },
  {
    Sid: "ReadExperimentLogs",
    ...Allow,
    Action: "logs:GetLogEvents",
    Resource: `${LOGS}:log-stream:fraud-exp-*`,
  },
  {
    Sid: "WriteJobMetrics",
    ...Allow,
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringLike: { "cloudwatch:namespace": "/aws/sagemaker/*" } },
  },
  { Sid: "LogInToImages", ...Allow, Action: "ecr:GetAuthorizationToken", Resource: "*" },
  {
    Sid: "PullAwsImages",
    ...Allow,
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: ["763104351884", "141502667606", "468650794304", "131013547314"].map(
      (account) => `arn:aws:ecr:eu-west-1:${account}:repository/*`,
    ),
  },
];

describe("experimentStatements", () => {
  it("are all that experiments need", async () => {
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(...JOBS, ...SURROUNDINGS),
    );
  });
});
