import assert from "node:assert/strict";

import { placeOf, simulate, simulatedTypes } from "../../../simulator/clouds";
import type { Properties, Registration } from "../../../simulator/clouds";
import { API_INPUTS } from "./api-samples";
import { AZURE_DEVOPS_INPUTS } from "./azuredevops-samples";
import { DEPLOYMENT_INPUTS } from "./deployment-samples";
import { INSIGHT_INPUTS } from "./insight-samples";
import { NETWORK_INPUTS } from "./network-samples";
import { NOTICE_INPUTS } from "./notice-samples";
import { ORGANIZATION_INPUTS } from "./organization-samples";
import { SAGEMAKER_INPUTS } from "./sagemaker-samples";
import { AWS } from "../../support/types";

export const automation = placeOf({
  region: "eu-west-1",
  allowedAccountIds: ["111122223333"],
  defaultTags: { tags: { Team: "fraud", ManagedBy: "pulumi" } },
});

export const devOps = placeOf({ orgServiceUrl: "https://dev.azure.com/contoso" });

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1f0c5a3e-8d7b-4c2a-a6b1-0d9e8f7a6b5c";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:111122223333:requests";
const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-a1b2c3`;

/** Inputs that make a resource of each type complete: no name where the provider makes one up. */
const INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  ...API_INPUTS,
  ...AZURE_DEVOPS_INPUTS,
  ...DEPLOYMENT_INPUTS,
  ...INSIGHT_INPUTS,
  ...NETWORK_INPUTS,
  ...NOTICE_INPUTS,
  ...ORGANIZATION_INPUTS,
  ...SAGEMAKER_INPUTS,
  [AWS.cloudwatch.EventRule]: () => ({ eventPattern: '{"source":["aws.sagemaker"]}' }),
  [AWS.cloudwatch.EventTarget]: (name) => ({ rule: `rule-${name}`, arn: QUEUE_ARN }),
  [AWS.cloudwatch.LogMetricFilter]: () => ({
    logGroupName: "/aws/lambda/validate",
    pattern: "error",
    metricTransformation: { name: "Errors", namespace: "MLOps", value: "1" },
  }),
  [AWS.cloudwatch.LogResourcePolicy]: (name) => ({
    policyName: name,
    policyDocument: "{}",
  }),
  [AWS.cloudwatch.CompositeAlarm]: (name) => ({
    alarmName: name,
    alarmRule: 'ALARM("errors")',
  }),
  [AWS.cloudwatch.MetricAlarm]: () => ({
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    metricName: "Errors",
    namespace: "AWS/Lambda",
    period: 60,
    statistic: "Sum",
    threshold: 0,
  }),
  [AWS.datasync.LocationAzureBlob]: () => ({
    agentArns: ["arn:aws:datasync:eu-west-1:111122223333:agent/agent-0a1b2c3d4e5f60718"],
    authenticationType: "SAS",
    containerUrl: "https://payments.blob.core.windows.net/exports",
    subdirectory: "fraud/daily",
  }),
  [AWS.datasync.S3Location]: () => ({
    s3BucketArn: "arn:aws:s3:::data",
    s3Config: { bucketAccessRoleArn: "arn:aws:iam::111122223333:role/copy" },
    subdirectory: "/landing/transactions/",
  }),
  [AWS.datasync.Task]: () => ({
    sourceLocationArn: "arn:aws:datasync:eu-west-1:111122223333:location/loc-0a1b2c3d4e5f60718",
    destinationLocationArn: "arn:aws:datasync:eu-west-1:111122223333:location/loc-0b1b2c3d4e5f60718",
  }),
  [AWS.dynamodb.Table]: () => ({
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  }),
  [AWS.ecr.RegistryPolicy]: () => ({ policy: "{}" }),
  [AWS.ecr.ReplicationConfiguration]: () => ({
    replicationConfiguration: { rules: [] },
  }),
  [AWS.ecr.RepositoryPolicy]: (name) => ({ repository: name, policy: "{}" }),
  [AWS.ecr.LifecyclePolicy]: (name) => ({ repository: name, policy: '{"rules":[]}' }),
  [AWS.glue.Crawler]: () => ({
    databaseName: "mlops_fraud",
    role: "arn:aws:iam::111122223333:role/crawler",
    s3Targets: [{ path: "s3://data/raw/" }],
  }),
  [AWS.glue.Job]: () => ({
    roleArn: "arn:aws:iam::111122223333:role/job",
    command: { scriptLocation: "s3://data/glue/curate.py" },
    workerType: "G.2X",
    numberOfWorkers: 3,
  }),
  [AWS.glue.SecurityConfiguration]: () => ({ encryptionConfiguration: {} }),
  [AWS.glue.Trigger]: () => ({ type: "SCHEDULED", actions: [{ jobName: "curate" }] }),
  [AWS.iam.Role]: () => ({ assumeRolePolicy: "{}" }),
  [AWS.iam.RolePolicy]: (name) => ({ role: name, policy: "{}" }),
  [AWS.iam.Policy]: () => ({ policy: "{}" }),
  [AWS.iam.RolePolicyAttachment]: (name) => ({
    role: name,
    policyArn: "arn:aws:iam::111122223333:policy/boundary",
  }),
  [AWS.iam.OpenIdConnectProvider]: (name) => ({
    url: `https://vstoken.dev.azure.com/${name}`,
    clientIdLists: ["api://AzureADTokenExchange"],
  }),
  [AWS.kms.Alias]: (name) => ({ name: `alias/${name}`, targetKeyId: KEY_ARN }),
  [AWS.lambda.Function]: () => ({ role: "arn:aws:iam::111122223333:role/function" }),
  [AWS.lambda.EventSourceMapping]: () => ({
    eventSourceArn: QUEUE_ARN,
    functionName: "start-model-deploy",
  }),
  [AWS.lambda.FunctionEventInvokeConfig]: () => ({
    functionName: "start-batch-transform",
  }),
  [AWS.lambda.Permission]: () => ({
    action: "lambda:InvokeFunction",
    function: "rotate",
    principal: "secretsmanager.amazonaws.com",
  }),
  [AWS.s3.BucketPublicAccessBlock]: (name) => ({ bucket: name }),
  [AWS.s3.BucketVersioning]: (name) => ({
    bucket: name,
    versioningConfiguration: { status: "Enabled" },
  }),
  [AWS.s3.BucketServerSideEncryptionConfiguration]: (name) => ({
    bucket: name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
  }),
  [AWS.s3.BucketPolicy]: (name) => ({ bucket: name, policy: "{}" }),
  [AWS.s3.BucketOwnershipControls]: (name) => ({
    bucket: name,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  }),
  [AWS.s3.BucketLifecycleConfiguration]: (name) => ({
    bucket: name,
    rules: [{ id: "expire", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
  }),
  [AWS.s3.BucketLogging]: (name) => ({
    bucket: name,
    targetBucket: "access-logs",
    targetPrefix: `${name}/`,
  }),
  [AWS.s3.BucketObjectv2]: (name) => ({ bucket: "data", key: `glue/${name}.py` }),
  [AWS.s3.BucketObjectLockConfiguration]: (name) => ({
    bucket: name,
    rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } },
  }),
  [AWS.s3.BucketNotification]: (name) => ({ bucket: name, eventbridge: true }),
  [AWS.secretsmanager.SecretPolicy]: (name) => ({ secretArn: secretArn(name), policy: "{}" }),
  [AWS.secretsmanager.SecretRotation]: (name) => ({ secretId: secretArn(name) }),
  [AWS.sns.TopicPolicy]: (name) => ({
    arn: `arn:aws:sns:eu-west-1:111122223333:${name}`,
    policy: "{}",
  }),
  [AWS.sns.TopicSubscription]: (name) => ({
    topic: "arn:aws:sns:eu-west-1:111122223333:alerts",
    protocol: "email",
    endpoint: `${name}@example.com`,
  }),
  [AWS.sqs.QueuePolicy]: (name) => ({ queueUrl: queueUrl(name), policy: "{}" }),
  [AWS.sqs.RedriveAllowPolicy]: (name) => ({
    queueUrl: queueUrl(name),
    redriveAllowPolicy: "{}",
  }),
  [AWS.ssm.Parameter]: () => ({ type: "String", insecureValue: "{}" }),
};

function queueUrl(name: string): string {
  return `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
}

/** A registration of the type with all that it needs; `changes` are inputs to add or replace. */
export function sample(type: string, name = "sample", changes: Properties = {}): Registration {
  return {
    urn: `urn:pulumi:prod::mlops::${type}::${name}`,
    type,
    name,
    inputs: { ...INPUTS[type]?.(name), ...changes },
    place: type.startsWith("azuredevops:") ? devOps : automation,
  };
}

export const awsTypes = simulatedTypes.filter((type) => type.startsWith("aws:"));

/** A pattern for the id and for outputs of a resource that others, or policies, are built from. */
export type Forms = Readonly<Record<string, string>>;

export const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

export function assertForms(type: string, forms: Forms): void {
  const { id, outputs } = simulate(sample(type));
  for (const [property, pattern] of Object.entries(forms)) {
    assert.match(String(property === "id" ? id : outputs[property]), new RegExp(`^${pattern}$`), property);
  }
}
