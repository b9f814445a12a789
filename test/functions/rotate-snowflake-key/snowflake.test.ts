import assert from "node:assert/strict";

import { identifier, literal, tokenAccount } from "../../../functions/rotate-snowflake-key/snowflake";

describe("names in statements and tokens", () => {
  for (const [name, quoted] of [
    ["mlops_fraud", '"MLOPS_FRAUD"'],
    ["MLOPS$1", '"MLOPS$1"'],
    ["svc@example.com", '"svc@example.com"'],
    ['a" SET PASSWORD = "x', '"a"" SET PASSWORD = ""x"'],
  ] as const) {
    it(`an identifier stays one, whatever is in it: ${name}`, () => {
      assert.equal(identifier(name), quoted);
    });
  }

  it("a text stays one, whatever is in it", () => {
    assert.equal(literal("a' OR '\\"), "'a'' OR ''\\\\'");
  });

  for (const [account, inToken] of [
    ["contoso-analytics", "CONTOSO-ANALYTICS"],
    ["contoso-data_platform", "CONTOSO-DATA_PLATFORM"],
    ["contoso-analytics.privatelink", "CONTOSO-ANALYTICS"],
    ["xy12345.eu-west-1.aws", "XY12345"],
    ["xy12345-f9a1.global", "XY12345"],
    // The table of Snowflake's connector for Python.
    ["s3testaccount.global", "S3TESTACCOUNT.GLOBAL"],
    ["acct-with-dashes", "ACCT-WITH-DASHES"],
    ["testaccount.extra", "TESTACCOUNT"],
    ["testaccount-user.global", "TESTACCOUNT"],
    ["normalaccount", "NORMALACCOUNT"],
  ] as const) {
    it(`a token for ${account} names ${inToken}`, () => {
      assert.equal(tokenAccount(account), inToken);
    });
  }
});
