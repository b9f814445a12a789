const EC2 = "arn:aws:ec2:eu-west-1:200000000002";

/** What a role must hold whose function runs in these subnets and groups. */
export const vpcStatements = (
  functionName: string,
  subnets: readonly string[],
  groups: readonly string[],
): object[] => [
  {
    Sid: "SeeNetworkInterfaces",
    Effect: "Allow",
    Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
    Resource: "*",
  },
  {
    Sid: "CreateNetworkInterfaces",
    Effect: "Allow",
    Action: "ec2:CreateNetworkInterface",
    Resource: [
      `${EC2}:network-interface/*`,
      ...subnets.map((id) => `${EC2}:subnet/${id}`),
      ...groups.map((id) => `${EC2}:security-group/${id}`),
    ],
  },
  {
    Sid: "AddressNetworkInterfaces",
    Effect: "Allow",
    Action: ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"],
    Resource: `${EC2}:network-interface/*`,
  },
  {
    Sid: "DeleteNetworkInterfaces",
    Effect: "Allow",
    Action: "ec2:DeleteNetworkInterface",
    Resource: [`${EC2}:*/*`, `${EC2}:network-interface/*`],
  },
  {
    Sid: "NoNetworkInterfacesForTheCode",
    Effect: "Deny",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
    Condition: {
      ArnEquals: {
        "lambda:SourceFunctionArn": `arn:aws:lambda:eu-west-1:200000000002:function:${functionName}`,
      },
    },
  },
];
