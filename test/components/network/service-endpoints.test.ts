import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { endpointPolicy } from "../../../components/network/endpoint-policy";
import { ServiceEndpoints } from "../../../components/network/service-endpoints";
import type { InterfaceService } from "../../../components/network/services";
import { INTERFACE_SERVICES } from "../../../components/network/services";
import { counts, create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const perimeter = { scope: scope(), organizationId: "o-a1b2c3d4e5" };
const endpoints = (interfaceEndpoints: "create" | "none", where = scope()) =>
  create(
    (options) =>
      new ServiceEndpoints(
        "endpoints",
        {
          ...perimeter,
          scope: where,
          vpcId: "vpc-1",
          subnetIds: ["subnet-1", "subnet-2"],
          routeTableIds: ["rtb-1", "rtb-2"],
          workloadSecurityGroupId: "sg-workloads",
          interfaceEndpoints,
        },
        options,
      ),
    where,
  );

const childName = (service: string): string => `endpoints-${service.replaceAll(".", "-")}`;

describe("ServiceEndpoints", () => {
  it("reaches S3 and DynamoDB through the route tables of all zones", async () => {
    const { cloud, component } = await endpoints("none");
    assert.deepEqual(counts(cloud), { [AWS.ec2.VpcEndpoint]: 2 });
    for (const service of ["s3", "dynamodb"] as const) {
      assert.deepEqual(cloud.one(AWS.ec2.VpcEndpoint, childName(service)).inputs, {
        vpcId: "vpc-1",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: ["rtb-1", "rtb-2"],
        policy: await valueOf(endpointPolicy(perimeter, service)),
        tags: { Name: childName(service) },
      });
    }
    const [s3, dynamodb] = await valueOf(
      pulumi.all([component.prefixListIds.s3, component.prefixListIds.dynamodb]),
    );
    assert.notEqual(s3, dynamodb);
    assert.match(`${s3} ${dynamodb}`, /^pl-[0-9a-f]{8} pl-[0-9a-f]{8}$/);
    assert.equal(component.securityGroupId, undefined);
  });

  it("has an interface with a private name in every subnet for each other service", async () => {
    const { cloud } = await endpoints("create");
    assert.deepEqual(counts(cloud), {
      [AWS.ec2.VpcEndpoint]: 2 + INTERFACE_SERVICES.length,
      [AWS.ec2.SecurityGroup]: 1,
      [AWS.vpc.SecurityGroupIngressRule]: 1,
    });
    const serviceNames: Partial<Record<InterfaceService, string>> = {
      studio: "aws.sagemaker.eu-west-1.studio",
    };
    for (const service of INTERFACE_SERVICES) {
      assert.deepEqual(cloud.one(AWS.ec2.VpcEndpoint, childName(service)).inputs, {
        vpcId: "vpc-1",
        serviceName: serviceNames[service] ?? `com.amazonaws.eu-west-1.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: ["subnet-1", "subnet-2"],
        securityGroupIds: [cloud.one(AWS.ec2.SecurityGroup, "endpoints-group").id],
        privateDnsEnabled: true,
        policy: await valueOf(endpointPolicy(perimeter, service)),
        tags: { Name: childName(service) },
      });
    }
  });

  it("answers workloads over TLS, nobody else, and starts nothing itself", async () => {
    const { cloud, component } = await endpoints("create");
    const group = cloud.one(AWS.ec2.SecurityGroup, "endpoints-group");
    assert.deepEqual(group.inputs, {
      vpcId: "vpc-1",
      description: "Endpoints of AWS services",
      tags: { Name: "endpoints" },
    });
    assert.deepEqual(
      cloud.byType(AWS.vpc.SecurityGroupIngressRule).map(({ inputs }) => inputs),
      [
        {
          securityGroupId: group.id,
          referencedSecurityGroupId: "sg-workloads",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          description: "From workloads",
        },
      ],
    );
    assert.ok(component.securityGroupId);
    assert.equal(await valueOf(component.securityGroupId), group.id);
  });

  it("leaves Glue out in China", async () => {
    const { cloud } = await endpoints("create", scope({ region: "cn-north-1", partition: "aws-cn" }));
    const names = cloud.byType(AWS.ec2.VpcEndpoint).map(({ name }) => name);
    assert.equal(names.length, 1 + INTERFACE_SERVICES.length);
    assert.ok(!names.includes("endpoints-glue"));
  });
});
