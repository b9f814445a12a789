import assert from "node:assert/strict";

import { readSettings } from "../../../functions/index-ml-logs/environment";

const URL = "https://vpc-mlops-fraud-logs-abc.eu-west-1.es.amazonaws.com";

describe("settings of the functions that talk to the search domain", () => {
  it("are an address and a Region", () => {
    assert.deepEqual(readSettings({ OPENSEARCH_URL: URL, AWS_REGION: "eu-west-1" }), {
      url: URL,
      region: "eu-west-1",
    });
  });

  it("may name a stand-in on the same machine", () => {
    const url = "http://127.0.0.1:9200";
    assert.equal(readSettings({ OPENSEARCH_URL: url, AWS_REGION: "eu-west-1" }).url, url);
  });

  it("name everything that is missing", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the function's environment variables are wrong: OPENSEARCH_URL must be set to the https URL of the search domain; AWS_REGION must be set to the Region of the search domain",
    });
  });

  for (const url of ["http://example.com", "vpc-logs.es.amazonaws.com", "http://127.0.0.2"]) {
    it(`refuse ${url}: logs would travel in clear`, () => {
      assert.throws(
        () => readSettings({ OPENSEARCH_URL: url, AWS_REGION: "eu-west-1" }),
        /OPENSEARCH_URL must be an https URL/,
      );
    });
  }
});
