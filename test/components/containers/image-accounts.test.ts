import assert from "node:assert/strict";

import { imageAccountsByPurpose, imageAccountsOfAws } from "../../../components/containers/image-accounts";
import { REGIONS } from "../../../settings/regions";

describe("imageAccountsOfAws", () => {
  it("knows two to four accounts in every Region that a landing zone may be in", () => {
    for (const region of REGIONS) {
      const accounts = imageAccountsOfAws(region);
      assert.ok(accounts.length >= 2 && accounts.length <= 4, region);
      assert.equal(new Set(accounts).size, accounts.length, region);
      assert.ok(
        accounts.every((account) => /^\d{12}$/.test(account)),
        region,
      );
    }
  });

  it("has those of Ireland: deep learning, XGBoost, Model Monitor, Clarify", () => {
    assert.deepEqual(imageAccountsOfAws("eu-west-1"), [
      "763104351884",
      "141502667606",
      "468650794304",
      "131013547314",
    ]);
  });

  it("fails when the Region is not in the table", () => {
    assert.throws(() => imageAccountsOfAws("xx-moon-1"), {
      message:
        "the accounts that hold SageMaker's images in xx-moon-1 are not known: add them to IMAGE_ACCOUNTS",
    });
  });
});

describe("imageAccountsByPurpose", () => {
  it("says what each account of a Region holds", () => {
    assert.deepEqual(imageAccountsByPurpose("eu-central-2"), {
      deepLearning: "380420809688",
      xgboost: "680994064768",
      modelMonitor: "590183933784",
      clarify: "730335477804",
    });
  });

  it("has no account for what SageMaker does not offer in a Region", () => {
    const { modelMonitor, clarify } = imageAccountsByPurpose("us-gov-west-1");
    assert.deepEqual([modelMonitor, clarify], [undefined, "598674086554"]);
    const { modelMonitor: spain, clarify: none } = imageAccountsByPurpose("eu-south-2");
    assert.deepEqual([spain, none], ["437450045455", undefined]);
  });
});
