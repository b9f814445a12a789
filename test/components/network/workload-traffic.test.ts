import assert from "node:assert/strict";

import type { PrivateNetworkArgs } from "../../../components/network/private-network";
import { INTERFACE_SERVICES } from "../../../components/network/services";
import { counts } from "../../support/fixtures";
import type { MockedCloud } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { network } from "./sample-network";
import { AWS } from "../../support/types";

const TLS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** Egress rules by name, without what all of them have. */
const ways = (cloud: MockedCloud): Record<string, Record<string, unknown>> => {
  const group = cloud.one(AWS.ec2.SecurityGroup, "network-workloads").id;
  return Object.fromEntries(
    cloud
      .byType(AWS.vpc.SecurityGroupEgressRule)
      .map(({ name, inputs: { securityGroupId, description, ...rest } }) => {
        assert.equal(securityGroupId, group);
        assert.equal(typeof description, "string");
        return [name, rest];
      }),
  );
};

describe("the workloads of a PrivateNetwork", () => {
  it("takes traffic of other workloads and of nobody else", async () => {
    const { cloud, component } = await network({ interfaceEndpoints: "create", natGateways: "perZone" });
    const group = cloud.one(AWS.ec2.SecurityGroup, "network-workloads");
    assert.deepEqual(group.inputs, {
      vpcId: cloud.one(AWS.ec2.Vpc, "network").id,
      description: "ML workloads",
      tags: { Name: "network-workloads" },
    });
    assert.deepEqual(
      cloud
        .byType(AWS.vpc.SecurityGroupIngressRule)
        .map(({ inputs }) => inputs)
        .filter(({ securityGroupId }) => securityGroupId === group.id),
      [
        {
          securityGroupId: group.id,
          referencedSecurityGroupId: group.id,
          ipProtocol: "-1",
          description: "From other workloads",
        },
      ],
    );
    assert.equal(await valueOf(component.workloadSecurityGroupId), group.id);
  });

  it("lets workloads talk to each other, to S3 and to DynamoDB over TLS, and to nothing else", async () => {
    const { cloud } = await network();
    const { "network-to-workloads": peers, ...lists } = ways(cloud);
    assert.deepEqual(peers, {
      referencedSecurityGroupId: cloud.one(AWS.ec2.SecurityGroup, "network-workloads").id,
      ipProtocol: "-1",
    });
    assert.deepEqual(Object.keys(lists), ["network-to-s3", "network-to-dynamodb"]);
    for (const service of ["s3", "dynamodb"]) {
      const rule = cloud.one(AWS.vpc.SecurityGroupEgressRule, `network-to-${service}`);
      const { prefixListId, ...rest } = lists[rule.name] ?? {};
      assert.deepEqual(rest, TLS);
      assert.match(String(prefixListId), /^pl-[0-9a-f]{8}$/);
      assert.deepEqual(rule.propertyDependencies.prefixListId, [
        cloud.one(AWS.ec2.VpcEndpoint, `network-endpoints-${service}`).urn,
      ]);
    }
  });

  it("lets workloads reach the interface endpoints where there are some", async () => {
    const { cloud } = await network({ interfaceEndpoints: "create" });
    assert.equal(counts(cloud)[AWS.ec2.VpcEndpoint], 2 + INTERFACE_SERVICES.length);
    assert.deepEqual(
      cloud.one(AWS.ec2.VpcEndpoint, "network-endpoints-kms").inputs.subnetIds,
      cloud.byType(AWS.ec2.Subnet).map(({ id }) => id),
    );
    assert.deepEqual(ways(cloud)["network-to-endpoints"], {
      ...TLS,
      referencedSecurityGroupId: cloud.one(AWS.ec2.SecurityGroup, "network-endpoints-group").id,
    });
    assert.deepEqual(
      cloud
        .byType(AWS.vpc.SecurityGroupIngressRule)
        .filter(({ name }) => name === "network-endpoints-from-workloads")
        .map(({ inputs }) => inputs.referencedSecurityGroupId),
      [cloud.one(AWS.ec2.SecurityGroup, "network-workloads").id],
    );
  });

  it("opens TLS to the internet only where there is a NAT gateway", async () => {
    const open = async (changes: Partial<PrivateNetworkArgs>): Promise<unknown> => {
      const { cloud } = await network(changes);
      return Object.fromEntries(
        Object.entries(ways(cloud)).filter(([, rule]) => JSON.stringify(rule).includes("/0")),
      );
    };
    const rule = { "network-to-internet": { ...TLS, cidrIpv4: "0.0.0.0/0" } };
    assert.deepEqual(await open({ interfaceEndpoints: "create" }), {});
    assert.deepEqual(await open({ interfaceEndpoints: "create", natGateways: "none" }), {});
    assert.deepEqual(await open({ natGateways: "single" }), rule);
    assert.deepEqual(await open({ natGateways: "perZone" }), rule);
  });
});
