import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { PrivateNetwork, subnetCidrs } from "../../../components/network/private-network";
import { assertRefused, create, failureOf, scope, tree } from "../../support/fixtures";
import type { MocksOptions } from "../../support/mocks";
import { isKnown, valueOf } from "../../support/outputs";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ROUTES = "aws:ec2/routeTable:RouteTable";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";

const here = scope({ plane: "staging" });
const network = (availabilityZones = 2, mocks: MocksOptions = {}) =>
  create(
    (options) =>
      new PrivateNetwork("network", { scope: here, cidr: "10.20.0.0/20", availabilityZones }, options),
    here,
    mocks,
  );

describe("PrivateNetwork", () => {
  it("has no internet gateway, no NAT gateway, no public address and no other route", async () => {
    const { cloud } = await network();
    assert.deepEqual(tree(cloud), [
      "mlops:network:PrivateNetwork network",
      "network > aws:ec2/defaultSecurityGroup:DefaultSecurityGroup network-default",
      "network > aws:ec2/routeTable:RouteTable network-routes",
      "network > aws:ec2/routeTableAssociation:RouteTableAssociation network-1-routes",
      "network > aws:ec2/routeTableAssociation:RouteTableAssociation network-2-routes",
      "network > aws:ec2/securityGroup:SecurityGroup network-workloads",
      "network > aws:ec2/subnet:Subnet network-1",
      "network > aws:ec2/subnet:Subnet network-2",
      "network > aws:ec2/vpc:Vpc network",
      "network > aws:ec2/vpcEndpoint:VpcEndpoint network-s3",
      "network > aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-to-s3",
      "network > aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-to-workloads",
      "network > aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-from-workloads",
    ]);
    assert.deepEqual(cloud.one(VPC, "network").inputs, {
      cidrBlock: "10.20.0.0/20",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "network" },
    });
    assert.deepEqual(cloud.one(ROUTES, "network-routes").inputs, {
      vpcId: cloud.one(VPC, "network").id,
      tags: { Name: "network-private" },
    });
  });

  it("closes the security group that every network is born with", async () => {
    const { cloud } = await network();
    assert.deepEqual(
      cloud.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "network-default").inputs,
      {
        vpcId: cloud.one(VPC, "network").id,
        ingress: [],
        egress: [],
        tags: { Name: "network-closed" },
      },
    );
  });

  it("has one private subnet in each zone", async () => {
    const { cloud, component } = await network(3);
    const vpcId = cloud.one(VPC, "network").id;
    const subnets = cloud.byType(SUBNET);
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
    const ids = subnets.map(({ id }) => id);
    assert.deepEqual(
      cloud.byType("aws:ec2/routeTableAssociation:RouteTableAssociation").map(({ inputs }) => inputs),
      ids.map((subnetId) => ({ subnetId, routeTableId: cloud.one(ROUTES, "network-routes").id })),
    );
    assert.deepEqual(await valueOf(pulumi.all(component.subnetIds)), ids);
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

  it("reaches S3 through a gateway endpoint", async () => {
    const { cloud } = await network();
    assert.deepEqual(cloud.one(ENDPOINT, "network-s3").inputs, {
      vpcId: cloud.one(VPC, "network").id,
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: [cloud.one(ROUTES, "network-routes").id],
      tags: { Name: "network-s3" },
    });
  });

  it("lets workloads talk to each other and to S3 over TLS, and to nothing else", async () => {
    const { cloud, component } = await network();
    const group = cloud.one(GROUP, "network-workloads");
    assert.deepEqual(group.inputs, {
      vpcId: cloud.one(VPC, "network").id,
      description: "ML workloads",
      tags: { Name: "network-workloads" },
    });
    const peers = { securityGroupId: group.id, referencedSecurityGroupId: group.id, ipProtocol: "-1" };
    assert.deepEqual(
      cloud.byType(INGRESS).map(({ inputs }) => inputs),
      [{ ...peers, description: "From other workloads" }],
    );
    assert.deepEqual(
      cloud.byType(EGRESS).map(({ name, inputs: { prefixListId, ...inputs } }) => ({
        name,
        inputs,
        toPrefixList: /^pl-[0-9a-f]{8}$/.test(String(prefixListId)),
      })),
      [
        {
          name: "network-to-workloads",
          inputs: { ...peers, description: "To other workloads" },
          toPrefixList: false,
        },
        {
          name: "network-to-s3",
          inputs: {
            securityGroupId: group.id,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            description: "To S3 through the gateway endpoint",
          },
          toPrefixList: true,
        },
      ],
    );
    const s3 = cloud.one(ENDPOINT, "network-s3").urn;
    assert.deepEqual(cloud.one(EGRESS, "network-to-s3").propertyDependencies.prefixListId, [s3]);
    assert.equal(await valueOf(component.workloadSecurityGroupId), group.id);
  });

  it("knows its shape, but no ids, in a preview", async () => {
    const { cloud, component } = await network(3, { preview: true });
    assert.equal(cloud.byType(SUBNET).length, 3);
    assert.equal(await isKnown(component.vpcId), false);
  });

  it("fails when the region has fewer zones than needed", async () => {
    const { message } = await failureOf(
      (options) =>
        new PrivateNetwork("network", { scope: here, cidr: "10.20.0.0/20", availabilityZones: 3 }, options),
      here,
      { invokes: { [ZONES]: () => ({ names: ["eu-west-1a", "eu-west-1b"] }) } },
    );
    assert.match(
      message,
      /the region offers 2 availability zones \(eu-west-1a, eu-west-1b\), 3 are needed: lower network\.availabilityZones$/,
    );
  });

  for (const zones of [0, 1, 4, 2.5]) {
    it(`fails when ${zones} zones are asked for`, () =>
      assertRefused(
        (options) =>
          new PrivateNetwork(
            "network",
            { scope: here, cidr: "10.20.0.0/20", availabilityZones: zones },
            options,
          ),
        `a private network over ${zones} availability zones cannot be made: give 2 or 3`,
        here,
      ));
  }
});

describe("subnetCidrs", () => {
  for (const [cidr, zones, expected] of [
    ["10.0.0.0/16", 3, ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"]],
    ["10.20.16.0/20", 2, ["10.20.16.0/22", "10.20.20.0/22"]],
    ["10.30.4.0/22", 3, ["10.30.4.0/24", "10.30.5.0/24", "10.30.6.0/24"]],
    ["192.168.255.0/24", 3, ["192.168.255.0/26", "192.168.255.64/26", "192.168.255.128/26"]],
  ] as const) {
    it(`gives ${zones} quarters of ${cidr}`, () => {
      assert.deepEqual(subnetCidrs(cidr, zones), expected);
    });
  }
});
