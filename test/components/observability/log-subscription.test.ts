import assert from "node:assert/strict";

import { LogSubscription } from "../../../components/observability/log-subscription";
import { create, scope } from "../../support/fixtures";
import { AWS } from "../../support/types";

const DESTINATION = "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs";
const STREAM = "arn:aws:kinesis:eu-west-1:200000000002:stream/mlops-fraud-automation-ml-logs";
const ROLE = "arn:aws:iam::200000000002:role/mlops-fraud-automation-log-delivery";

describe("LogSubscription", () => {
  it("sends every event of a log group to another account's destination", async () => {
    const staging = scope({ plane: "staging", account: "200000000003" });
    const args = {
      scope: staging,
      logGroupName: "/aws/sagemaker/Endpoints/churn",
      destinationArn: DESTINATION,
    };
    const { cloud } = await create((options) => new LogSubscription("s", args, options), staging);
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogSubscriptionFilter, "s").inputs, {
      name: "mlops-fraud-staging-log-insight",
      logGroup: "/aws/sagemaker/Endpoints/churn",
      filterPattern: "",
      destinationArn: DESTINATION,
      distribution: "Random",
    });
  });

  it("writes to a stream of its own account with a role", async () => {
    const args = {
      scope: scope(),
      logGroupName: "/aws/lambda/x",
      destinationArn: STREAM,
      deliveryRoleArn: ROLE,
    };
    const { cloud } = await create((options) => new LogSubscription("s", args, options));
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogSubscriptionFilter, "s").inputs, {
      name: "mlops-fraud-automation-log-insight",
      logGroup: "/aws/lambda/x",
      filterPattern: "",
      destinationArn: STREAM,
      distribution: "Random",
      roleArn: ROLE,
    });
  });
});
