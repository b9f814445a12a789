import assert from "node:assert/strict";
import { readSettings } from "../../../functions/announce-approvals/environment";
import { ENVIRONMENT } from "./support";

describe("settings of announce-approvals", () => {
  it("come from the environment", () => {
    assert.deepEqual(readSettings(ENVIRONMENT), {
      team: "fraud",
      models: ["churn", "payments"],
      topics: {
        approvals: "arn:aws:sns:eu-west-1:123456789012:approvals",
        escalations: "arn:aws:sns:eu-west-1:123456789012:escalations",
        builds: "arn:aws:sns:eu-west-1:123456789012:builds",
      },
      claimsTable: "claims",
      artifactBucket: "mlops-fraud-automation-artifacts-123456789012",
      approverRoleArn: "arn:aws:iam::123456789012:role/mlops-fraud-automation-lead-data-scientist",
      remindAfterHours: 24,
      escalateAfterHours: 72,
    });
  });

  for (const [name, value, problem] of [
    ["TEAM", "", "TEAM must be set to the name of the team"],
    ["APPROVALS_TOPIC_ARN", "approvals", "APPROVALS_TOPIC_ARN must be the ARN of an SNS topic"],
    ["REMIND_AFTER_HOURS", "0", "REMIND_AFTER_HOURS must be a whole number of hours above 0"],
    ["ESCALATE_AFTER_HOURS", "1.5", "ESCALATE_AFTER_HOURS must be a whole number of hours above 0"],
  ] as const) {
    it(`are refused with ${name} ${value === "" ? "empty" : value}`, () => {
      assert.throws(() => readSettings({ ...ENVIRONMENT, [name]: value }), {
        message: `the function's environment variables are wrong: ${problem}`,
      });
    });
  }

  it("name all that is missing at once", () => {
    assert.throws(
      () => readSettings({}),
      (error: Error) =>
        Object.keys(ENVIRONMENT).every((name) => error.message.includes(`${name} must be set`)),
    );
  });
});
