import type { Request } from "./simulation";
import { MEMBER } from "./simulation";

const role = (name: string): string => `arn:aws:iam::${MEMBER}:role/${name}`;
const OWN_ROLE = role("mlops-fraud-automation-job");
const boundary = (name: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::${MEMBER}:policy/${name}` });
const BOUNDED = boundary("mlops-fraud-automation-boundary");

const ask = (action: string, resource: string, context: Request["context"] = {}): Request => ({
  principal: "mlops-deployer",
  action,
  resource,
  context,
});

/** What a deployment does. */
export const ALLOWED: Readonly<Record<string, Request>> = {
  "a bounded role": ask("iam:CreateRole", OWN_ROLE, BOUNDED),
  "permissions for a bounded role": ask("iam:PutRolePolicy", OWN_ROLE, BOUNDED),
  "passing a role to Lambda": ask("iam:PassRole", OWN_ROLE, {
    "iam:PassedToService": "lambda.amazonaws.com",
  }),
  "a boundary": ask("iam:CreatePolicy", `arn:aws:iam::${MEMBER}:policy/mlops-fraud-automation-boundary`),
  "an issuer": ask(
    "iam:CreateOpenIDConnectProvider",
    `arn:aws:iam::${MEMBER}:oidc-provider/vstoken.dev.azure.com`,
  ),
  "web identity federation": ask("iam:EnableOutboundWebIdentityFederation", "*"),
  "scaling of endpoints": ask(
    "iam:CreateServiceLinkedRole",
    role("aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRole"),
    { "iam:AWSServiceName": "sagemaker.application-autoscaling.amazonaws.com" },
  ),
  "a queue": ask("sqs:CreateQueue", `arn:aws:sqs:eu-west-1:${MEMBER}:q`),
};

/** Ways around a review, and what no deployment needs. */
export const REFUSED: Readonly<Record<string, Request>> = {
  "a role without boundary": ask("iam:CreateRole", OWN_ROLE),
  "a role with another team's boundary": ask(
    "iam:CreateRole",
    OWN_ROLE,
    boundary("mlops-credit-automation-boundary"),
  ),
  "a role with a policy that only looks like a boundary": ask(
    "iam:CreateRole",
    OWN_ROLE,
    boundary("mlops-fraud-administrator"),
  ),
  "a role that is not the team's": ask("iam:CreateRole", role("administrator"), BOUNDED),
  "permissions for a role without boundary": ask("iam:AttachRolePolicy", OWN_ROLE),
  "taking a boundary away": ask("iam:DeleteRolePermissionsBoundary", OWN_ROLE, BOUNDED),
  "passing a role to EC2": ask("iam:PassRole", OWN_ROLE, { "iam:PassedToService": "ec2.amazonaws.com" }),
  "passing a foreign role": ask("iam:PassRole", role("administrator"), {
    "iam:PassedToService": "lambda.amazonaws.com",
  }),
  "a foreign policy": ask("iam:CreatePolicyVersion", `arn:aws:iam::${MEMBER}:policy/administrator`),
  "a user": ask("iam:CreateUser", `arn:aws:iam::${MEMBER}:user/mlops-fraud-ada`),
  "an access key": ask("iam:CreateAccessKey", `arn:aws:iam::${MEMBER}:user/mlops-fraud-ada`),
  "more permissions for itself": ask("iam:PutRolePolicy", role("mlops-deployer"), BOUNDED),
  "another trust of itself": ask("iam:UpdateAssumeRolePolicy", role("mlops-deployer")),
  "a change of the role of last resort": ask(
    "iam:UpdateAssumeRolePolicy",
    role("OrganizationAccountAccessRole"),
  ),
  "a role linked to a service that the program does not use": ask(
    "iam:CreateServiceLinkedRole",
    role("aws-service-role/eks.amazonaws.com/AWSServiceRole"),
    { "iam:AWSServiceName": "eks.amazonaws.com" },
  ),
  "a machine": ask("ec2:RunInstances", `arn:aws:ec2:eu-west-1:${MEMBER}:instance/*`),
  "leaving the organization": ask("organizations:LeaveOrganization", "*"),
  "a service that the program does not use": ask("eks:CreateCluster", "*"),
  "acting in another account": ask("sts:AssumeRole", "arn:aws:iam::200000000009:role/administrator"),
};
