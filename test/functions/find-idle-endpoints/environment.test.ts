import assert from "node:assert/strict";
import { readSettings } from "../../../functions/find-idle-endpoints/environment";
import { ENVIRONMENT, TOPIC_ARN } from "./support";

const complete = { ...ENVIRONMENT, AWS_REGION: "eu-west-1" };

describe("settings of function find-idle-endpoints", () => {
  it("are read from the environment", () => {
    assert.deepEqual(readSettings(complete), {
      endpointPrefix: "mlops-fraud-staging-",
      afterDays: 7,
      action: "notify",
      topicArn: TOPIC_ARN,
      region: "eu-west-1",
      pricesRegion: "us-east-1",
    });
  });

  it("may have no price list", () => {
    assert.equal(readSettings({ ...complete, PRICES_REGION: "" }).pricesRegion, undefined);
  });

  it("fail with the name of each variable that is missing or wrong", () => {
    assert.throws(() => readSettings({ ...complete, AFTER_DAYS: "0", ACTION: "sell", TOPIC_ARN: "x" }), {
      message:
        "the function's environment variables are wrong: AFTER_DAYS must be a whole number of days above 0; " +
        "ACTION must be one of notify, scaleToZero, remove; TOPIC_ARN must be the ARN of an SNS topic",
    });
    assert.throws(() => readSettings({}), /ENDPOINT_PREFIX must be set.*PRICES_REGION must be set/);
  });
});
