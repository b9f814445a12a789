import assert from "node:assert/strict";

import { roleArn } from "../../../components/identity/consumers";
import { DeployState } from "../../../planes/automation/deploy-state";
import type { DeployStateWriters } from "../../../planes/automation/deploy-state";
import { deployStackName, ownDeployState } from "../../../access/deploy-state";
import { create, json, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-deploy-state-200000000002";
const BUCKET = `arn:aws:s3:::${NAME}`;
const STAGING = roleArn(scopeOf("staging"), "model-deploy");
const PRODUCTION = roleArn(scopeOf("production"), "model-deploy");
const WRITERS: DeployStateWriters = {
  organizationId: "o-a1b2c3d4e5",
  roleArns: { staging: STAGING, production: PRODUCTION },
};

const state = (writers?: DeployStateWriters) =>
  create(
    (options) =>
      new DeployState("state", { scope: scope(), ...(writers === undefined ? {} : { writers }) }, options),
  );

const policyOf = ({ cloud }: Awaited<ReturnType<typeof state>>) =>
  json(cloud.one(AWS.s3.BucketPolicy, "state-bucket-policy")) as { Statement: object[] };

describe("DeployState", () => {
  it("has a key of its own and the backend's description", async () => {
    const made = await state(WRITERS);
    const { cloud, component } = made;
    assert.equal(
      cloud.one(AWS.kms.Alias, "state-key-alias").inputs.name,
      "alias/mlops/fraud/automation/deploy-state",
    );
    assert.deepEqual(cloud.one(AWS.s3.BucketObjectv2, "state-description").inputs, {
      bucket: NAME,
      key: ".pulumi/meta.yaml",
      content: "version: 1\n",
      contentType: "application/yaml",
      serverSideEncryption: "AES256",
    });
    assert.equal(await valueOf(component.bucketName), NAME);
    const key = cloud.one(AWS.kms.Key, "state-key");
    assert.equal(
      await valueOf(component.kmsKeyArn),
      `arn:aws:kms:eu-west-1:200000000002:key/${key.id ?? "none"}`,
    );
  });

  it("leaves it to the roles' own policies in a single account", async () => {
    const made = await state();
    assert.equal(policyOf(made).Statement.length, 1);
    const { Statement } = json(made.cloud.one(AWS.kms.Key, "state-key")) as {
      Statement: { Sid: string }[];
    };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["Administration", "UseByRolesOfThisAccount", "GrantsForAwsServices"],
    );
  });
});

describe("deployStateStatements", () => {
  it("cover every stack of the stage, and none of the other", () => {
    const covers = (stage: "staging" | "production", stack: string): boolean =>
      ownDeployState(scope(), stage).some((pattern) =>
        new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(
          `${BUCKET}/.pulumi/stacks/model-deploy/${stack}.json`,
        ),
      );
    assert.equal(covers("staging", deployStackName("staging", "churn")), true);
    assert.equal(covers("staging", deployStackName("production", "churn")), false);
    assert.equal(covers("production", deployStackName("production", "staging-churn")), true);
    assert.equal(covers("staging", deployStackName("production", "staging-churn")), false);
  });
});
