import assert from "node:assert/strict";

import type { SourceSecretArgs } from "../../../components/data/source-secret";
import { readSecretStatement, SourceSecret, sourceSecretArn } from "../../../components/data/source-secret";
import { create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const PATTERN =
  "arn:aws:secretsmanager:eu-west-1:200000000002:secret:mlops/fraud/automation/snowflake-??????";

const secret = (changes: Partial<SourceSecretArgs> = {}) =>
  create(
    (options) =>
      new SourceSecret(
        "secret",
        {
          scope: scope(),
          source: "snowflake",
          description: "Key pair",
          kmsKeyArn: KEY_ARN,
          readers: ["rotate", "import"],
          ...changes,
        },
        options,
      ),
  );

describe("SourceSecret", () => {
  it("is a secret without a value, encrypted with the key, that can be restored for 30 days", async () => {
    const { cloud, component } = await secret();
    const made = cloud.one(AWS.secretsmanager.Secret, "secret");
    assert.deepEqual(made.inputs, {
      name: "mlops/fraud/automation/snowflake",
      description: "Key pair",
      kmsKeyId: KEY_ARN,
      recoveryWindowInDays: 30,
    });
    assert.equal(made.protect, true);
    assert.equal(await valueOf(component.secretArn), made.id);
  });

  it("can be restored for 7 days in a trial", async () => {
    const { cloud } = await secret({ scope: scope({ protect: false }) });
    const made = cloud.one(AWS.secretsmanager.Secret, "secret");
    assert.deepEqual([made.inputs.recoveryWindowInDays, made.protect], [7, false]);
  });

  it("says who replaces the value where Secrets Manager does not", async () => {
    const { cloud } = await secret({ replacedBy: "hand" });
    assert.deepEqual(cloud.one(AWS.secretsmanager.Secret, "secret").inputs.tags, { ReplacedBy: "hand" });
  });

  it("has a policy that may not open it to the public", async () => {
    const { cloud, component } = await secret();
    const policy = cloud.one(AWS.secretsmanager.SecretPolicy, "secret-policy");
    assert.equal(policy.inputs.secretArn, await valueOf(component.secretArn));
    assert.equal(policy.inputs.blockPublicPolicy, true);
  });

  it("has an ARN whose pattern is known beforehand", async () => {
    const { component } = await secret();
    assert.equal(sourceSecretArn(scope(), "snowflake"), PATTERN);
    const form = new RegExp(`^${PATTERN.replaceAll("?", ".")}$`);
    assert.match(await valueOf(component.secretArn), form);
    assert.deepEqual(readSecretStatement(scope(), "snowflake"), {
      sid: "ReadSourceSecret",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: [PATTERN],
    });
  });
});
