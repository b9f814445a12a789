import { ROLES } from "../../settings/names";
import type { NeverRule, Zone } from "./rule";

const BUCKET = "aws:s3/bucket:Bucket";
const GROUP = "aws:sagemaker/modelPackageGroup:ModelPackageGroup";

const nobody = (): boolean => true;

/** What cannot hold where one account plays all roles, so that nobody asks for it there. */
export const NOT_IN_TRIALS: readonly { readonly what: string; readonly because: string }[] = [
  {
    what: "data scientists have no logs and no keys of production",
    because: "logs of endpoints and names of keys do not tell production from the rest of the account",
  },
  {
    what: "every role has a boundary",
    because: "a trial has none: everything in its account can be destroyed",
  },
];

/** Data scientists and their leads: their roles in each account, and those of their Studio. */
const isDataScientist = (role: string): boolean => role.endsWith("data-scientist");

/** What holds for every landing zone, whatever its settings are. */
export function neverRules(zone: Zone): NeverRule[] {
  return [
    ...approvals(zone),
    ...production(zone),
    ...identities(zone),
    ...thingsThatGuard(zone),
    ...strangers(zone),
  ];
}

function approvals(zone: Zone): NeverRule[] {
  const versions = zone
    .createdArns([GROUP], "/*")
    .map((arn) => arn.replace(":model-package-group/", ":model-package/"));
  const because = "only the lead of the data scientists says that a version may serve";
  const who = (role: string, plane: string): boolean =>
    role !== "lead-data-scientist" || plane !== "automation";
  return [
    {
      what: "approve a version of a model",
      because,
      actions: ["sagemaker:UpdateModelPackage", "sagemaker:CreateModelPackage"],
      on: versions,
      given: { "sagemaker:ModelApprovalStatus": "Approved" },
      who,
    },
    {
      what: "change who may reach the versions of a model",
      because: "the policy of a group lets other accounts read its versions",
      actions: ["sagemaker:PutModelPackageGroupPolicy", "sagemaker:DeleteModelPackageGroupPolicy"],
      on: zone.createdArns([GROUP]),
      who: nobody,
    },
  ];
}

function production(zone: Zone): NeverRule[] {
  const endpoints = (prefix: string): string => `endpoint/${prefix}*`;
  const inProduction = (service: string, name: (prefix: string) => string): string =>
    zone.inPlane("production", service, name);
  return [
    {
      what: "change an endpoint in production",
      because: "only the pipeline that deploys to production does, after an approval",
      actions: [
        "sagemaker:CreateEndpoint",
        "sagemaker:DeleteEndpoint",
        "sagemaker:UpdateEndpoint",
        "sagemaker:UpdateEndpointWeightsAndCapacities",
      ],
      on: [inProduction("sagemaker", endpoints)],
      who: (role, plane) => role !== "model-deploy" || plane !== "production",
    },
    {
      what: "reach models, data or logs in production as a data scientist",
      because: "data scientists have nothing in production",
      actions: [
        "sagemaker:DescribeEndpoint",
        "sagemaker:InvokeEndpoint",
        "s3:GetObject",
        "s3:PutObject",
        "kms:Decrypt",
        "logs:GetLogEvents",
      ],
      on: [
        inProduction("sagemaker", endpoints),
        ...productionBuckets(zone),
        ...(zone.isSingle
          ? []
          : [
              ...keysOf(zone, "production"),
              inProduction("logs", () => "log-group:/aws/sagemaker/Endpoints/*:log-stream:*"),
            ]),
      ],
      who: isDataScientist,
    },
  ];
}

function keysOf(zone: Zone, plane: string): string[] {
  const all = zone.inPlane(plane, "kms", () => "key/");
  return zone.createdArns(["aws:kms/key:Key"]).filter((arn) => arn.startsWith(all));
}

function productionBuckets(zone: Zone): string[] {
  return zone.createdArns([BUCKET], "/*").filter((arn) => /:mlops-[a-z0-9-]+?-production-/.test(arn));
}

function identities(zone: Zone): NeverRule[] {
  return [
    {
      what: "change roles, policies or boundaries, or make users",
      because: "whoever changes a role is that role",
      actions: [
        ...["AttachRolePolicy", "CreateRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy"],
        ...["PutRolePermissionsBoundary", "PutRolePolicy", "UpdateAssumeRolePolicy"],
        ...["CreatePolicyVersion", "DeletePolicy", "SetDefaultPolicyVersion"],
        ...["CreateAccessKey", "CreateLoginProfile", "CreateUser"],
        ...["AddClientIDToOpenIDConnectProvider", "CreateOpenIDConnectProvider"],
      ].map((action) => `iam:${action}`),
      on: ["role/*", "policy/*", "user/*", "oidc-provider/*"].flatMap((rest) => zone.everywhere("iam", rest)),
      who: nobody,
    },
    {
      what: "hand the role of a person or of a pipeline to a service",
      because: "code that runs with such a role is that person or that pipeline",
      actions: ["iam:PassRole"],
      on: [
        ...zone.rolesOfPeople,
        ...["mlops-deployer", "OrganizationAccountAccessRole", "unheard-of"].flatMap((name) =>
          zone.everywhere("iam", `role/${name}`),
        ),
      ],
      who: nobody,
    },
    {
      what: "leave the organization",
      because: "its guardrails would stay behind",
      actions: ["organizations:LeaveOrganization"],
      on: ["*"],
      who: nobody,
    },
  ];
}

function thingsThatGuard(zone: Zone): NeverRule[] {
  return [
    {
      what: "change or delete a key",
      because: "the policy of a key decides who reads what it encrypts",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      on: zone.createdArns(["aws:kms/key:Key"]),
      who: nobody,
    },
    {
      what: "open a bucket or delete it",
      because: "buckets keep strangers out, and what is in them is the team's",
      actions: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutReplicationConfiguration",
      ],
      on: zone.createdArns([BUCKET]),
      who: nobody,
    },
    {
      what: "change what turns an approval into a deployment",
      because: "whoever changes the rule, the queue or the function decides what is deployed",
      actions: [
        ...["events:DeleteRule", "events:PutRule", "events:PutTargets"],
        ...["lambda:AddPermission", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
        ...["sqs:AddPermission", "sqs:SetQueueAttributes"],
        ...["sns:AddPermission", "sns:SetTopicAttributes"],
      ],
      on: zone.createdArns([
        "aws:cloudwatch/eventRule:EventRule",
        "aws:lambda/function:Function",
        "aws:sqs/queue:Queue",
        "aws:sns/topic:Topic",
      ]),
      who: nobody,
    },
    {
      what: "open a repository of images, or delete it",
      because: "endpoints run what is in it",
      actions: ["ecr:DeleteRepository", "ecr:SetRepositoryPolicy"],
      on: zone.createdArns(["aws:ecr/repository:Repository"]),
      who: nobody,
    },
  ];
}

/** Beginning of the purpose of roles by which services of other accounts deliver labels. */
const FOR_LABELS = `${ROLES.groundTruth}-`;

function strangers(zone: Zone): NeverRule[] {
  const roles = zone.createdArns(["aws:iam/role:Role"]);
  const isForLabels = (arn: string): boolean => arn.includes(`-development-${FOR_LABELS}`);
  return [
    {
      what: "reach anything from outside of the landing zone",
      because: "neither strangers' accounts nor requests without credentials get in",
      outsiders: "all",
      actions: [
        ...["s3:GetObject", "s3:PutObject", "s3:ListBucket", "kms:Decrypt", "secretsmanager:GetSecretValue"],
        ...["sqs:SendMessage", "sqs:ReceiveMessage", "sns:Publish", "lambda:InvokeFunction"],
        ...["ecr:BatchGetImage", "sagemaker:DescribeModelPackage", "sts:AssumeRole"],
      ],
      on: [
        ...zone.createdArns([BUCKET]),
        ...zone.createdArns([BUCKET], "/*"),
        ...zone.createdArns(["aws:kms/key:Key", "aws:secretsmanager/secret:Secret", "aws:sqs/queue:Queue"]),
        ...zone.createdArns([
          "aws:sns/topic:Topic",
          "aws:lambda/function:Function",
          "aws:ecr/repository:Repository",
        ]),
        ...zone
          .createdArns([GROUP], "/1")
          .map((arn) => arn.replace(":model-package-group/", ":model-package/")),
        ...roles.filter((arn) => !isForLabels(arn)),
      ],
      who: nobody,
    },
    {
      what: "deliver labels from an account that the settings do not name",
      because: "models are judged by labels, and trained on them",
      outsiders: "unnamed",
      actions: ["sts:AssumeRole"],
      on: roles.filter(isForLabels),
      who: nobody,
    },
    {
      what: "do more than deliver labels",
      because: "whoever delivers labels belongs to another account",
      actions: [
        ...[
          "s3:GetObject",
          "s3:GetObjectVersion",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:ListBucket",
        ],
        ...["secretsmanager:GetSecretValue", "sts:AssumeRole", "sagemaker:InvokeEndpoint"],
      ],
      on: ["*"],
      who: (role) => role.startsWith(FOR_LABELS),
    },
  ];
}
