import assert from "node:assert/strict";

import { modelDeployStatements } from "../../access/model-deploy";
import { scopeOf } from "../support/planes";

describe("modelDeployStatements", () => {
  for (const { destination, isAllowed } of [
    { destination: "arn:aws:logs:eu-west-1:200000000002:destination:logs", isAllowed: true },
    { destination: undefined, isAllowed: false },
  ]) {
    it(`${isAllowed ? "let" : "do not let"} the role subscribe ${destination === undefined ? "without a" : "to the"} destination of logs`, () => {
      const statements = modelDeployStatements({
        scope: scopeOf("staging"),
        stage: "staging",
        automation: { scope: scopeOf("automation"), kmsKeyArn: "k", deployStateKeyArn: "s" },
        kmsKeyArn: "k",
        alertTopicArn: "t",
        endpointRoleArn: "r",
        batch: { functionArn: "f", schedulerRoleArn: "s" },
        ...(destination === undefined ? {} : { logDestinationArn: destination }),
      });
      const subscribes = statements.some(({ actions }) => actions.includes("logs:PutSubscriptionFilter"));
      assert.equal(subscribes, isAllowed);
    });
  }
});
