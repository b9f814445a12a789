import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FakeAwsCli } from "./fake-aws-cli";

const VERSION_ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/7";
const CONTRACT = {
  version: 1,
  team: "credit",
  environment: "staging",
  account: "333333333333",
  region: "eu-west-1",
  subnetIds: ["subnet-0a1b"],
  securityGroupIds: ["sg-0a1b"],
  kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/1",
  captureBucketName: "mlops-credit-staging-capture-333333333333",
  endpointRoleArn: "arn:aws:iam::333333333333:role/endpoint",
  alertTopicArn: "arn:aws:sns:eu-west-1:333333333333:alerts",
};

describe("scripts of the seeded repositories", () => {
  let directory: string;
  let cli: FakeAwsCli;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "scripts-"));
    cli = new FakeAwsCli(directory);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const awsAnswers = (answer: string, exitCode = 0) => {
    cli.answers(answer, exitCode);
  };
  const calls = () => cli.calls();
  const run: FakeAwsCli["run"] = (...command) => cli.run(...command);

  for (const repository of ["model-build", "model-deploy", "environments"]) {
    describe(`check-identity.sh of ${repository}`, () => {
      const check = (...args: string[]) => run(repository, "bash", ["scripts/check-identity.sh", ...args]);

      it("goes on in the expected account", () => {
        awsAnswers("222222222222\n");
        const { status, stdout } = check("222222222222");
        assert.deepEqual([status, stdout], [0, "This step acts in account 222222222222.\n"]);
        assert.deepEqual(calls(), ["sts get-caller-identity --query Account --output text"]);
      });

      it("fails in another account", () => {
        awsAnswers("999999999999\n");
        const { status, stdout } = check("222222222222");
        assert.deepEqual(
          [status, stdout],
          [1, "##vso[task.logissue type=error]this step acts in account 999999999999, not in 222222222222\n"],
        );
      });

      it("fails when there are no credentials", () => {
        awsAnswers("", 255);
        assert.equal(check("222222222222").status, 255);
      });

      it("fails when the expected account is missing or is none", () => {
        awsAnswers("None\n");
        assert.equal(check().status, 1);
        assert.equal(check("").status, 1);
        assert.equal(check("None").status, 1);
      });
    });
  }

  describe("verify-package.mjs", () => {
    const environment = {
      TEAM: "credit",
      AWS_REGION: "eu-west-1",
      AUTOMATION_ACCOUNT: "222222222222",
      MODEL_PACKAGE_ARN: VERSION_ARN,
      MODEL_PACKAGE_GROUP: "credit-churn",
      MODEL_PACKAGE_VERSION: "7",
    };
    const described = (ModelApprovalStatus: string) =>
      JSON.stringify({
        ModelPackageArn: VERSION_ARN,
        ModelPackageGroupName: "credit-churn",
        ModelPackageVersion: 7,
        ModelPackageStatus: "Completed",
        ModelApprovalStatus,
        CreationTime: "2026-03-01T09:00:00+00:00",
      });
    const verify = (env: Readonly<Record<string, string>>, ...args: string[]) =>
      run("model-deploy", "node", ["scripts/verify-package.mjs", ...args], env);

    it("goes on with an approved version and writes what approvers get to see", () => {
      awsAnswers(described("Approved"));
      const summary = join(directory, "version.md");
      const { status, stdout } = verify(environment, summary);
      assert.deepEqual([status, stdout], [0, "Version 7 of credit-churn is complete and approved.\n"]);
      assert.deepEqual(calls(), [
        `sagemaker describe-model-package --model-package-name ${VERSION_ARN} --output json`,
      ]);
      assert.match(readFileSync(summary, "utf8"), /^# credit-churn, version 7\n/);
    });

    it("fails with a version that is not approved, and writes nothing", () => {
      awsAnswers(described("Rejected"));
      const { status, stdout } = verify(environment, join(directory, "version.md"));
      assert.deepEqual(
        [status, stdout],
        [1, '##vso[task.logissue type=error]ModelApprovalStatus is "Rejected", needed "Approved"\n'],
      );
      assert.equal(existsSync(join(directory, "version.md")), false);
    });

    it("fails before it asks AWS when the values do not belong together", () => {
      awsAnswers(described("Approved"));
      assert.equal(verify({ ...environment, MODEL_PACKAGE_VERSION: "8" }).status, 1);
      assert.deepEqual(calls(), []);
    });

    for (const name of Object.keys(environment)) {
      it(`fails without ${name}`, () => {
        awsAnswers(described("Approved"));
        const { status, stderr } = verify({ ...environment, [name]: "" });
        assert.equal(status, 1);
        assert.match(stderr, new RegExp(`Error: ${name} is missing`));
        assert.deepEqual(calls(), []);
      });
    }

    it("fails when the registry refuses", () => {
      awsAnswers("", 254);
      assert.equal(verify(environment).status, 1);
    });
  });

  describe("verify-contract.mjs", () => {
    const environment = { TEAM: "credit", AWS_REGION: "eu-west-1" };
    const verify = (...args: string[]) =>
      run("model-deploy", "node", ["scripts/verify-contract.mjs", ...args], environment);
    const parameter = (contract: object) =>
      JSON.stringify({ Parameter: { Value: JSON.stringify(contract) } });

    it("goes on with a contract that fits", () => {
      awsAnswers(parameter(CONTRACT));
      assert.equal(verify("staging", "333333333333").status, 0);
      assert.deepEqual(calls(), ["ssm get-parameter --name /mlops/credit/staging/deployment --output json"]);
    });

    it("fails with the contract of another environment", () => {
      awsAnswers(parameter({ ...CONTRACT, environment: "production" }));
      const { status, stdout } = verify("staging", "333333333333");
      assert.deepEqual(
        [status, stdout],
        [
          1,
          "##vso[task.logissue type=error]/mlops/credit/staging/deployment: " +
            'environment is "production", needed "staging"\n',
        ],
      );
    });

    it("fails when there is no contract", () => {
      awsAnswers("", 254);
      assert.equal(verify("staging", "333333333333").status, 1);
    });

    it("fails without an account", () => {
      awsAnswers(parameter(CONTRACT));
      assert.equal(verify("staging").status, 1);
    });
  });

  it("pass their own tests in environments", () => {
    const { status, stderr } = run("environments", "python3", [
      "-m",
      "unittest",
      "discover",
      "--start-directory",
      "tests",
    ]);
    assert.deepEqual([status, /Ran (\d+) tests/.exec(stderr)?.[1]], [0, "13"]);
  });

  it("pass their own tests in model-deploy", () => {
    const tests = ["tests/verify-package.test.mjs", "tests/verify-contract.test.mjs"];
    const { status, stdout } = run("model-deploy", "node", ["--test", "--test-reporter=tap", ...tests]);
    assert.deepEqual([status, /^# fail (\d+)/m.exec(stdout)?.[1]], [0, "0"]);
    assert.match(stdout, /^# tests [45]\d/m);
  });
});
