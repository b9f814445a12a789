import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, automation, GUID, sample } from "./samples";
import { AWS, PROVIDERS } from "../../support/types";

const HERE = "eu-west-1:111122223333";

/** Type, then a pattern for its id and for outputs that other resources or policies are built from. */
const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    AWS.ec2.Vpc,
    {
      id: "vpc-0[0-9a-f]{16}",
      arn: `arn:aws:ec2:${HERE}:vpc/vpc-0[0-9a-f]{16}`,
      defaultSecurityGroupId: "sg-0[0-9a-f]{16}",
    },
  ],
  [
    AWS.ec2.Subnet,
    { id: "subnet-0[0-9a-f]{16}", availabilityZone: "eu-west-1b", availabilityZoneId: "euw1-az2" },
  ],
  [AWS.ec2.RouteTable, { id: "rtb-0[0-9a-f]{16}" }],
  [AWS.ec2.RouteTableAssociation, { id: "rtbassoc-0[0-9a-f]{16}" }],
  [AWS.ec2.SecurityGroup, { id: "sg-0[0-9a-f]{16}" }],
  [AWS.ec2.DefaultSecurityGroup, { id: "sg-0[0-9a-f]{16}", name: "default" }],
  [AWS.ec2.VpcEndpoint, { id: "vpce-0[0-9a-f]{16}", state: "available" }],
  [AWS.ec2.FlowLog, { id: "fl-0[0-9a-f]{16}", arn: `arn:aws:ec2:${HERE}:vpc-flow-log/fl-0[0-9a-f]{16}` }],
  [AWS.vpc.SecurityGroupEgressRule, { id: "sgr-0[0-9a-f]{16}", securityGroupRuleId: "sgr-0[0-9a-f]{16}" }],
  [AWS.kms.Key, { id: GUID, keyId: GUID, arn: `arn:aws:kms:${HERE}:key/${GUID}` }],
  [
    AWS.kms.Alias,
    {
      id: "alias/sample",
      arn: `arn:aws:kms:${HERE}:alias/sample`,
      targetKeyArn: `arn:aws:kms:${HERE}:key/1f0c5a3e-.*`,
    },
  ],
  [
    AWS.s3.Bucket,
    {
      id: "sample-[0-9a-f]{7}",
      arn: "arn:aws:s3:::sample-[0-9a-f]{7}",
      bucketRegionalDomainName: "sample-[0-9a-f]{7}\\.s3\\.eu-west-1\\.amazonaws\\.com",
    },
  ],
  [AWS.s3.BucketPolicy, { id: "sample" }],
  [AWS.s3.BucketObjectv2, { id: "data/glue/sample.py", arn: "arn:aws:s3:::data/glue/sample\\.py" }],
  [
    AWS.ecr.Repository,
    {
      id: "sample-[0-9a-f]{7}",
      repositoryUrl: "111122223333\\.dkr\\.ecr\\.eu-west-1\\.amazonaws\\.com/sample-[0-9a-f]{7}",
    },
  ],
  [
    AWS.glue.CatalogDatabase,
    {
      id: "111122223333:sample-[0-9a-f]{7}",
      arn: `arn:aws:glue:${HERE}:database/sample-[0-9a-f]{7}`,
      catalogId: "111122223333",
    },
  ],
  [
    AWS.glue.Connection,
    { id: "111122223333:sample-[0-9a-f]{7}", arn: `arn:aws:glue:${HERE}:connection/sample-[0-9a-f]{7}` },
  ],
  [AWS.glue.Crawler, { id: "sample-[0-9a-f]{7}", arn: `arn:aws:glue:${HERE}:crawler/sample-[0-9a-f]{7}` }],
  [
    AWS.glue.Job,
    { id: "sample-[0-9a-f]{7}", arn: `arn:aws:glue:${HERE}:job/sample-[0-9a-f]{7}`, maxCapacity: "6" },
  ],
  [AWS.glue.SecurityConfiguration, { id: "sample-[0-9a-f]{7}" }],
  [AWS.glue.Trigger, { arn: `arn:aws:glue:${HERE}:trigger/sample-[0-9a-f]{7}`, state: "ACTIVATED" }],
  [
    AWS.iam.Role,
    {
      id: "sample-[0-9a-f]{7}",
      arn: "arn:aws:iam::111122223333:role/sample-[0-9a-f]{7}",
      uniqueId: "AROA[A-Z0-9]{17}",
    },
  ],
  [AWS.iam.RolePolicy, { id: "sample:sample-[0-9a-f]{7}" }],
  [
    AWS.iam.Policy,
    { id: "arn:aws:iam::111122223333:policy/sample-[0-9a-f]{7}", policyId: "ANPA[A-Z0-9]{17}" },
  ],
  [
    AWS.iam.OpenIdConnectProvider,
    { id: "arn:aws:iam::111122223333:oidc-provider/vstoken\\.dev\\.azure\\.com/sample" },
  ],
  [
    AWS.iam.OutboundWebIdentityFederation,
    { id: "111122223333", issuerIdentifier: `https://${GUID}\\.tokens\\.sts\\.global\\.api\\.aws` },
  ],
  [
    AWS.sqs.Queue,
    {
      id: "https://sqs\\.eu-west-1\\.amazonaws\\.com/111122223333/sample-[0-9a-f]{7}",
      arn: `arn:aws:sqs:${HERE}:sample-[0-9a-f]{7}`,
    },
  ],
  [AWS.sns.Topic, { id: `arn:aws:sns:${HERE}:sample-[0-9a-f]{7}`, owner: "111122223333" }],
  [AWS.sns.TopicSubscription, { id: `arn:aws:sns:${HERE}:alerts:${GUID}` }],
  [
    AWS.lambda.Function,
    {
      arn: `arn:aws:lambda:${HERE}:function:sample-[0-9a-f]{7}`,
      invokeArn: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:${HERE}:function:sample-[0-9a-f]{7}/invocations`,
      qualifiedArn: `arn:aws:lambda:${HERE}:function:sample-[0-9a-f]{7}:\\$LATEST`,
      version: "\\$LATEST",
      codeSha256: "[A-Za-z0-9+/]{43}=",
    },
  ],
  [
    AWS.lambda.EventSourceMapping,
    { id: GUID, functionArn: `arn:aws:lambda:${HERE}:function:start-model-deploy`, state: "Enabled" },
  ],
  [AWS.lambda.Permission, { id: "terraform-[0-9]{26}", statementId: "terraform-[0-9]{26}" }],
  [
    AWS.secretsmanager.Secret,
    {
      id: `arn:aws:secretsmanager:${HERE}:secret:sample-[0-9a-f]{7}-[a-z0-9]{6}`,
      arn: `arn:aws:secretsmanager:${HERE}:secret:sample-[0-9a-f]{7}-[a-z0-9]{6}`,
    },
  ],
  [AWS.secretsmanager.SecretPolicy, { id: `arn:aws:secretsmanager:${HERE}:secret:sample-a1b2c3` }],
  [
    AWS.secretsmanager.SecretRotation,
    { id: `arn:aws:secretsmanager:${HERE}:secret:sample-a1b2c3`, rotationEnabled: "true" },
  ],
  [
    AWS.datasync.LocationAzureBlob,
    {
      id: `arn:aws:datasync:${HERE}:location/loc-0[0-9a-f]{16}`,
      uri: "azure-blob://payments\\.blob\\.core\\.windows\\.net/exports/fraud/daily/",
    },
  ],
  [
    AWS.datasync.S3Location,
    { arn: `arn:aws:datasync:${HERE}:location/loc-0[0-9a-f]{16}`, uri: "s3://data/landing/transactions/" },
  ],
  [AWS.datasync.Task, { id: `arn:aws:datasync:${HERE}:task/task-0[0-9a-f]{16}` }],
  [AWS.cloudwatch.LogResourcePolicy, { id: "sample", policyScope: "ACCOUNT" }],
  [
    AWS.dynamodb.Table,
    { id: "sample-[0-9a-f]{7}", arn: `arn:aws:dynamodb:${HERE}:table/sample-[0-9a-f]{7}` },
  ],
  [AWS.ssm.Parameter, { arn: `arn:aws:ssm:${HERE}:parameter/sample-[0-9a-f]{7}`, tier: "Standard" }],
  [
    AWS.sagemaker.Domain,
    {
      id: "d-[a-z0-9]{12}",
      arn: `arn:aws:sagemaker:${HERE}:domain/d-[a-z0-9]{12}`,
      url: "https://d-[a-z0-9]{12}\\.studio\\.eu-west-1\\.sagemaker\\.aws",
      homeEfsFileSystemId: "fs-0[0-9a-f]{16}",
    },
  ],
  [
    AWS.sagemaker.UserProfile,
    {
      id: `arn:aws:sagemaker:${HERE}:user-profile/d-a1b2c3d4e5f6/sample`,
      arn: `arn:aws:sagemaker:${HERE}:user-profile/d-a1b2c3d4e5f6/sample`,
    },
  ],
  [AWS.sagemaker.Space, { id: `arn:aws:sagemaker:${HERE}:space/d-a1b2c3d4e5f6/sample` }],
  [
    AWS.sagemaker.StudioLifecycleConfig,
    { id: "sample", arn: `arn:aws:sagemaker:${HERE}:studio-lifecycle-config/sample` },
  ],
  [AWS.ecr.RegistryPolicy, { id: "111122223333", registryId: "111122223333" }],
  [AWS.ecr.ReplicationConfiguration, { id: "111122223333" }],
  [AWS.sagemaker.FeatureGroup, { id: "sample", arn: `arn:aws:sagemaker:${HERE}:feature-group/sample` }],
  [
    AWS.sagemaker.MlflowTrackingServer,
    {
      id: "sample",
      arn: `arn:aws:sagemaker:${HERE}:mlflow-tracking-server/sample`,
      trackingServerUrl: "https://t-[a-z0-9]{12}\\.eu-west-1\\.experiments\\.sagemaker\\.aws",
    },
  ],
  [
    AWS.sagemaker.ModelPackageGroup,
    { id: "sample", arn: `arn:aws:sagemaker:${HERE}:model-package-group/sample` },
  ],
  [
    AWS.cloudwatch.EventRule,
    { id: "sample-[0-9a-f]{7}", arn: `arn:aws:events:${HERE}:rule/sample-[0-9a-f]{7}` },
  ],
  [AWS.cloudwatch.EventTarget, { id: "rule-sample-target-[a-z0-9]{20}" }],
  [
    AWS.cloudwatch.LogGroup,
    { id: "sample-[0-9a-f]{7}", arn: `arn:aws:logs:${HERE}:log-group:sample-[0-9a-f]{7}` },
  ],
  [AWS.cloudwatch.MetricAlarm, { arn: `arn:aws:cloudwatch:${HERE}:alarm:sample-[0-9a-f]{7}` }],
  [PROVIDERS.aws, { id: GUID }],
];

describe("ids, ARNs and addresses look like those of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("a published version of a function has a number", () => {
    const { outputs } = simulate(sample(AWS.lambda.Function, "f", { name: "f", publish: true }));
    assert.equal(outputs.qualifiedArn, `arn:aws:lambda:${HERE}:function:f:1`);
  });

  it("a rule of another bus carries the bus", () => {
    const { id, outputs } = simulate(
      sample(AWS.cloudwatch.EventRule, "r", { name: "r", eventBusName: "models" }),
    );
    assert.equal(id, "models/r");
    assert.equal(outputs.arn, `arn:aws:events:${HERE}:rule/models/r`);
  });

  it("a role's path is part of its ARN", () => {
    const { outputs } = simulate(sample(AWS.iam.Role, "r", { name: "r", path: "/mlops/" }));
    assert.equal(outputs.arn, "arn:aws:iam::111122223333:role/mlops/r");
  });

  it("a parameter's leading slash is not doubled", () => {
    const { outputs } = simulate(sample(AWS.ssm.Parameter, "p", { name: "/mlops/fraud" }));
    assert.equal(outputs.arn, `arn:aws:ssm:${HERE}:parameter/mlops/fraud`);
  });

  it("a table with a stream has the stream's ARN", () => {
    const { outputs } = simulate(sample(AWS.dynamodb.Table, "t", { name: "t", streamEnabled: true }));
    assert.equal(outputs.streamArn, `arn:aws:dynamodb:${HERE}:table/t/stream/2026-01-15T09:30:00.000`);
  });

  it("the default security group is the one that its VPC was born with", () => {
    const vpc = simulate(sample(AWS.ec2.Vpc));
    const group = simulate(sample(AWS.ec2.DefaultSecurityGroup, "default", { vpcId: vpc.id }));
    assert.equal(group.id, vpc.outputs.defaultSecurityGroupId);
  });

  it("an interface endpoint has a network interface in each subnet and an address, a gateway a prefix list", () => {
    const { outputs } = simulate(sample(AWS.ec2.VpcEndpoint));
    assert.equal((outputs.networkInterfaceIds as string[]).length, 2);
    const [entry] = outputs.dnsEntries as { dnsName: string }[];
    assert.match(
      entry?.dnsName ?? "",
      /^vpce-0[0-9a-f]{16}-[0-9a-f]{8}\.dkr\.ecr\.eu-west-1\.vpce\.amazonaws\.com$/,
    );
    const gateway = simulate(
      sample(AWS.ec2.VpcEndpoint, "s3", { vpcEndpointType: "Gateway", subnetIds: undefined }),
    );
    assert.match(String(gateway.outputs.prefixListId), /^pl-[0-9a-f]{8}$/);
    assert.deepEqual(gateway.outputs.dnsEntries, []);
  });

  it("a subscription by e-mail waits for its reader, one by queue does not", () => {
    const by = (protocol: string): unknown =>
      simulate(sample(AWS.sns.TopicSubscription, "s", { protocol })).outputs.pendingConfirmation;
    assert.deepEqual([by("email"), by("sqs")], [true, false]);
  });

  it("everything is where its provider acts", () => {
    const place = { ...automation, account: "999988887777", region: "eu-central-1" };
    const { outputs } = simulate({ ...sample(AWS.sqs.Queue, "q", { name: "q" }), place });
    assert.equal(outputs.arn, "arn:aws:sqs:eu-central-1:999988887777:q");
  });
});
