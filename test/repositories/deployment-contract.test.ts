import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DeploymentContract } from "../../components/inference/deployment-contract";
import { awsProvider } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { startMocks } from "../support/mocks";
import { FakeAwsCli } from "./fake-aws-cli";

const STAGING: Scope = {
  team: "credit",
  plane: "staging",
  account: "333333333333",
  region: "eu-west-1",
  partition: "aws",
  protect: false,
};

describe("the contract that the landing zone writes", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "contract-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const verify = async (environment: string) => {
    const cloud = startMocks();
    new DeploymentContract(
      "contract",
      {
        scope: STAGING,
        values: {
          subnetIds: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
          securityGroupIds: ["sg-0a1b2c3d"],
          kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
          captureBucketName: "mlops-credit-staging-capture-333333333333",
          endpointRoleArn: "arn:aws:iam::333333333333:role/mlops-credit-staging-endpoint",
          alertTopicArn: "arn:aws:sns:eu-west-1:333333333333:mlops-credit-staging-alerts",
          logDestinationArn:
            "arn:aws:logs:eu-west-1:222222222222:destination:mlops-credit-automation-log-stream",
        },
      },
      { provider: awsProvider(STAGING, { owner: "ada@example.com", costCenter: "CC-0001" }) },
    );
    await cloud.settled();
    const { inputs } = cloud.one("aws:ssm/parameter:Parameter", "contract");
    const cli = new FakeAwsCli(directory);
    cli.answers(JSON.stringify({ Parameter: { Name: inputs.name, Value: inputs.value } }));
    const args = ["scripts/verify-contract.mjs", environment, STAGING.account];
    const { status, stdout } = cli.run("model-deploy", "node", args, {
      TEAM: "credit",
      AWS_REGION: "eu-west-1",
    });
    return { status, stdout, calls: cli.calls(), name: inputs.name as string };
  };

  it("is found and understood by the Model Deploy repository", async () => {
    const { status, stdout, calls, name } = await verify("staging");
    assert.deepEqual([status, stdout], [0, "The contract /mlops/credit/staging/deployment fits staging.\n"]);
    assert.deepEqual(calls, [`ssm get-parameter --name ${name} --output json`]);
  });

  it("is refused in the place of another environment's", async () => {
    const { status, stdout } = await verify("production");
    assert.equal(status, 1);
    assert.match(stdout, /environment is "staging", needed "production"/);
  });
});
