import assert from "node:assert/strict";

import { partitionOf, REGIONS } from "../../settings/regions";

describe("regions", () => {
  for (const [region, partition] of [
    ["eu-west-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-northwest-1", "aws-cn"],
  ] as const) {
    it(`${region} is in partition ${partition}`, () => {
      assert.equal(partitionOf(region), partition);
    });
  }

  it("are each listed once and have a partition", () => {
    assert.equal(new Set(REGIONS).size, REGIONS.length);
    for (const region of REGIONS) {
      assert.match(partitionOf(region), /^aws/);
    }
  });

  it("fails for a Region in no known partition, and says which are known", () => {
    assert.throws(
      () => partitionOf("eu-west-9"),
      /^Error: region eu-west-9 is in no known partition; use one of af-south-1, /,
    );
  });
});
