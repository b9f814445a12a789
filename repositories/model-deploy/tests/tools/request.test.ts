import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { readRequest } from "../../tools/request";
import { readRunEnvironment } from "../../tools/run-environment";
import { arnOf, VARIABLES } from "./sample-run";

const AGENT = { AGENT_TEMPDIRECTORY: "/t", BUILD_ARTIFACTSTAGINGDIRECTORY: "/s" };
const RUN = readRunEnvironment({ ...VARIABLES, ...AGENT });
const read = (more: Readonly<Record<string, string>> = {}) => readRequest({ ...VARIABLES, ...more }, RUN);

describe("the values of a run", () => {
  it("name one version of the team", () => {
    assert.deepEqual(read(), {
      group: "credit-churn",
      model: "churn",
      startedBy: "person",
      wanted: { arn: arnOf(7), version: 7 },
    });
  });

  it("ask for a roll-back by the word previous", () => {
    const { wanted } = read({ MODEL_PACKAGE_ARN: "previous", MODEL_PACKAGE_VERSION: "previous" });
    assert.equal(wanted, "previous");
  });

  const faults: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string]>> = {
    "another team's group": [
      { MODEL_PACKAGE_GROUP: "risk-churn" },
      'group "risk-churn" is not one of team credit\n' +
        `ARN "${arnOf(7)}" is not that of "sagemaker:eu-west-1:222222222222:model-package/risk-churn/7"`,
    ],
    "another version's number": [
      { MODEL_PACKAGE_VERSION: "8" },
      `ARN "${arnOf(7)}" is not that of "sagemaker:eu-west-1:222222222222:model-package/credit-churn/8"`,
    ],
    "another account's registry": [
      { MODEL_PACKAGE_ARN: arnOf(7).replace("222222222222", "999999999999") },
      `ARN "${arnOf(7).replace("222222222222", "999999999999")}" is not that of "sagemaker:eu-west-1:222222222222:model-package/credit-churn/7"`,
    ],
    "a number that is none": [
      { MODEL_PACKAGE_VERSION: "07", MODEL_PACKAGE_ARN: `${arnOf(7).slice(0, -1)}07` },
      'version "07" is not a number',
    ],
    "half a roll-back": [
      { MODEL_PACKAGE_ARN: "previous" },
      "to roll back, give previous as ARN and as version; only one of them is",
    ],
    "a roll-back that nobody asked for": [
      { MODEL_PACKAGE_ARN: "previous", MODEL_PACKAGE_VERSION: "previous", STARTED_BY: "approval" },
      "a roll-back is started by a person: previous does not go with startedBy approval",
    ],
    "a starter that is not known": [
      { STARTED_BY: "robot" },
      'startedBy is "robot", but must be one of person, approval',
    ],
  };
  for (const [fault, [more, problem]] of Object.entries(faults)) {
    it(`are refused with ${fault}`, () => {
      assert.throws(() => read(more), {
        message: `the run's values cannot be used:\n${problem}`,
        exitCode: 2,
      });
    });
  }

  for (const name of ["MODEL_PACKAGE_ARN", "MODEL_PACKAGE_GROUP", "MODEL_PACKAGE_VERSION", "STARTED_BY"]) {
    it(`are refused without ${name}`, () => {
      assert.throws(() => read({ [name]: "" }), /the run's values cannot be used/);
    });
  }
});

describe("the environment of a run", () => {
  it("is refused with everything that is missing or wrong", () => {
    const wrong = { ...VARIABLES, ...AGENT, TEAM: "", STAGING_ACCOUNT: "1" };
    assert.throws(() => readRunEnvironment({ ...wrong, AWS_REGION: undefined }), {
      exitCode: 2,
      message:
        "the environment is not that of the Model Deploy pipeline:\n" +
        'TEAM is "": it must not be empty\n' +
        'TEAM is "": it must be a name of lower-case letters, digits and hyphens\n' +
        "AWS_REGION is missing\n" +
        'STAGING_ACCOUNT is "1": it must be an account id of 12 digits\n' +
        "TEAM, AWS_REGION, AUTOMATION_ACCOUNT, STAGING_ACCOUNT and PRODUCTION_ACCOUNT are variables of the pipeline's definition, which the landing zone sets; Azure Pipelines sets the others",
    });
  });
});
