import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { packageProblems, requestProblems, summarize } from "../scripts/verify-package.mjs";

const place = { team: "credit", region: "eu-west-1", automationAccount: "222222222222" };
const wanted = {
  arn: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/7",
  group: "credit-churn",
  version: "7",
};
const described = {
  ModelPackageArn: wanted.arn,
  ModelPackageGroupName: "credit-churn",
  ModelPackageVersion: 7,
  ModelPackageStatus: "Completed",
  ModelApprovalStatus: "Approved",
  CreationTime: "2026-03-01T09:00:00+00:00",
};

describe("a request", () => {
  it("is accepted for a version of this team", () => {
    assert.deepEqual(requestProblems(wanted, place), []);
  });

  it("is accepted in any partition", () => {
    const arn = wanted.arn.replace("arn:aws:", "arn:aws-us-gov:");
    assert.deepEqual(requestProblems({ ...wanted, arn }, place), []);
  });

  for (const [what, arn] of [
    ["another account", wanted.arn.replace("222222222222", "999999999999")],
    ["another Region", wanted.arn.replace("eu-west-1", "us-east-1")],
    ["another version", wanted.arn.replace(/7$/, "8")],
    ["another group", wanted.arn.replace("credit-churn", "credit-fraud")],
    ["something else", "hello"],
  ]) {
    it(`is refused if the ARN is of ${what}`, () => {
      assert.deepEqual(requestProblems({ ...wanted, arn }, place), [
        `ARN "${arn}" is not that of "sagemaker:eu-west-1:222222222222:model-package/credit-churn/7"`,
      ]);
    });
  }

  it("is refused if the group is another team's", () => {
    const arn = wanted.arn.replace("credit-churn", "fraud-churn");
    assert.deepEqual(requestProblems({ ...wanted, arn, group: "fraud-churn" }, place), [
      'group "fraud-churn" is not one of team credit',
    ]);
  });

  it("is refused if the version is no number", () => {
    const arn = wanted.arn.replace(/7$/, "latest");
    assert.deepEqual(requestProblems({ ...wanted, arn, version: "latest" }, place), [
      'version "latest" is not a number',
    ]);
  });

  it("cannot give the agent commands", () => {
    for (const hashes of ["##", "###", "####"]) {
      const group = `${hashes}vso[task.setvariable variable=TEAM]other`;
      const problems = requestProblems({ ...wanted, group }, place);
      assert.equal(problems.length, 2);
      assert.ok(problems.every((problem) => !problem.includes("##")));
    }
  });
});

describe("a version", () => {
  it("is accepted if it is complete and approved", () => {
    assert.deepEqual(packageProblems(wanted, described), []);
  });

  for (const [name, value, message] of [
    ["ModelApprovalStatus", "PendingManualApproval", '"PendingManualApproval", needed "Approved"'],
    ["ModelApprovalStatus", "Rejected", '"Rejected", needed "Approved"'],
    ["ModelPackageStatus", "Failed", '"Failed", needed "Completed"'],
    ["ModelPackageStatus", undefined, 'nothing, needed "Completed"'],
    ["ModelPackageVersion", 8, "8, needed 7"],
    ["ModelPackageGroupName", "credit-fraud", '"credit-fraud", needed "credit-churn"'],
    ["ModelPackageArn", "arn:other", `"arn:other", needed "${wanted.arn}"`],
  ]) {
    it(`is refused if ${name} is ${value}`, () => {
      assert.deepEqual(packageProblems(wanted, { ...described, [name]: value }), [`${name} is ${message}`]);
    });
  }
});

it("shows approvers which version it is", () => {
  assert.equal(
    summarize(described),
    `# credit-churn, version 7\n\n- ARN: \`${wanted.arn}\`\n- Approval: Approved\n- Created: 2026-03-01T09:00:00+00:00\n`,
  );
});
