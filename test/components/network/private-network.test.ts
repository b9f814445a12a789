import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { PrivateNetwork } from "../../../components/network/private-network";
import { assertRefused, BOUNDARY_ARN, counts, failureOf, json, KEY_ARN, tree } from "../../support/fixtures";
import type { MockedCloud } from "../../support/mocks";
import { isKnown, valueOf } from "../../support/outputs";
import { args, here, network } from "./sample-network";
import { AWS } from "../../support/types";

const ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";

/** What the network itself holds; its parts have tests of their own. */
const ownChildren = (cloud: MockedCloud): string[] =>
  tree(cloud).filter((line) => line.startsWith("network > "));

describe("PrivateNetwork", () => {
  it("has no internet gateway, no NAT gateway, no public address and no route out, unless asked for", async () => {
    const { cloud } = await network();
    assert.deepEqual(ownChildren(cloud), [
      "network > aws:ec2/defaultSecurityGroup:DefaultSecurityGroup network-default",
      "network > aws:ec2/routeTable:RouteTable network-1-routes",
      "network > aws:ec2/routeTable:RouteTable network-2-routes",
      "network > aws:ec2/routeTableAssociation:RouteTableAssociation network-1-routes",
      "network > aws:ec2/routeTableAssociation:RouteTableAssociation network-2-routes",
      "network > aws:ec2/securityGroup:SecurityGroup network-workloads",
      "network > aws:ec2/subnet:Subnet network-1",
      "network > aws:ec2/subnet:Subnet network-2",
      "network > aws:ec2/vpc:Vpc network",
      "network > aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-to-dynamodb",
      "network > aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-to-s3",
      "network > aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-to-workloads",
      "network > aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-from-workloads",
      "network > mlops:network:FlowLogs network-flow-logs",
      "network > mlops:network:ServiceEndpoints network-endpoints",
    ]);
    const held = counts(cloud);
    for (const type of [AWS.ec2.Route, AWS.ec2.InternetGateway, AWS.ec2.Eip]) {
      assert.equal(held[type], undefined, type);
    }
    assert.deepEqual(cloud.one(AWS.ec2.Vpc, "network").inputs, {
      cidrBlock: "10.20.0.0/20",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "network" },
    });
  });

  it("closes the security group that every network is born with", async () => {
    const { cloud } = await network();
    assert.deepEqual(cloud.one(AWS.ec2.DefaultSecurityGroup, "network-default").inputs, {
      vpcId: cloud.one(AWS.ec2.Vpc, "network").id,
      ingress: [],
      egress: [],
      tags: { Name: "network-closed" },
    });
  });

  it("has one private subnet with a route table of its own in each zone", async () => {
    const { cloud, component } = await network({ availabilityZones: 3 });
    const vpcId = cloud.one(AWS.ec2.Vpc, "network").id;
    const subnets = cloud.byType(AWS.ec2.Subnet);
    assert.deepEqual(
      subnets.map(({ inputs }) => inputs),
      [
        ["network-1", "10.20.0.0/22", "eu-west-1a"],
        ["network-2", "10.20.4.0/22", "eu-west-1b"],
        ["network-3", "10.20.8.0/22", "eu-west-1c"],
      ].map(([Name, cidrBlock, availabilityZone]) => ({
        vpcId,
        cidrBlock,
        availabilityZone,
        mapPublicIpOnLaunch: false,
        tags: { Name },
      })),
    );
    assert.deepEqual(
      cloud.byType(AWS.ec2.RouteTable).map(({ inputs }) => inputs),
      [1, 2, 3].map((zone) => ({ vpcId, tags: { Name: `network-${zone}-private` } })),
    );
    assert.deepEqual(
      cloud.byType(AWS.ec2.RouteTableAssociation).map(({ inputs }) => inputs),
      subnets.map(({ id, name }) => ({
        subnetId: id,
        routeTableId: cloud.one(AWS.ec2.RouteTable, `${name}-routes`).id,
      })),
    );
    assert.deepEqual(
      await valueOf(pulumi.all(component.subnetIds)),
      subnets.map(({ id }) => id),
    );
    assert.equal(await valueOf(component.vpcId), vpcId);
  });

  it("asks for real zones only: a Local Zone would sort before them", async () => {
    const { cloud } = await network();
    assert.deepEqual(cloud.invokes, [
      {
        token: ZONES,
        args: {
          state: "available",
          filters: [{ name: "zone-type", values: ["availability-zone"] }],
        },
      },
    ]);
  });

  it("records its traffic in the plane's log group", async () => {
    const { cloud } = await network();
    assert.equal(
      cloud.one(AWS.ec2.FlowLog, "network-flow-logs").inputs.vpcId,
      cloud.one(AWS.ec2.Vpc, "network").id,
    );
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "network-flow-logs-group").inputs, {
      name: "mlops-fraud-staging-flow-logs",
      retentionInDays: 90,
      kmsKeyId: KEY_ARN,
    });
    assert.equal(cloud.one(AWS.iam.Role, "network-flow-logs-role").inputs.permissionsBoundary, BOUNDARY_ARN);
  });

  it("routes all zones to S3 and DynamoDB, for the organization only", async () => {
    const { cloud } = await network();
    const routeTableIds = cloud.byType(AWS.ec2.RouteTable).map(({ id }) => id);
    for (const service of ["s3", "dynamodb"]) {
      const endpoint = cloud.one(AWS.ec2.VpcEndpoint, `network-endpoints-${service}`);
      assert.equal(endpoint.inputs.vpcId, cloud.one(AWS.ec2.Vpc, "network").id);
      assert.deepEqual(endpoint.inputs.routeTableIds, routeTableIds);
      assert.match(JSON.stringify(json(endpoint)), /"aws:PrincipalOrgID":"o-a1b2c3d4e5"/);
    }
  });

  it("binds the endpoints to its account where there is no organization", async () => {
    const { cloud } = await network({ organizationId: undefined });
    const policy = JSON.stringify(json(cloud.one(AWS.ec2.VpcEndpoint, "network-endpoints-dynamodb")));
    assert.match(policy, /"aws:ResourceAccount":"200000000002"/);
    assert.doesNotMatch(policy, /OrgID/);
  });

  for (const [natGateways, count] of [
    ["single", 1],
    ["perZone", 3],
  ] as const) {
    it(`sends every zone through its NAT gateway (${natGateways})`, async () => {
      const { cloud } = await network({ natGateways, availabilityZones: 3 });
      assert.equal(cloud.byType(AWS.ec2.NatGateway).length, count);
      assert.deepEqual(
        [1, 2, 3].map((zone) => {
          const { routeTableId, natGatewayId } = cloud.one(
            AWS.ec2.Route,
            `network-internet-from-${zone}`,
          ).inputs;
          return { routeTableId, natGatewayId };
        }),
        [1, 2, 3].map((zone) => ({
          routeTableId: cloud.one(AWS.ec2.RouteTable, `network-${zone}-routes`).id,
          natGatewayId: cloud.one(
            AWS.ec2.NatGateway,
            `network-internet-nat-${natGateways === "single" ? 1 : zone}`,
          ).id,
        })),
      );
    });
  }

  it("changes nothing that is there when a NAT gateway comes or goes", async () => {
    const without = (await network({ interfaceEndpoints: "create" })).cloud;
    const existing = without.resources.map(({ urn, inputs }) => ({ urn, inputs }));
    const { cloud } = await network({ interfaceEndpoints: "create", natGateways: "perZone" });
    assert.ok(cloud.resources.length > existing.length);
    for (const { urn, inputs } of existing) {
      assert.deepEqual(cloud.resources.find((resource) => resource.urn === urn)?.inputs, inputs, urn);
    }
  });

  it("knows its shape and its policies, but no ids, in a preview", async () => {
    const { cloud, component } = await network(
      { availabilityZones: 3, interfaceEndpoints: "create", natGateways: "perZone" },
      { preview: true },
    );
    assert.equal(cloud.byType(AWS.ec2.Subnet).length, 6);
    assert.ok(cloud.byType(AWS.ec2.VpcEndpoint).every(({ inputs }) => typeof inputs.policy === "string"));
    assert.equal(await isKnown(component.vpcId), false);
  });

  it("is in the zones that are named, whatever the account calls them, and in their order", async () => {
    const { cloud } = await network(
      { zones: ["usw2-az3", "usw2-az1"] },
      {
        invokes: {
          [ZONES]: () => ({
            names: ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"],
            zoneIds: ["usw2-az2", "usw2-az1", "usw2-az4", "usw2-az3"],
          }),
        },
      },
    );
    assert.deepEqual(
      cloud.byType(AWS.ec2.Subnet).map(({ name, inputs }) => [name, inputs.availabilityZone]),
      [
        ["network-1", "us-west-2d"],
        ["network-2", "us-west-2b"],
      ],
    );
  });

  it("fails when a zone that is named is not offered now, rather than moving its subnet", async () => {
    const { message } = await failureOf(
      (options) => new PrivateNetwork("network", { ...args, zones: ["usw2-az3", "usw2-az1"] }, options),
      here,
      { invokes: { [ZONES]: () => ({ names: ["us-west-2a"], zoneIds: ["usw2-az1"] }) } },
    );
    assert.match(
      message,
      /the region offers no availability zone usw2-az3 now \(us-west-2a is usw2-az1\): correct network\.zones, or wait/,
    );
  });

  it("fails when the region has fewer zones than needed", async () => {
    const { message } = await failureOf(
      (options) => new PrivateNetwork("network", { ...args, availabilityZones: 3 }, options),
      here,
      {
        invokes: {
          [ZONES]: () => ({ names: ["eu-west-1a", "eu-west-1b"], zoneIds: ["euw1-az1", "euw1-az2"] }),
        },
      },
    );
    assert.match(
      message,
      /the region offers 2 availability zones \(eu-west-1a, eu-west-1b\), 3 are needed: lower network\.availabilityZones$/,
    );
  });

  it("fails when it should have four zones, before anything is made", () =>
    assertRefused(
      (options) => new PrivateNetwork("network", { ...args, availabilityZones: 4 }, options),
      "a private network over 4 availability zones cannot be made: give 2 or 3",
      here,
    ));
});
