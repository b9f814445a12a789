import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { InternetAccess } from "../../../components/network/internet-access";
import { create, tree } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const internet = (natGateways: "single" | "perZone") =>
  create(
    (options) =>
      new InternetAccess(
        "internet",
        {
          vpcId: "vpc-1",
          cidr: "10.20.0.0/20",
          zoneNames: ["eu-west-1a", "eu-west-1b"],
          routeTableIds: ["rtb-1", "rtb-2"],
          natGateways,
        },
        options,
      ),
  );

describe("InternetAccess", () => {
  it("shares a single NAT gateway in the first zone", async () => {
    const { cloud } = await internet("single");
    assert.deepEqual(tree(cloud), [
      "internet > aws:ec2/eip:Eip internet-nat-1-address",
      "internet > aws:ec2/internetGateway:InternetGateway internet-gateway",
      "internet > aws:ec2/natGateway:NatGateway internet-nat-1",
      "internet > aws:ec2/route:Route internet-from-1",
      "internet > aws:ec2/route:Route internet-from-2",
      "internet > aws:ec2/route:Route internet-route",
      "internet > aws:ec2/routeTable:RouteTable internet-routes",
      "internet > aws:ec2/routeTableAssociation:RouteTableAssociation internet-1-routes",
      "internet > aws:ec2/subnet:Subnet internet-1",
      "mlops:network:InternetAccess internet",
    ]);
    const natGatewayId = cloud.one(AWS.ec2.NatGateway, "internet-nat-1").id;
    for (const [route, routeTableId] of [
      ["internet-from-1", "rtb-1"],
      ["internet-from-2", "rtb-2"],
    ] as const) {
      assert.deepEqual(cloud.one(AWS.ec2.Route, route).inputs, {
        routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId,
      });
    }
  });

  it("has a NAT gateway in each zone, for the subnets of that zone", async () => {
    const { cloud, component } = await internet("perZone");
    for (const zone of [1, 2]) {
      const address = cloud.one(AWS.ec2.Eip, `internet-nat-${zone}-address`);
      assert.deepEqual(address.inputs, { domain: "vpc", tags: { Name: `internet-nat-${zone}` } });
      assert.deepEqual(cloud.one(AWS.ec2.NatGateway, `internet-nat-${zone}`).inputs, {
        subnetId: cloud.one(AWS.ec2.Subnet, `internet-${zone}`).id,
        allocationId: address.id,
        connectivityType: "public",
        tags: { Name: `internet-nat-${zone}` },
      });
      assert.deepEqual(cloud.one(AWS.ec2.Route, `internet-from-${zone}`).inputs, {
        routeTableId: `rtb-${zone}`,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: cloud.one(AWS.ec2.NatGateway, `internet-nat-${zone}`).id,
      });
    }
    const publicIps = await valueOf(pulumi.all(component.publicIps));
    assert.equal(new Set(publicIps).size, 2);
    assert.ok(publicIps.every((address) => /^203\.0\.113\.\d+$/.test(address)));
  });

  it("puts the gateways into subnets that give out no public addresses", async () => {
    const { cloud } = await internet("perZone");
    assert.deepEqual(
      cloud.byType(AWS.ec2.Subnet).map(({ inputs }) => inputs),
      [
        ["internet-1", "10.20.12.0/24", "eu-west-1a"],
        ["internet-2", "10.20.13.0/24", "eu-west-1b"],
      ].map(([Name, cidrBlock, availabilityZone]) => ({
        vpcId: "vpc-1",
        cidrBlock,
        availabilityZone,
        mapPublicIpOnLaunch: false,
        tags: { Name },
      })),
    );
  });

  it("leads only those subnets to the internet gateway", async () => {
    const { cloud } = await internet("perZone");
    const gateway = cloud.one(AWS.ec2.InternetGateway, "internet-gateway");
    assert.deepEqual(gateway.inputs, { vpcId: "vpc-1", tags: { Name: "internet" } });
    const table = cloud.one(AWS.ec2.RouteTable, "internet-routes");
    assert.deepEqual(table.inputs, { vpcId: "vpc-1", tags: { Name: "internet-public" } });
    assert.deepEqual(cloud.one(AWS.ec2.Route, "internet-route").inputs, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    assert.deepEqual(
      cloud.byType(AWS.ec2.RouteTableAssociation).map(({ inputs }) => inputs),
      cloud.byType(AWS.ec2.Subnet).map(({ id }) => ({ subnetId: id, routeTableId: table.id })),
    );
  });

  it("makes a NAT gateway once the network has its internet gateway", async () => {
    const { cloud } = await internet("single");
    const { urn } = cloud.one(AWS.ec2.InternetGateway, "internet-gateway");
    assert.ok(cloud.one(AWS.ec2.NatGateway, "internet-nat-1").dependencies.includes(urn));
    assert.ok(cloud.one(AWS.ec2.Eip, "internet-nat-1-address").dependencies.includes(urn));
  });
});
