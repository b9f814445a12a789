import assert from "node:assert/strict";
import { readSettings } from "../../../functions/start-batch-transform/environment";
import { ACCOUNT, BUCKET, CAPTURE, ENVIRONMENT, KEY, ROLE } from "./support";

describe("settings of function start-batch-transform", () => {
  it("come from its environment", () => {
    assert.deepEqual(readSettings({ ...ENVIRONMENT, KEYLESS_INSTANCES: "ml.*d.*,ml.g5.*" }), {
      team: "fraud",
      stage: "staging",
      registry: `arn:aws:sagemaker:eu-west-1:${ACCOUNT}`,
      inferenceBucket: BUCKET,
      captureBucket: CAPTURE,
      keyArn: KEY,
      keylessInstances: ["ml.*d.*", "ml.g5.*"],
      endpointRoleArn: ROLE,
      subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
      tags: { Project: "mlops", Team: "fraud", Environment: "staging" },
    });
  });

  it("fails with the name of every variable that is missing", () => {
    assert.throws(() => readSettings({}), {
      message: `the function's environment variables are wrong: ${[
        "TEAM must be set to the team's name",
        "STAGE must be set to staging or production",
        "REGISTRY must be set to the beginning of the registry's ARNs",
        "INFERENCE_BUCKET must be set to the name of the inference bucket",
        "CAPTURE_BUCKET must be set to the name of the capture bucket",
        "KMS_KEY_ARN must be set to the ARN of the key",
        "KEYLESS_INSTANCES must be set to patterns of instance types",
        "ENDPOINT_ROLE_ARN must be set to the ARN of the role of models",
        "SUBNET_IDS must be set to ids of subnets",
        "SECURITY_GROUP_IDS must be set to ids of security groups",
        "TAGS must be set to tags in JSON",
      ].join("; ")}`,
    });
  });

  for (const [name, value, problem] of [
    ["REGISTRY", "arn:aws:sagemaker:eu-west-1", "must be arn:<partition>:sagemaker:<region>:<account>"],
    ["SUBNET_IDS", "subnet-1, subnet-2", "must be a list separated by commas, without spaces"],
    ["TAGS", "Team=fraud", "must be a JSON object of strings"],
    ["TAGS", '{"Team":1}', "must be a JSON object of strings"],
  ] as const) {
    it(`fails when ${name} is ${value}`, () => {
      assert.throws(() => readSettings({ ...ENVIRONMENT, [name]: value }), {
        message: `the function's environment variables are wrong: ${name} ${problem}`,
      });
    });
  }
});
