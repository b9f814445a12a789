import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [AWS.ec2.Route, { id: "r-rtb-sample[0-9a-f]{8}", state: "active" }],
  [
    AWS.ec2.InternetGateway,
    { id: "igw-0[0-9a-f]{16}", arn: `arn:aws:ec2:${HERE}:internet-gateway/igw-0[0-9a-f]{16}` },
  ],
  [
    AWS.ec2.Eip,
    {
      id: "eipalloc-0[0-9a-f]{16}",
      allocationId: "eipalloc-0[0-9a-f]{16}",
      arn: `arn:aws:ec2:${HERE}:elastic-ip/eipalloc-0[0-9a-f]{16}`,
      publicIp: "203\\.0\\.113\\.[0-9]{1,3}",
      publicDns: "ec2-203-0-113-[0-9]{1,3}\\.eu-west-1\\.compute\\.amazonaws\\.com",
    },
  ],
  [
    AWS.ec2.NatGateway,
    {
      id: "nat-0[0-9a-f]{16}",
      associationId: "eipassoc-0[0-9a-f]{16}",
      publicIp: "203\\.0\\.113\\.[0-9]{1,3}",
      privateIp: "10(\\.[0-9]{1,3}){3}",
    },
  ],
];

describe("ways to the internet and to AWS services look like those of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  for (const [serviceName, address] of [
    ["com.amazonaws.eu-west-1.kms", "kms"],
    ["com.amazonaws.eu-west-1.sagemaker.featurestore-runtime", "featurestore-runtime.sagemaker"],
    ["cn.com.amazonaws.eu-west-1.ecr.api", "api.ecr"],
    ["aws.sagemaker.eu-west-1.studio", "studio.sagemaker"],
  ] as const) {
    it(`the address of endpoint service ${serviceName} begins with ${address}`, () => {
      const { outputs } = simulate(sample(AWS.ec2.VpcEndpoint, "e", { serviceName }));
      const [entry] = outputs.dnsEntries as { dnsName: string }[];
      assert.equal(entry?.dnsName.split(".").slice(1).join("."), `${address}.eu-west-1.vpce.amazonaws.com`);
    });
  }

  it("a NAT gateway is seen under the address that it was given", () => {
    const address = simulate(sample(AWS.ec2.Eip));
    const { outputs } = simulate(
      sample(AWS.ec2.NatGateway, "n", { allocationId: address.outputs.allocationId }),
    );
    assert.equal(outputs.publicIp, address.outputs.publicIp);
  });

  it("a NAT gateway without an address of its own is private", () => {
    const { outputs } = simulate(
      sample(AWS.ec2.NatGateway, "n", { allocationId: undefined, connectivityType: "private" }),
    );
    assert.deepEqual([outputs.publicIp, outputs.associationId], ["", ""]);
  });

  it("routes of one table to different destinations are different routes", () => {
    const to = (destination: object): string =>
      simulate(sample(AWS.ec2.Route, "r", { destinationCidrBlock: undefined, ...destination })).id;
    const ids = [
      to({ destinationCidrBlock: "0.0.0.0/0" }),
      to({ destinationIpv6CidrBlock: "::/0" }),
      to({ destinationPrefixListId: "pl-1" }),
    ];
    assert.equal(new Set(ids).size, 3);
    assert.throws(() => to({}), /must be text that is known, given nothing$/);
  });
});
