import assert from "node:assert/strict";

import type { DeploymentPlaneArgs } from "../../stacks/deployment";
import { DeploymentPlane } from "../../stacks/deployment";
import { document, ISSUER, json, KEY_ARN, NEXT_ISSUER, tree } from "../support/fixtures";
import type { MockedCloud } from "../support/mocks";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { deploymentArgs, placesOf, resourcesOf } from "../support/planes";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const IDENTITY_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

type Environment = "staging" | "production";

async function deployment(environment: Environment, changes: Partial<DeploymentPlaneArgs> = {}) {
  const cloud = startMocks();
  const plane = new DeploymentPlane(environment, { ...deploymentArgs(environment), ...changes });
  await cloud.settled();
  return { cloud, plane };
}

describe("DeploymentPlane", () => {
  it("holds a network, captured data, alarms, two roles and the contract", async () => {
    const { cloud, plane } = await deployment("staging");
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "mlops:plane:Deployment staging",
        "staging > mlops:identity:AzureDevOpsIdentityProvider staging-azure-devops",
        "staging > mlops:identity:AzureDevOpsRole staging-model-deploy",
        "staging > mlops:identity:PermissionsBoundary staging-boundary",
        "staging > mlops:identity:ServiceRole staging-endpoint-role",
        "staging > mlops:inference:DeploymentContract staging-contract",
        "staging > mlops:network:PrivateNetwork staging-network",
        "staging > mlops:observability:AlertTopic staging-alerts",
        "staging > mlops:storage:EncryptedBucket staging-capture",
        "staging > mlops:storage:EncryptionKey staging-key",
      ],
    );
    assert.equal(
      await valueOf(plane.modelDeployRoleArn),
      "arn:aws:iam::200000000003:role/mlops-fraud-staging-model-deploy",
    );
    assert.equal(await valueOf(plane.contractName), "/mlops/fraud/staging/deployment");
  });

  it("acts in its account only", async () => {
    assert.deepEqual(placesOf((await deployment("staging")).cloud), ["200000000003 by staging"]);
    assert.deepEqual(placesOf((await deployment("production")).cloud), ["200000000004 by production"]);
  });

  it("is the same in staging and production but for name, account and network", async () => {
    const staging = description((await deployment("staging")).cloud, "staging");
    const production = description((await deployment("production")).cloud, "production");
    assert.equal(staging.length, 33);
    assert.deepEqual(staging, production);
  });

  it("tells the deploy program what it made", async () => {
    const { cloud } = await deployment("staging");
    const id = (type: string, name: string): string | undefined => cloud.one(type, name).id;
    assert.deepEqual(json(cloud.one("aws:ssm/parameter:Parameter", "staging-contract"), "value"), {
      version: 1,
      team: "fraud",
      environment: "staging",
      account: "200000000003",
      region: "eu-west-1",
      subnetIds: [1, 2, 3].map((zone) => id("aws:ec2/subnet:Subnet", `staging-network-${zone}`)),
      securityGroupIds: [id("aws:ec2/securityGroup:SecurityGroup", "staging-network-workloads")],
      kmsKeyArn: `arn:aws:kms:eu-west-1:200000000003:key/${String(id("aws:kms/key:Key", "staging-key"))}`,
      captureBucketName: "mlops-fraud-staging-capture-200000000003",
      endpointRoleArn: "arn:aws:iam::200000000003:role/mlops-fraud-staging-endpoint",
      alertTopicArn: "arn:aws:sns:eu-west-1:200000000003:mlops-fraud-staging-alerts",
    });
  });
});

describe("endpoint role", () => {
  it("is for SageMaker of this account, within the boundary", async () => {
    const { cloud } = await deployment("staging");
    const role = cloud.one(ROLE, "staging-endpoint-role");
    assert.equal(
      role.inputs.permissionsBoundary,
      "arn:aws:iam::200000000003:policy/mlops-fraud-staging-boundary",
    );
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000003" } },
      }),
    );
  });

  it("reads models of the automation account, writes captured data, logs and metrics, and nothing else", async () => {
    const { cloud } = await deployment("staging");
    const artifacts = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
    const images = "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud";
    const key = String(cloud.one("aws:kms/key:Key", "staging-key").id);
    assert.deepEqual(
      json(cloud.one(ROLE_POLICY, "staging-endpoint-role-policy")),
      document(
        ...[
          ["ReadArtifacts", "s3:GetObject", `${artifacts}/*`],
          ["ListArtifacts", "s3:ListBucket", artifacts],
          ["DecryptArtifacts", ["kms:Decrypt", "kms:DescribeKey"], KEY_ARN],
          ["LogInToRegistry", "ecr:GetAuthorizationToken", "*"],
          [
            "PullImages",
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [`${images}/churn`, `${images}/payments`],
          ],
          ["WriteCapture", "s3:PutObject", "arn:aws:s3:::mlops-fraud-staging-capture-200000000003/*"],
          [
            "EncryptCapture",
            ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            `arn:aws:kms:eu-west-1:200000000003:key/${key}`,
          ],
          [
            "WriteLogs",
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "arn:aws:logs:eu-west-1:200000000003:log-group:/aws/sagemaker/Endpoints/*",
          ],
          ["WriteMetrics", "cloudwatch:PutMetricData", "*"],
        ].map(([Sid, Action, Resource]) => ({ Sid, Effect: "Allow", Action, Resource })),
      ),
    );
  });
});

describe("Model Deploy role", () => {
  it("reads the contract and the versions of the team's models, and nothing else", async () => {
    const { cloud } = await deployment("staging");
    assert.deepEqual(
      json(cloud.one(ROLE_POLICY, "staging-model-deploy-policy")),
      document(
        {
          Sid: "ReadContract",
          Effect: "Allow",
          Action: "ssm:GetParameter",
          Resource: "arn:aws:ssm:eu-west-1:200000000003:parameter/mlops/fraud/staging/deployment",
        },
        {
          Sid: "ReadVersions",
          Effect: "Allow",
          Action: "sagemaker:DescribeModelPackage",
          Resource: [
            "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/*",
            "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-payments/*",
          ],
        },
      ),
    );
  });

  for (const environment of ["staging", "production"] as const) {
    it(`trusts the connection to ${environment} only`, async () => {
      const { cloud } = await deployment(environment);
      const role = cloud.one(ROLE, `${environment}-model-deploy`);
      const account = environment === "staging" ? "200000000003" : "200000000004";
      const host = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
      assert.equal(role.inputs.description, `Model Deploy pipeline of Azure DevOps, ${environment}`);
      assert.deepEqual(
        json(role, "assumeRolePolicy"),
        document({
          Sid: "OneServiceConnection",
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              [`${host}:aud`]: "api://AzureADTokenExchange",
              [`${host}:sub`]: `sc://contoso-ml/fraud-ml/model-deploy-${environment}`,
            },
          },
        }),
      );
    });
  }
});

describe("identity provider of Azure DevOps", () => {
  it("is registered for every issuer in an account of its own", async () => {
    const { cloud } = await deployment("staging", { issuers: [ISSUER, NEXT_ISSUER] });
    assert.deepEqual(
      cloud.byType(IDENTITY_PROVIDER).map(({ inputs }) => inputs.url),
      [ISSUER.url, NEXT_ISSUER.url],
    );
  });

  it("is left to the automation plane in a shared account: AWS takes one for each issuer", async () => {
    const { cloud } = await deployment("staging", { sharesAccountWithAutomation: true });
    assert.deepEqual(cloud.byType(IDENTITY_PROVIDER), []);
    assert.equal(cloud.byType(ROLE).length, 2);
  });
});

/** Every resource in full, with what must differ between two environments replaced by words. */
function description(cloud: MockedCloud, environment: Environment): string[] {
  const { scope, network } = deploymentArgs(environment);
  const blocks = cloud.byType("aws:ec2/subnet:Subnet").map(({ inputs }) => String(inputs.cidrBlock));
  const words: [string, string][] = [
    ...cloud.resources.map(({ id, name }): [string, string] => [id ?? "", `<id of ${name}>`]),
    ...[network.cidr, ...blocks].map((cidr, index): [string, string] => [cidr, `<network ${index}>`]),
    [scope.account, "<account>"],
    [environment, "<environment>"],
  ];
  return resourcesOf(cloud)
    .map(({ type, name, inputs, protect, retainOnDelete, ignoreChanges }) =>
      JSON.stringify({ type, name, inputs, protect, retainOnDelete, ignoreChanges }),
    )
    .map((text) =>
      words.filter(([from]) => from !== "").reduce((all, [from, to]) => all.replaceAll(from, to), text),
    )
    .sort();
}
