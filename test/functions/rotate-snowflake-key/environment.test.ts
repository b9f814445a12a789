import assert from "node:assert/strict";

import { readSettings } from "../../../functions/rotate-snowflake-key/environment";

const COMPLETE = {
  SNOWFLAKE_ACCOUNT: "Contoso-Data_Platform",
  SNOWFLAKE_USER: "MLOPS_FRAUD",
  SNOWFLAKE_ROLE: "FRAUD_READER",
};

describe("settings of rotate-snowflake-key", () => {
  it("make the address from the account", () => {
    assert.deepEqual(readSettings(COMPLETE), {
      account: "Contoso-Data_Platform",
      user: "MLOPS_FRAUD",
      role: "FRAUD_READER",
      url: "https://contoso-data-platform.snowflakecomputing.com",
    });
  });

  it("reach an account by PrivateLink, or a stand-in, by its address", () => {
    assert.equal(
      readSettings({ ...COMPLETE, SNOWFLAKE_ACCOUNT: "contoso-analytics.privatelink" }).url,
      "https://contoso-analytics.privatelink.snowflakecomputing.com",
    );
    const url = "http://127.0.0.1:8080";
    assert.equal(readSettings({ ...COMPLETE, SNOWFLAKE_URL: url }).url, url);
  });

  it("fail with every variable that is missing or wrong", () => {
    assert.throws(
      () => readSettings({ SNOWFLAKE_ACCOUNT: "https://contoso", SNOWFLAKE_URL: "http://example.com" }),
      {
        message:
          "the function's environment variables are wrong: SNOWFLAKE_ACCOUNT must be an account identifier such as contoso-analytics; SNOWFLAKE_USER must be set to the user's name; SNOWFLAKE_ROLE must be set to the user's role; SNOWFLAKE_URL must be an https URL",
      },
    );
  });
});
