/**
 * What AWS takes as text in fields that people's words end up in. The simulated clouds refuse the rest as AWS does: in the
 * middle of an update. Each form is that of the API's reference; `from` says which.
 */
import type { Place, Properties } from "../types";

interface TextForm {
  /** Most characters, counted as UTF-16 does. */
  readonly max: number;
  /** @default any text */
  readonly form?: RegExp;
  /** Action of the API whose reference has the constraint. */
  readonly from: string;
}

type Forms = Readonly<Record<string, TextForm>>;

const LATIN = /^[\t\n\r\x20-\x7e\u00a1-\u00ff]*$/;
const POLICY = /^[\t\n\r\x20-\u00ff]+$/;
const GLUE_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const SINGLE_LINE = /^[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]*$/u;
const NO_LINE_BREAK = /^.*$/u;
const SECURITY_GROUP = /^[\w .:/()#,@[\]+=&;{}!$*-]*$/;
const WAF = /^[\w+=:#@/,.-][\w+=:#@/,.\s-]+[\w+=:#@/,.-]$/;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const glue = (from: string): Forms => ({ description: { max: 2048, form: GLUE_TEXT, from } });
const ruleOfGroup = (from: string): Forms => ({ description: { max: 255, form: SECURITY_GROUP, from } });

/** By type and input. */
export const TEXT_FORMS: Readonly<Record<string, Forms>> = {
  "aws:budgets/budget:Budget": { name: { max: 100, form: /^[^:\\]+$/, from: "budgets:CreateBudget" } },
  "aws:cloudformation/stackSet:StackSet": {
    description: { max: 1024, from: "cloudformation:CreateStackSet" },
  },
  "aws:cloudwatch/eventRule:EventRule": { description: { max: 512, from: "events:PutRule" } },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    alarmDescription: { max: 1024, from: "cloudwatch:PutMetricAlarm" },
  },
  "aws:datasync/locationAzureBlob:LocationAzureBlob": {
    subdirectory: {
      max: 1024,
      form: /^[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}\p{C}]*$/u,
      from: "datasync:CreateLocationAzureBlob",
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": ruleOfGroup("ec2:CreateSecurityGroup"),
  "aws:glue/catalogDatabase:CatalogDatabase": glue("glue:CreateDatabase"),
  "aws:glue/connection:Connection": glue("glue:CreateConnection"),
  "aws:glue/crawler:Crawler": glue("glue:CreateCrawler"),
  "aws:glue/job:Job": glue("glue:CreateJob"),
  "aws:glue/trigger:Trigger": glue("glue:CreateTrigger"),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    url: { max: 255, form: /^https:\/\/[!-~]+$/, from: "iam:CreateOpenIDConnectProvider" },
  },
  "aws:iam/policy:Policy": {
    description: { max: 1000, from: "iam:CreatePolicy" },
    policy: { max: 131_072, form: POLICY, from: "iam:CreatePolicy" },
  },
  "aws:iam/role:Role": {
    description: { max: 1000, form: LATIN, from: "iam:CreateRole" },
    assumeRolePolicy: { max: 131_072, form: POLICY, from: "iam:CreateRole" },
  },
  "aws:iam/rolePolicy:RolePolicy": { policy: { max: 131_072, form: POLICY, from: "iam:PutRolePolicy" } },
  "aws:kms/key:Key": { description: { max: 8192, from: "kms:CreateKey" } },
  "aws:lambda/function:Function": { description: { max: 256, from: "lambda:CreateFunction" } },
  "aws:organizations/account:Account": {
    email: { max: 64, form: ADDRESS, from: "organizations:CreateAccount" },
    name: { max: 50, form: /^[\x20-\x7e]+$/, from: "organizations:CreateAccount" },
  },
  "aws:organizations/policy:Policy": { description: { max: 512, from: "organizations:CreatePolicy" } },
  "aws:sagemaker/featureGroup:FeatureGroup": {
    description: { max: 128, form: NO_LINE_BREAK, from: "sagemaker:CreateFeatureGroup" },
  },
  "aws:sagemaker/modelPackageGroup:ModelPackageGroup": {
    modelPackageGroupDescription: {
      max: 1024,
      form: SINGLE_LINE,
      from: "sagemaker:CreateModelPackageGroup",
    },
  },
  "aws:scheduler/schedule:Schedule": { description: { max: 512, from: "scheduler:CreateSchedule" } },
  "aws:secretsmanager/secret:Secret": { description: { max: 2048, from: "secretsmanager:CreateSecret" } },
  "aws:sns/topic:Topic": { displayName: { max: 100, from: "sns:CreateTopic" } },
  "aws:ssm/parameter:Parameter": { description: { max: 1024, from: "ssm:PutParameter" } },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ruleOfGroup("ec2:AuthorizeSecurityGroupEgress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ruleOfGroup(
    "ec2:AuthorizeSecurityGroupIngress",
  ),
  "aws:wafv2/webAcl:WebAcl": { description: { max: 256, form: WAF, from: "wafv2:CreateWebACL" } },
};

/** Services tell their own stories of tags; this is what every one of them takes. */
const TAG_VALUE: TextForm = {
  max: 256,
  form: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/iu,
  from: "tagging",
};

/** What the environment variables of a function may have together, in bytes. */
const ENVIRONMENT_BYTES = 4096;

/** @throws Error as AWS says it, for the first text that it does not take. */
export function refuseTexts(type: string, inputs: Properties, place: Place): void {
  for (const [key, form] of Object.entries(TEXT_FORMS[type] ?? {})) {
    refuse(key, inputs[key], form);
  }
  if (type.startsWith("aws:")) {
    const tags = { ...place.defaultTags, ...(inputs.tags as Properties | undefined) };
    for (const [key, value] of Object.entries(tags)) {
      refuse(`tags.${key}`, value, TAG_VALUE);
    }
  }
  if (type === "aws:lambda/function:Function") {
    refuseEnvironment(inputs.environment);
  }
}

function refuse(key: string, value: unknown, { max, form, from }: TextForm): void {
  if (typeof value !== "string") {
    return;
  }
  const broken =
    value.length > max
      ? `have length less than or equal to ${max}`
      : form?.test(value) === false
        ? `satisfy regular expression pattern: ${form.source}`
        : undefined;
  if (broken !== undefined) {
    throw new Error(
      `${from}: ValidationException: value ${JSON.stringify(value.slice(0, 80))} at '${key}' failed to satisfy constraint: ` +
        `Member must ${broken}`,
    );
  }
}

function refuseEnvironment(environment: unknown): void {
  const { variables = {} } = (environment ?? {}) as { readonly variables?: Properties };
  const bytes = Buffer.byteLength(Object.entries(variables).flat().join(""));
  if (bytes > ENVIRONMENT_BYTES) {
    throw new Error(
      `lambda:CreateFunction: InvalidParameterValueException: environment variables have ${bytes} bytes, ` +
        `${ENVIRONMENT_BYTES} are allowed`,
    );
  }
}
