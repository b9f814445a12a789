import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import { development, STUDIO } from "../../support/development-plane";
import { counts, tree } from "../../support/fixtures";
import type { MockedCloud } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { developmentArgs, placesOf } from "../../support/planes";
import { AWS } from "../../support/types";

const SNOWFLAKE = {
  account: "contoso-analytics",
  user: "MLOPS_FRAUD",
  role: "FRAUD_READER",
  warehouse: "ML_WH",
  database: "PAYMENTS",
  schema: "CURATED",
  rotationDays: 30,
};
const AZURE = {
  storageAccount: "contosopayments",
  container: "exports",
  dataset: "transactions",
  schedule: "cron(0 3 * * ? *)",
} as const;
const VIA_GLUE = {
  ...AZURE,
  via: "glue",
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  clientId: "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
} as const;
const VIA_DATA_SYNC = {
  ...AZURE,
  via: "dataSync" as const,
  agentArns: ["arn:aws:datasync:eu-west-1:200000000001:agent/agent-0a1b2c3d4e5f60718"],
};

const children = (cloud: MockedCloud): string[] =>
  tree(cloud).filter((line) => /^development(-sources)? > |^mlops:/.test(line));

/** What the plane holds whatever the settings say. */
const ALWAYS = [
  "development > mlops:identity:PermissionsBoundary development-boundary",
  "development > mlops:network:PrivateNetwork development-network",
  "development > mlops:observability:AlertTopic development-alerts",
  "development > mlops:part:DataLake development-data",
  "development > mlops:part:DataSources development-sources",
  "development > mlops:part:JobLogs development-logs",
  "development > mlops:part:PersonaRoles development-people",
  "development > mlops:storage:EncryptionKey development-key",
  "mlops:plane:Development development",
];

describe("DevelopmentPlane", () => {
  it("holds the data of the team, who works with it, and no part that nobody asked for", async () => {
    const { cloud, plane } = await development();
    assert.deepEqual(children(cloud), ALWAYS);
    assert.equal(await valueOf(plane.dataBucketName), "mlops-fraud-development-data-200000000001");
    assert.equal(plane.studioUrl, undefined);
  });

  it("holds Studio and sources of data where settings ask for them", async () => {
    const { cloud, plane } = await development({
      studio: STUDIO,
      dataSources: { snowflake: SNOWFLAKE, azureDataLake: VIA_GLUE },
    });
    assert.deepEqual(
      children(cloud).filter((line) => !ALWAYS.includes(line)),
      [
        "development > mlops:part:Studio development-studio",
        "development-sources > mlops:data:AzureDataLakeGlue development-sources-azure-data-lake",
        "development-sources > mlops:data:SnowflakeSource development-sources-snowflake",
      ],
    );
    assert.match(
      await valueOf(plane.studioUrl ?? assert.fail("no address")),
      /^https:\/\/d-\w+\.studio\.eu-west-1\.sagemaker\.aws$/,
    );
  });

  it("copies from Azure with DataSync and a token that stays secret, where settings say so", async () => {
    const { cloud } = await development(
      { dataSources: { azureDataLake: VIA_DATA_SYNC } },
      { azureDataLakeSasToken: pulumi.secret("sv=2024-11-04&sig=of-nobody") },
    );
    assert.deepEqual(
      children(cloud).filter((line) => !ALWAYS.includes(line)),
      ["development-sources > mlops:data:AzureDataLakeDataSync development-sources-azure-data-lake"],
    );
    const open = cloud.resources.filter(({ inputs, secretInputs }) => {
      const plain = Object.entries(inputs).filter(([key]) => !secretInputs.includes(key));
      return JSON.stringify(plain).includes("of-nobody");
    });
    assert.deepEqual(open, []);
  });

  it("acts in its account only", async () => {
    const { cloud } = await development({ studio: STUDIO, dataSources: { snowflake: SNOWFLAKE } });
    assert.deepEqual(placesOf(cloud), ["200000000001 by development"]);
  });

  it("has a NAT gateway where asked for, and none otherwise", async () => {
    const { network } = developmentArgs();
    const none = await development();
    const each = await development({}, { network: { ...network, natGateways: "perZone" } });
    assert.deepEqual(
      [none, each].map(({ cloud }) => counts(cloud)[AWS.ec2.NatGateway]),
      [undefined, 3],
    );
  });

  it("leaves the logs of jobs to the automation plane in a shared account: their names are the service's", async () => {
    const logs = ({ cloud }: { cloud: MockedCloud }): unknown[] =>
      cloud
        .byType(AWS.cloudwatch.LogGroup)
        .map(({ inputs }) => inputs.name)
        .filter((name) => String(name).endsWith("Jobs"));
    assert.deepEqual(
      logs(await development()),
      ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map((group) => `/aws/sagemaker/${group}`),
    );
    assert.deepEqual(logs(await development({}, { sharesAccountWithAutomation: true })), []);
  });

  it("lets no other account in", async () => {
    const { cloud } = await development({ studio: STUDIO });
    for (const { name, type, inputs } of cloud.resources) {
      if (type !== AWS.ec2.VpcEndpoint) {
        assert.doesNotMatch(JSON.stringify(inputs), /20000000000[34]|PrincipalOrgID/, name);
      }
    }
  });
});

describe("logs of experiments", () => {
  const DESTINATION = "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs";

  async function sent(destination: string | undefined, shared = false) {
    const { cloud, plane } = await development({}, { sharesAccountWithAutomation: shared });
    plane.sendLogs(destination);
    await cloud.settled();
    return cloud
      .byType(AWS.cloudwatch.LogSubscriptionFilter)
      .map(({ name, inputs }) => [name, inputs.logGroup, inputs.destinationArn, inputs.roleArn]);
  }

  it("are sent to where they are searched, which is in another account", async () => {
    assert.deepEqual(
      await sent(DESTINATION),
      ["Processing", "Training", "Transform"].map((jobs) => [
        `development-insight-${jobs.toLowerCase()}`,
        `/aws/sagemaker/${jobs}Jobs`,
        DESTINATION,
        undefined,
      ]),
    );
  });

  it("are sent nowhere where nothing is searched, or by the automation plane in a shared account", async () => {
    assert.deepEqual(await sent(undefined), []);
    assert.deepEqual(await sent(DESTINATION, true), []);
  });
});
