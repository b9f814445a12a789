import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { contractProblems } from "../scripts/verify-contract.mjs";

const place = { team: "credit", environment: "staging", account: "333333333333", region: "eu-west-1" };
const contract = {
  version: 1,
  ...place,
  subnetIds: ["subnet-0a1b2c3d"],
  securityGroupIds: ["sg-0a1b2c3d"],
  kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
  captureBucketName: "mlops-credit-staging-capture-333333333333",
  endpointRoleArn: "arn:aws:iam::333333333333:role/mlops-credit-staging-endpoint",
  alertTopicArn: "arn:aws:sns:eu-west-1:333333333333:mlops-credit-staging-alerts",
};

describe("a contract", () => {
  it("is accepted if it fits the environment", () => {
    assert.deepEqual(contractProblems(JSON.stringify(contract), place), []);
  });

  it("may say where logs go", () => {
    const logDestinationArn =
      "arn:aws:logs:eu-west-1:222222222222:destination:mlops-credit-automation-log-stream";
    assert.deepEqual(contractProblems(JSON.stringify({ ...contract, logDestinationArn }), place), []);
  });

  for (const text of ["", "null", "[]", "42", "{"]) {
    it(`is refused if it is ${JSON.stringify(text)}`, () => {
      assert.deepEqual(contractProblems(text, place), ["the contract is not a JSON object"]);
    });
  }

  it("is refused in a version that this repository does not know", () => {
    const text = JSON.stringify({ ...contract, version: 2 });
    assert.deepEqual(contractProblems(text, place), ["version is 2, needed 1"]);
  });

  for (const name of Object.keys(contract).filter((key) => key !== "version")) {
    it(`is refused without ${name}`, () => {
      const problems = contractProblems(JSON.stringify({ ...contract, [name]: undefined }), place);
      assert.equal(problems.length, 1);
      assert.match(problems[0], new RegExp(`^${name} is nothing, needed `));
    });
  }

  for (const [name, value] of [
    ["team", "fraud"],
    ["environment", "production"],
    ["account", "444444444444"],
    ["region", "us-east-1"],
    ["subnetIds", []],
    ["subnetIds", ["subnet-0a1b2c3d", "vpc-0a1b2c3d"]],
    ["securityGroupIds", "sg-0a1b2c3d"],
    ["kmsKeyArn", contract.kmsKeyArn.replace("333333333333", "444444444444")],
    ["kmsKeyArn", contract.kmsKeyArn.replace("eu-west-1", "us-east-1")],
    ["captureBucketName", ""],
    ["endpointRoleArn", contract.endpointRoleArn.replace("333333333333", "444444444444")],
    ["alertTopicArn", contract.alertTopicArn.replace("333333333333", "444444444444")],
    ["logDestinationArn", "arn:aws:logs:eu-west-1:222222222222:log-group:/aws/sagemaker/Endpoints"],
  ]) {
    it(`is refused if ${name} is ${JSON.stringify(value)}`, () => {
      const problems = contractProblems(JSON.stringify({ ...contract, [name]: value }), place);
      assert.equal(problems.length, 1);
      assert.ok(problems[0].startsWith(`${name} is ${JSON.stringify(value)}, needed `));
    });
  }
});
