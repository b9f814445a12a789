import assert from "node:assert/strict";

import type { ModelDeployAccess } from "../../access/model-deploy";
import { modelDeployStatements } from "../../access/model-deploy";
import { scopeOf } from "../support/planes";

const statementsWith = (changes: Partial<ModelDeployAccess>) =>
  modelDeployStatements({
    scope: scopeOf("staging"),
    stage: "staging",
    automation: { scope: scopeOf("automation"), kmsKeyArn: "k", deployStateKeyArn: "s" },
    kmsKeyArn: "k",
    alertTopicArn: "t",
    endpointRoleArn: "r",
    batch: { functionArn: "f", schedulerRoleArn: "s" },
    removesIdle: false,
    ...changes,
  });

describe("modelDeployStatements", () => {
  it("let the role look for endpoints that nobody asks where it removes them, and nowhere else", () => {
    const looks = (removesIdle: boolean) =>
      statementsWith({ removesIdle }).some(({ actions }) => actions.includes("cloudwatch:GetMetricData"));
    assert.deepEqual([looks(true), looks(false)], [true, false]);
  });

  for (const { destination, isAllowed } of [
    { destination: "arn:aws:logs:eu-west-1:200000000002:destination:logs", isAllowed: true },
    { destination: undefined, isAllowed: false },
  ]) {
    it(`${isAllowed ? "let" : "do not let"} the role subscribe ${destination === undefined ? "without a" : "to the"} destination of logs`, () => {
      const statements = statementsWith(destination === undefined ? {} : { logDestinationArn: destination });
      const subscribes = statements.some(({ actions }) => actions.includes("logs:PutSubscriptionFilter"));
      assert.equal(subscribes, isAllowed);
    });
  }
});
