import assert from "node:assert/strict";

import { placeOf } from "../../../simulator/clouds";

describe("placeOf", () => {
  it("reads the inputs of an aws provider as the SDK sends them, nested values as JSON", () => {
    const place = placeOf({
      region: "eu-west-1",
      allowedAccountIds: '["111122223333"]',
      defaultTags: '{"tags":{"Team":"fraud"}}',
    });
    assert.deepEqual(place, {
      account: "111122223333",
      region: "eu-west-1",
      partition: "aws",
      defaultTags: { Team: "fraud" },
    });
  });

  it("reads plain values, and knows the partition by the Region", () => {
    assert.deepEqual(placeOf({ region: "cn-north-1", allowedAccountIds: ["111122223333"] }), {
      account: "111122223333",
      region: "cn-north-1",
      partition: "aws-cn",
      defaultTags: {},
    });
  });

  it("reads the organization of an azuredevops provider", () => {
    assert.deepEqual(placeOf({ orgServiceUrl: "https://dev.azure.com/Contoso" }), {
      account: "Contoso",
      region: "",
      partition: "aws",
    });
  });

  const refused: readonly (readonly [what: string, inputs: Readonly<Record<string, unknown>>])[] = [
    ["without an account", { region: "eu-west-1" }],
    ["with two accounts", { region: "eu-west-1", allowedAccountIds: '["111122223333","444455556666"]' }],
    ["without a Region", { allowedAccountIds: '["111122223333"]' }],
    ["of Azure DevOps without its organization", {}],
  ];
  for (const [what, inputs] of refused) {
    it(`refuses a provider ${what}`, () => {
      assert.throws(() => placeOf(inputs), /a provider must say where it acts/);
    });
  }
});
