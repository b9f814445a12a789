import assert from "node:assert/strict";

import { policyDocument } from "../../components/identity/policy";
import { modelDeployStatements } from "../../access/model-deploy";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { ACCOUNTS, scopeOf } from "../support/planes";
import expected from "./model-deploy.json";

interface Statement {
  readonly Sid: string;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Sid, actions, resources and, if there are some, conditions; staging and production differ where the table says. */
describe("what the role of the Model Deploy pipeline may do", () => {
  for (const stage of ["staging", "production"] as const) {
    it(`is, in ${stage}, exactly what the table says`, async () => {
      startMocks();
      const text = await valueOf(
        policyDocument(
          modelDeployStatements({
            scope: scopeOf(stage),
            stage,
            automation: {
              scope: scopeOf("automation"),
              kmsKeyArn: "<automation key>",
              deployStateKeyArn: "<state key>",
            },
            kmsKeyArn: "<key>",
            alertTopicArn: "<alerts>",
            endpointRoleArn: "<endpoint role>",
            logDestinationArn: "<logs>",
            batch: { functionArn: "<batch function>", schedulerRoleArn: "<batch scheduler>" },
          }),
        ),
      );
      const neutral = text.replaceAll(stage, "<stage>").replaceAll(ACCOUNTS[stage], "<account>");
      const { Statement: statements } = JSON.parse(neutral) as { readonly Statement: readonly Statement[] };
      assert.deepEqual(
        statements.map(({ Sid, Action, Resource, Condition }) => [
          Sid,
          Action,
          Resource,
          ...(Condition === undefined ? [] : [Condition]),
        ]),
        [...expected.both, ...expected[stage]],
      );
    });
  }

  it("sends logs nowhere unless there is a destination", async () => {
    startMocks();
    const statements = modelDeployStatements({
      scope: scopeOf("staging"),
      stage: "staging",
      automation: { scope: scopeOf("automation"), kmsKeyArn: "k", deployStateKeyArn: "s" },
      kmsKeyArn: "k",
      alertTopicArn: "t",
      endpointRoleArn: "r",
      batch: { functionArn: "f", schedulerRoleArn: "s" },
    });
    const text = await valueOf(policyDocument(statements));
    assert.doesNotMatch(text, /PutSubscriptionFilter/);
  });
});
