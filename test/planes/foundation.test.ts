import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { FoundationArgs } from "../../planes/foundation";
import { createFoundation } from "../../planes/foundation";
import type { Foundation } from "../../components/foundation";
import { inAccount } from "../../planes/plane";
import { json } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { deploymentArgs } from "../support/planes";
import { AWS } from "../support/types";

class Plane extends pulumi.ComponentResource {
  readonly foundation: Foundation;

  constructor(args: FoundationArgs) {
    super("test:Plane", "staging", {}, inAccount(args));
    this.foundation = createFoundation(this, "staging", args);
  }
}

async function plane(changes: Partial<FoundationArgs> = {}, without?: "organizationId") {
  const cloud = startMocks();
  const args = { ...deploymentArgs("staging"), keyDescription: "Captured data of endpoints", ...changes };
  if (without) {
    Reflect.deleteProperty(args, without);
  }
  const { foundation } = new Plane(args);
  await cloud.settled();
  return { cloud, foundation };
}

type Cloud = Awaited<ReturnType<typeof plane>>["cloud"];

const keyStatements = (cloud: Cloud): { readonly Sid: string }[] =>
  (json(cloud.one(AWS.kms.Key, "staging-key")) as { Statement: { Sid: string }[] }).Statement;

describe("createFoundation", () => {
  it("tells the parts of the plane what they build on", async () => {
    const { cloud, foundation } = await plane({ logRetentionDays: 90 });
    const { network, kmsKeyArn, permissionsBoundaryArn, alertTopicArn, ...rest } = foundation;
    const { vpcId, subnetIds, workloadSecurityGroupId } = network;
    const id = (type: string, name: string): string => cloud.one(type, name).id ?? "none";
    assert.deepEqual(rest, { scope: deploymentArgs("staging").scope, logRetentionDays: 90 });
    const values = pulumi.all([
      kmsKeyArn,
      permissionsBoundaryArn,
      alertTopicArn,
      vpcId,
      workloadSecurityGroupId,
    ]);
    assert.deepEqual(await valueOf(values), [
      `arn:aws:kms:eu-west-1:200000000003:key/${id(AWS.kms.Key, "staging-key")}`,
      "arn:aws:iam::200000000003:policy/mlops-fraud-staging-boundary",
      "arn:aws:sns:eu-west-1:200000000003:mlops-fraud-staging-alerts",
      id(AWS.ec2.Vpc, "staging-network"),
      id(AWS.ec2.SecurityGroup, "staging-network-workloads"),
    ]);
    assert.deepEqual(
      await valueOf(pulumi.all([...subnetIds])),
      [1, 2, 3].map((zone) => id(AWS.ec2.Subnet, `staging-network-${zone}`)),
    );
  });

  it("has a key for the plane and for the services that encrypt on its behalf", async () => {
    const { cloud } = await plane();
    assert.equal(cloud.one(AWS.kms.Key, "staging-key").inputs.description, "Captured data of endpoints");
    assert.deepEqual(
      keyStatements(cloud).map(({ Sid }) => Sid),
      [
        "Administration",
        "UseByRolesOfThisAccount",
        "GrantsForAwsServices",
        "AlarmsOfThisAccount",
        "RulesOfThisAccount",
        "LogGroupsOfThisAccount",
      ],
    );
  });

  it("encrypts alarms and flow logs with the key, and keeps the logs as long as asked", async () => {
    const { cloud, foundation } = await plane({ logRetentionDays: 90 });
    const kmsKeyArn = await valueOf(pulumi.output(foundation.kmsKeyArn));
    assert.equal(cloud.one(AWS.sns.Topic, "staging-alerts").inputs.kmsMasterKeyId, kmsKeyArn);
    assert.deepEqual(
      cloud
        .byType(AWS.cloudwatch.LogGroup)
        .map(({ inputs }) => [inputs.name, inputs.kmsKeyId, inputs.retentionInDays]),
      [["mlops-fraud-staging-flow-logs", kmsKeyArn, 90]],
    );
  });

  it("binds private ways to AWS to the organization, and without one to the account", async () => {
    const bounds = ({ cloud }: { cloud: Cloud }): unknown[] => {
      const endpoints = cloud.byType(AWS.ec2.VpcEndpoint);
      assert.ok(endpoints.length > 10, `${endpoints.length} endpoints`);
      const conditions = endpoints.map((endpoint) => {
        const { Statement } = json(endpoint) as { Statement: { Condition: { StringEquals: unknown } }[] };
        return JSON.stringify(Statement[0]?.Condition.StringEquals);
      });
      return [...new Set(conditions)].map((text): unknown => JSON.parse(text));
    };
    assert.deepEqual(bounds(await plane()), [
      { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:ResourceOrgID": "o-a1b2c3d4e5" },
    ]);
    assert.deepEqual(bounds(await plane({}, "organizationId")), [
      { "aws:PrincipalAccount": "200000000003", "aws:ResourceAccount": "200000000003" },
    ]);
  });

  it("has the network that was asked for", async () => {
    const { cloud } = await plane({
      network: {
        cidr: "10.9.0.0/22",
        availabilityZones: 2,
        natGateways: "single",
        interfaceEndpoints: "none",
      },
    });
    assert.equal(cloud.one(AWS.ec2.Vpc, "staging-network").inputs.cidrBlock, "10.9.0.0/22");
    assert.equal(cloud.byType(AWS.ec2.NatGateway).length, 1);
    assert.deepEqual(
      cloud.byType(AWS.ec2.VpcEndpoint).map(({ inputs }) => inputs.vpcEndpointType),
      ["Gateway", "Gateway"],
    );
  });
});
