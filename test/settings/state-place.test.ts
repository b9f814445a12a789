import assert from "node:assert/strict";

import { backendUrl, secretsProvider, stateBucketArn, statePlace } from "../../settings/state-place";

const KEY = "key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";

describe("the place of the state", () => {
  for (const [partition, region] of [
    ["aws", "us-east-1"],
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-cn", "cn-north-1"],
  ] as const) {
    it(`is where the key is: ${region}`, () => {
      const key = `arn:${partition}:kms:${region}:100000000001:${KEY}`;
      const place = statePlace("contoso-state", key);
      assert.equal(place.account, "100000000001");
      assert.equal(stateBucketArn(place), `arn:${partition}:s3:::contoso-state`);
      assert.equal(backendUrl(place), `s3://contoso-state?region=${region}&awssdk=v2`);
      assert.equal(secretsProvider(place), `awskms:///${key}?region=${region}`);
    });
  }
});
