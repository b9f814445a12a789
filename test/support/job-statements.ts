import { allow } from "./fixtures";

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
