import assert from "node:assert/strict";

import { Netmask } from "netmask";

import { privateSubnetCidrs, publicSubnetCidrs } from "../../../components/network/addresses";

describe("privateSubnetCidrs", () => {
  for (const [cidr, zones, expected] of [
    ["10.0.0.0/16", 3, ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"]],
    ["10.20.16.0/20", 2, ["10.20.16.0/22", "10.20.20.0/22"]],
    ["10.30.4.0/22", 3, ["10.30.4.0/24", "10.30.5.0/24", "10.30.6.0/24"]],
    ["192.168.255.0/24", 3, ["192.168.255.0/26", "192.168.255.64/26", "192.168.255.128/26"]],
  ] as const) {
    it(`gives ${zones} quarters of ${cidr}`, () => {
      assert.deepEqual(privateSubnetCidrs(cidr, zones), expected);
    });
  }

  for (const zones of [0, 1, 4, 2.5]) {
    it(`fails when ${zones} zones are asked for`, () => {
      assert.throws(() => privateSubnetCidrs("10.0.0.0/16", zones), {
        message: `a private network over ${zones} availability zones cannot be made: give 2 or 3`,
      });
    });
  }
});

describe("publicSubnetCidrs", () => {
  for (const [cidr, subnets, expected] of [
    ["10.0.0.0/16", 3, ["10.0.192.0/20", "10.0.208.0/20", "10.0.224.0/20"]],
    ["10.20.16.0/20", 1, ["10.20.28.0/24"]],
    ["10.20.16.0/20", 2, ["10.20.28.0/24", "10.20.29.0/24"]],
    ["192.168.255.0/24", 3, ["192.168.255.192/28", "192.168.255.208/28", "192.168.255.224/28"]],
  ] as const) {
    it(`gives ${subnets} quarters of the fourth quarter of ${cidr}`, () => {
      assert.deepEqual(publicSubnetCidrs(cidr, subnets), expected);
    });
  }

  for (const bits of [16, 17, 18, 19, 20, 21, 22, 23, 24]) {
    it(`stays inside a network of /${bits} and clear of its private subnets, and AWS takes its size`, () => {
      const cidr = `10.64.0.0/${bits}`;
      const network = new Netmask(cidr);
      const subnets = publicSubnetCidrs(cidr, 3).map((subnet) => new Netmask(subnet));
      const priv = privateSubnetCidrs(cidr, 3).map((subnet) => new Netmask(subnet));
      for (const subnet of subnets) {
        assert.ok(network.contains(subnet));
        assert.ok(subnet.bitmask <= 28);
        assert.ok(priv.every((other) => !other.contains(subnet) && !subnet.contains(other)));
      }
    });
  }
});
