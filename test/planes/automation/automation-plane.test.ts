import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { counts, tree, sidsIn } from "../../support/fixtures";
import type { MockedCloud } from "../../support/mocks";
import type { MadeAutomation } from "../../support/automation-plane";
import { automation, EVERY_PART, INFRASTRUCTURE } from "../../support/automation-plane";
import { valueOf } from "../../support/outputs";
import { automationArgs, placesOf } from "../../support/planes";
import { AWS } from "../../support/types";

const BOUNDARY = "arn:aws:iam::200000000002:policy/mlops-fraud-automation-boundary";

const children = (cloud: MockedCloud): string[] =>
  tree(cloud).filter((line) => line.startsWith("automation > ") || line.startsWith("mlops:"));

/** What the plane holds whatever the settings say. */
const ALWAYS = [
  "automation > aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation automation-web-identity",
  "automation > aws:s3/bucketObjectv2:BucketObjectv2 automation-deploy-policies",
  "automation > mlops:containers:ModelImageRepository automation-churn-images",
  "automation > mlops:containers:ModelImageRepository automation-payments-images",
  "automation > mlops:identity:AzureDevOpsIdentityProvider automation-azure-devops",
  "automation > mlops:identity:AzureDevOpsRole automation-model-build",
  "automation > mlops:identity:PermissionsBoundary automation-boundary",
  "automation > mlops:network:PrivateNetwork automation-network",
  "automation > mlops:observability:AlertTopic automation-alerts",
  "automation > mlops:part:DeployState automation-deploy-state",
  "automation > mlops:part:ExecutionRoles automation-jobs",
  "automation > mlops:part:JobLogs automation-logs",
  "automation > mlops:part:PersonaRoles automation-people",
  "automation > mlops:sagemaker:ModelBuildContract automation-churn-build",
  "automation > mlops:sagemaker:ModelBuildContract automation-payments-build",
  "automation > mlops:sagemaker:ModelRegistryGroup automation-churn-versions",
  "automation > mlops:sagemaker:ModelRegistryGroup automation-payments-versions",
  "automation > mlops:storage:EncryptedBucket automation-artifacts",
  "automation > mlops:storage:EncryptionKey automation-key",
  "mlops:plane:Automation automation",
];

describe("AutomationPlane", () => {
  let plain: MadeAutomation;
  let full: MadeAutomation;

  before(async () => {
    plain = await automation();
    full = await automation({
      settings: { ...EVERY_PART, imageReplication: "models" },
      infrastructure: INFRASTRUCTURE,
    });
  });

  it("holds a registry group and images for each model, and what they share", async () => {
    const { cloud, plane } = plain;
    assert.deepEqual(children(cloud), ALWAYS);
    const { permissionsBoundaryArn, alertTopicArn } = plane.foundation;
    assert.deepEqual(
      await valueOf(pulumi.all([permissionsBoundaryArn, alertTopicArn, plane.modelBuildRoleArn])),
      [
        BOUNDARY,
        "arn:aws:sns:eu-west-1:200000000002:mlops-fraud-automation-alerts",
        "arn:aws:iam::200000000002:role/mlops-fraud-automation-model-build",
      ],
    );
    assert.deepEqual(
      [plane.imageBuildRoleArn, plane.infrastructureRoleArn, plane.logDestinationArn],
      [undefined, undefined, undefined],
    );
  });

  it("holds what settings ask for besides", async () => {
    const { cloud, plane } = full;
    assert.deepEqual(
      children(cloud).filter((line) => !ALWAYS.includes(line)),
      [
        "automation > mlops:containers:ImageReplication automation-replication",
        "automation > mlops:identity:AzureDevOpsRole automation-image-build",
        "automation > mlops:identity:AzureDevOpsRole automation-infrastructure",
        "automation > mlops:part:EnvironmentImages automation-environments",
        "automation > mlops:part:ExperimentTracking automation-mlflow",
        "automation > mlops:part:FeatureStore automation-features",
        "automation > mlops:part:LogInsight automation-insight",
      ],
    );
    const missing = (): never => assert.fail("is left out");
    const roles = [plane.imageBuildRoleArn ?? missing(), plane.infrastructureRoleArn ?? missing()];
    assert.deepEqual(await valueOf(pulumi.all([...roles, plane.logDestinationArn ?? missing()])), [
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-image-build",
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-infrastructure",
      "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs",
    ]);
  });

  it("acts in its account only", () => {
    assert.deepEqual(placesOf(full.cloud), ["200000000002 by automation"]);
  });

  it("copies images of models, and of nothing else, to where models serve", () => {
    const type = AWS.ecr.ReplicationConfiguration;
    assert.deepEqual(full.cloud.one(type, "automation-replication").inputs, {
      replicationConfiguration: {
        rules: [
          {
            destinations: [
              { registryId: "200000000003", region: "eu-west-1" },
              { registryId: "200000000004", region: "eu-west-1" },
            ],
            repositoryFilters: [
              { filter: "mlops/fraud/churn", filterType: "PREFIX_MATCH" },
              { filter: "mlops/fraud/payments", filterType: "PREFIX_MATCH" },
            ],
          },
        ],
      },
    });
  });

  it("has a NAT gateway where asked for, and none otherwise", async () => {
    const gateways = ({ cloud }: MadeAutomation): number | undefined => counts(cloud)[AWS.ec2.NatGateway];
    const { network } = automationArgs();
    const one = await automation({ network: { ...network, natGateways: "single" } });
    assert.deepEqual([gateways(plain), gateways(one)], [undefined, 1]);
  });

  it("encrypts artifacts, images and alarms with one key", async () => {
    const { cloud, plane } = plain;
    const kmsKeyArn = await valueOf(pulumi.output(plane.foundation.kmsKeyArn));
    const encryption = [{ encryptionType: "KMS", kmsKey: kmsKeyArn }];
    assert.deepEqual(
      cloud.byType(AWS.ecr.Repository).map(({ inputs }) => inputs.encryptionConfigurations),
      [encryption, encryption],
    );
    assert.equal(cloud.one(AWS.sns.Topic, "automation-alerts").inputs.kmsMasterKeyId, kmsKeyArn);
    const type = AWS.s3.BucketServerSideEncryptionConfiguration;
    assert.deepEqual(cloud.one(type, "automation-artifacts-encryption").inputs.rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        bucketKeyEnabled: true,
      },
    ]);
    assert.deepEqual(sidsIn(cloud.one(AWS.kms.Key, "automation-key")), [
      "Administration",
      "UseByRolesOfThisAccount",
      "GrantsForAwsServices",
      "AlarmsOfThisAccount",
      "RulesOfThisAccount",
      "LogGroupsOfThisAccount",
    ]);
  });

  it("keeps every role within the boundary", () => {
    const roles = full.cloud.byType(AWS.iam.Role).map(({ inputs }) => inputs);
    assert.deepEqual(
      roles.map(({ name, permissionsBoundary }) => [name, permissionsBoundary]).sort(),
      [
        "auditor",
        "clarify",
        "data-scientist",
        "feature-store",
        "flow-logs",
        "image-build",
        "index-ml-logs",
        "infrastructure",
        "lead-data-scientist",
        "log-delivery",
        "ml-engineer",
        "mlflow",
        "model-build",
        "pipeline",
        "platform-administrator",
        "prepare-log-search",
        "processing",
        "training",
      ].map((purpose) => [`mlops-fraud-automation-${purpose}`, BOUNDARY]),
    );
  });
});

describe("web identity federation", () => {
  const asked = ({ cloud }: MadeAutomation): unknown[] =>
    cloud.invokes
      .filter(({ token }) => token === AWS.iam.getOutboundWebIdentityFederation)
      .map(({ args }) => args);

  it("is switched on where it is not yet, and read where it is, in the plane's account", async () => {
    const created = await automation();
    const made = created.cloud.one(AWS.iam.OutboundWebIdentityFederation, "automation-web-identity");
    assert.deepEqual(made.inputs, {});
    assert.equal(made.parent, await valueOf(created.plane.urn));
    assert.deepEqual(asked(created), []);
    const issuer = await valueOf(created.plane.webIdentityIssuer);
    assert.match(issuer, /^https:\/\/[0-9a-f-]+\.tokens\.sts\.global\.api\.aws$/);

    const existing = await automation({ webIdentityFederation: "existing" });
    assert.deepEqual(existing.cloud.byType(AWS.iam.OutboundWebIdentityFederation), []);
    assert.deepEqual(asked(existing), [{}]);
    assert.equal(await valueOf(existing.plane.webIdentityIssuer), issuer);
  });
});
