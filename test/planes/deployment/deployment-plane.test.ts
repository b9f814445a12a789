import assert from "node:assert/strict";

import type { Consumers } from "../../../components/identity/consumers";
import type { DeploymentPlaneArgs } from "../../../planes/deployment/deployment-plane";
import { DeploymentPlane } from "../../../planes/deployment/deployment-plane";
import type { Stage } from "../../../settings/planes";
import { counts, document, ISSUER, json, NEXT_ISSUER, tree } from "../../support/fixtures";
import type { MockedCloud } from "../../support/mocks";
import { startMocks } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import {
  DEPLOYMENT_SETTINGS,
  deploymentArgs,
  ONLINE_FEATURES,
  placesOf,
  resourcesOf,
  STATE_KEY_ARN,
} from "../../support/planes";
import { settingsWith } from "../../support/landed";
import { AWS } from "../../support/types";

async function deployment(stage: Stage, changes: Partial<DeploymentPlaneArgs> = {}) {
  const cloud = startMocks();
  const plane = new DeploymentPlane(stage, { ...deploymentArgs(stage), ...changes });
  await cloud.settled();
  return { cloud, plane };
}

const children = (cloud: MockedCloud): string[] =>
  tree(cloud).filter((line) => /^(staging|production) > mlops:|^mlops:/.test(line));

/** Jobs of the automation account, as the landing zone names them. */
const MONITORS: Consumers = {
  organizationId: "o-a1b2c3d4e5",
  roleArns: ["arn:aws:iam::200000000002:role/mlops-fraud-automation-monitoring-churn"],
};

const OPTIONAL = {
  settings: { ...DEPLOYMENT_SETTINGS, imageReplication: "models", featureGroups: ONLINE_FEATURES },
  monitors: MONITORS,
} as const;

describe("DeploymentPlane", () => {
  it("holds a network, captured data, batch runs, alarms, roles of pipeline, endpoints and people, and the contract", async () => {
    const { cloud, plane } = await deployment("staging");
    assert.deepEqual(children(cloud), [
      "mlops:plane:Deployment staging",
      "staging > mlops:identity:AzureDevOpsIdentityProvider staging-azure-devops",
      "staging > mlops:identity:AzureDevOpsRole staging-model-deploy",
      "staging > mlops:identity:PermissionsBoundary staging-boundary",
      "staging > mlops:identity:ServiceRole staging-endpoint-role",
      "staging > mlops:inference:BatchTransform staging-batch",
      "staging > mlops:inference:DeploymentContract staging-contract",
      "staging > mlops:network:PrivateNetwork staging-network",
      "staging > mlops:observability:AlertTopic staging-alerts",
      "staging > mlops:observability:LogGroup staging-batch-job-logs",
      "staging > mlops:part:PersonaRoles staging-people",
      "staging > mlops:storage:EncryptedBucket staging-batch-inference",
      "staging > mlops:storage:EncryptedBucket staging-capture",
      "staging > mlops:storage:EncryptionKey staging-key",
    ]);
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

  it("is the same in staging and production but for name, account, network, and who tries models out", async () => {
    const people = (plane: DeploymentPlane, cloud: MockedCloud): string[] =>
      cloud
        .byType(AWS.iam.Role)
        .map(({ inputs }) => String(inputs.name).replace(`mlops-fraud-${plane.foundation.scope.plane}-`, ""))
        .sort();
    const staging = await deployment("staging", OPTIONAL);
    const production = await deployment("production", OPTIONAL);
    const roles = [
      "auditor",
      "batch-scheduler",
      "batch-transform",
      "endpoint",
      "flow-logs",
      "ml-engineer",
      "model-deploy",
      "platform-administrator",
    ];
    assert.deepEqual(people(production.plane, production.cloud), roles);
    assert.deepEqual(
      people(staging.plane, staging.cloud),
      [...roles, "data-scientist", "lead-data-scientist"].sort(),
    );
    const [one, other] = [description(staging.cloud, "staging"), description(production.cloud, "production")];
    assert.deepEqual(one, other);
    assert.equal(one.length, 88);
  });

  it("has no NAT gateway", async () => {
    const { cloud } = await deployment("production");
    assert.equal(counts(cloud)[AWS.ec2.NatGateway], undefined);
  });

  it("takes copies of the images of models where they are replicated", async () => {
    const { cloud } = await deployment("staging", {
      settings: { ...DEPLOYMENT_SETTINGS, imageReplication: "models" },
    });
    assert.deepEqual(
      children(cloud).filter((line) => line.includes("replicas")),
      ["staging > mlops:containers:ReplicaRegistry staging-replicas"],
    );
    const kmsKeyArn = `arn:aws:kms:eu-west-1:200000000003:key/${String(cloud.one(AWS.kms.Key, "staging-key").id)}`;
    assert.deepEqual(
      cloud.byType(AWS.ecr.Repository).map(({ inputs }) => [inputs.name, inputs.encryptionConfigurations]),
      ["churn", "payments"].map((model) => [
        `mlops/fraud/${model}`,
        [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
      ]),
    );
    assert.deepEqual(
      json(cloud.one(AWS.ecr.RegistryPolicy, "staging-replicas-policy")),
      document({
        Sid: "ReplicateImages",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::200000000002:root" },
        Action: "ecr:ReplicateImage",
        Resource: "arn:aws:ecr:eu-west-1:200000000003:repository/mlops/fraud/*",
      }),
    );
  });

  it("lets monitoring jobs of the automation account read captured data, and nobody else", async () => {
    const type = AWS.s3.BucketPolicy;
    const shared = ({ cloud }: { cloud: MockedCloud }): unknown[] =>
      [cloud.one(AWS.kms.Key, "staging-key"), cloud.one(type, "staging-capture-policy")].map((resource) =>
        (json(resource) as { Statement: object[] }).Statement.filter((statement) =>
          JSON.stringify(statement).includes("aws:PrincipalOrgID"),
        ),
      );
    const only = {
      Principal: { AWS: ["arn:aws:iam::200000000002:root"] },
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnEquals: { "aws:PrincipalArn": MONITORS.roleArns },
      },
    };
    const bucket = "arn:aws:s3:::mlops-fraud-staging-capture-200000000003";
    const statement = (
      Sid: string,
      Action: string | string[],
      Resource: string,
      StringLike?: object,
    ): object => ({
      Sid,
      Effect: "Allow",
      Principal: only.Principal,
      Condition: { ...only.Condition, ...(StringLike ? { StringLike } : {}) },
      Action,
      Resource,
    });
    const watched = (stage: Stage) => ({
      ...DEPLOYMENT_SETTINGS,
      models: settingsWith({
        models: { churn: { description: "A", monitoring: { inference: "realtime", stage } } },
      }).models,
    });
    assert.deepEqual(shared(await deployment("staging")), [[], []]);
    assert.deepEqual(
      shared(await deployment("staging", { monitors: MONITORS, settings: watched("staging") })),
      [
        [statement("ReadByConsumers", ["kms:Decrypt", "kms:DescribeKey"], "*")],
        [
          statement("ReadObjects", "s3:GetObject", `${bucket}/churn/*`),
          statement("ListObjects", "s3:ListBucket", bucket, { "s3:prefix": ["churn/*"] }),
        ],
      ],
    );
  });

  it("tells the deploy program what it made", async () => {
    const { cloud } = await deployment("staging");
    const id = (type: string, name: string): string | undefined => cloud.one(type, name).id;
    assert.deepEqual(json(cloud.one(AWS.ssm.Parameter, "staging-contract"), "value"), {
      version: 2,
      team: "fraud",
      environment: "staging",
      account: "200000000003",
      region: "eu-west-1",
      subnetIds: [1, 2, 3].map((zone) => id(AWS.ec2.Subnet, `staging-network-${zone}`)),
      securityGroupIds: [id(AWS.ec2.SecurityGroup, "staging-network-workloads")],
      kmsKeyArn: `arn:aws:kms:eu-west-1:200000000003:key/${String(id(AWS.kms.Key, "staging-key"))}`,
      captureBucketName: "mlops-fraud-staging-capture-200000000003",
      inferenceBucketName: "mlops-fraud-staging-inference-200000000003",
      endpointRoleArn: "arn:aws:iam::200000000003:role/mlops-fraud-staging-endpoint",
      alertTopicArn: "arn:aws:sns:eu-west-1:200000000003:mlops-fraud-staging-alerts",
      logRetentionDays: 365,
      profile: "production",
      tags: {
        Project: "mlops",
        Team: "fraud",
        Environment: "staging",
        Owner: "fraud-ml@example.com",
        CostCenter: "CC-4711",
      },
      replicatesImages: false,
      automation: {
        account: "200000000002",
        artifactBucketName: "mlops-fraud-automation-artifacts-200000000002",
        stateBucketName: "mlops-fraud-automation-deploy-state-200000000002",
        stateKeyArn: STATE_KEY_ARN,
      },
      policyPack: {
        bucketName: "mlops-fraud-automation-deploy-state-200000000002",
        key: "policies/index.js",
        sha256: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
        config: {
          "sagemaker-endpoint-guardrail": "advisory",
          "sagemaker-endpoint-two-instances": "advisory",
        },
      },
      batch: {
        functionArn: "arn:aws:lambda:eu-west-1:200000000003:function:mlops-fraud-staging-batch-transform",
        schedulerRoleArn: "arn:aws:iam::200000000003:role/mlops-fraud-staging-batch-scheduler",
        deadLetterQueueArn: "arn:aws:sqs:eu-west-1:200000000003:mlops-fraud-staging-batch-dead-letters",
      },
    });
  });

  it("tells it where logs of endpoints are searched, where they are", async () => {
    const logDestinationArn =
      "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs";
    const contract = async (changes: Partial<DeploymentPlaneArgs>): Promise<object> => {
      const { cloud } = await deployment("staging", changes);
      return json(cloud.one(AWS.ssm.Parameter, "staging-contract"), "value") as object;
    };
    assert.deepEqual(await contract({ logDestinationArn }), { ...(await contract({})), logDestinationArn });
  });
});

describe("identity provider of Azure DevOps", () => {
  it("is registered for every issuer in an account of its own", async () => {
    const { cloud } = await deployment("staging", { issuers: [ISSUER, NEXT_ISSUER] });
    assert.deepEqual(
      cloud.byType(AWS.iam.OpenIdConnectProvider).map(({ inputs }) => inputs.url),
      [ISSUER.url, NEXT_ISSUER.url],
    );
  });

  it("is left to the automation plane in a shared account: AWS takes one for each issuer", async () => {
    const { cloud } = await deployment("staging", { sharesAccountWithAutomation: true });
    assert.deepEqual(cloud.byType(AWS.iam.OpenIdConnectProvider), []);
    assert.ok(cloud.one(AWS.iam.Role, "staging-model-deploy"));
  });
});

/** Every resource but the roles of people in full, with what must differ between two stages replaced by words. */
function description(cloud: MockedCloud, stage: Stage): string[] {
  const { scope, network } = deploymentArgs(stage);
  const blocks = cloud.byType(AWS.ec2.Subnet).map(({ inputs }) => String(inputs.cidrBlock));
  const words: [string, string][] = [
    ...cloud.resources.map(({ id, name }): [string, string] => [id ?? "", `<id of ${name}>`]),
    ...[network.cidr, ...blocks].map((cidr, index): [string, string] => [cidr, `<network ${index}>`]),
    [scope.account, "<account>"],
    [stage, "<stage>"],
  ];
  return (
    resourcesOf(cloud)
      // What differs on purpose: people, what the pipeline may do, and how strict the policy pack is.
      .filter(({ name }) => !/-people-|-model-deploy-policy$|-contract$/.test(name))
      .map(({ type, name, inputs, protect, retainOnDelete, ignoreChanges }) =>
        JSON.stringify({ type, name, inputs, protect, retainOnDelete, ignoreChanges }),
      )
      .map((text) =>
        words.filter(([from]) => from !== "").reduce((all, [from, to]) => all.replaceAll(from, to), text),
      )
      .sort()
  );
}
