import { allow, KEY_ARN } from "./fixtures";

/** What a role must hold whose jobs or models run in these subnets and groups of an account. */
export const vpcJobStatementsOf = (
  account: string,
  subnets: readonly string[],
  groups: readonly string[],
): object[] => {
  const ec2 = `arn:aws:ec2:eu-west-1:${account}`;
  return [
    allow(
      "SeeNetwork",
      [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      "*",
    ),
    allow("CreateInterfaces", "ec2:CreateNetworkInterface", [
      `${ec2}:network-interface/*`,
      ...subnets.map((id) => `${ec2}:subnet/${id}`),
      ...groups.map((id) => `${ec2}:security-group/${id}`),
    ]),
    allow(
      "HandInterfacesToSageMaker",
      [
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteNetworkInterfacePermission",
      ],
      `${ec2}:network-interface/*`,
    ),
  ];
};

export const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** What a role must hold whose jobs or models use images that AWS makes: those of the accounts for eu-west-1. */
export const PULL_AWS_IMAGES: readonly object[] = [
  allow("LogInToImages", "ecr:GetAuthorizationToken", "*"),
  allow(
    "PullAwsImages",
    PULL,
    ["763104351884", "141502667606", "468650794304", "131013547314"].map(
      (account) => `arn:aws:ecr:eu-west-1:${account}:repository/*`,
    ),
  ),
];

const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";

/** The grant by which volumes are encrypted with the key of the fixtures. */
export const ENCRYPT_VOLUMES = allow("EncryptVolumes", "kms:CreateGrant", KEY_ARN, {
  Bool: { "kms:GrantIsForAWSResource": "true" },
});

/** Reading and writing artifacts of team fraud, but neither code nor reports. */
export const USE_ARTIFACTS: readonly object[] = [
  allow(
    "ReadAndWriteArtifacts",
    ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
    `${ARTIFACTS}/*`,
  ),
  {
    Sid: "LeaveCodeAndReports",
    Effect: "Deny",
    Action: "s3:PutObject",
    Resource: [`${ARTIFACTS}/code/*`, `${ARTIFACTS}/monitoring/*`],
  },
  allow("ListArtifacts", "s3:ListBucket", ARTIFACTS),
];

/** What every job needs to run on the foundation of the fixtures, writing into these log groups. */
export const runStatementsOf = (...logGroups: readonly string[]): object[] => {
  const resources = logGroups.map(
    (group) => `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/sagemaker/${group}:*`,
  );
  return [
    allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
    ENCRYPT_VOLUMES,
    ...PULL_AWS_IMAGES,
    allow("PullImages", PULL, "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/*"),
    allow(
      "WriteLogs",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources.length === 1 ? String(resources[0]) : resources,
    ),
    allow("WriteMetrics", "cloudwatch:PutMetricData", "*", {
      StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] },
    }),
    ...vpcJobStatementsOf(
      "200000000002",
      ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      ["sg-0a1b2c3d4e5f60718"],
    ),
  ];
};
