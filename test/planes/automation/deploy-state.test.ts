import assert from "node:assert/strict";

import { roleArn } from "../../../components/identity/consumers";
import { policyDocument } from "../../../components/identity/policy";
import { DeployState } from "../../../planes/automation/deploy-state";
import type { DeployStateWriters } from "../../../planes/automation/deploy-state";
import { deployStackName, deployStateStatements, ownDeployState } from "../../../access/deploy-state";
import { create, document, json, KEY_ARN, scope, tree } from "../../support/fixtures";
import { startMocks } from "../../support/mocks";
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

const only = (...roleArns: string[]) => ({
  Principal: {
    AWS:
      roleArns.length === 1
        ? roleArns.map((arn) => arn.replace(/:role.*/, ":root"))
        : ["arn:aws:iam::200000000003:root", "arn:aws:iam::200000000004:root"],
  },
  Condition: {
    StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    ArnEquals: { "aws:PrincipalArn": roleArns },
  },
});

const objectsOf = (stage: string) => [
  `${BUCKET}/.pulumi/stacks/model-deploy/${stage}-*.json`,
  `${BUCKET}/.pulumi/stacks/model-deploy/${stage}-*.json.bak`,
  `${BUCKET}/.pulumi/stacks/model-deploy/${stage}-*.pulumi-tags`,
  `${BUCKET}/.pulumi/backups/model-deploy/${stage}-*/*`,
  `${BUCKET}/.pulumi/history/model-deploy/${stage}-*/*`,
  `${BUCKET}/.pulumi/locks/organization/model-deploy/${stage}-*/*`,
];

const state = (writers?: DeployStateWriters) =>
  create(
    (options) =>
      new DeployState("state", { scope: scope(), ...(writers === undefined ? {} : { writers }) }, options),
  );

const policyOf = ({ cloud }: Awaited<ReturnType<typeof state>>) =>
  json(cloud.one(AWS.s3.BucketPolicy, "state-bucket-policy")) as { Statement: object[] };

describe("DeployState", () => {
  it("is a bucket, a key of its own and the backend's description", async () => {
    const made = await state(WRITERS);
    const { cloud, component } = made;
    assert.deepEqual(
      tree(cloud).filter((line) => /mlops:|BucketObject|:Alias|:Key /.test(line)),
      [
        "mlops:part:DeployState state",
        "state > aws:s3/bucketObjectv2:BucketObjectv2 state-description",
        "state > mlops:storage:EncryptedBucket state-bucket",
        "state > mlops:storage:EncryptionKey state-key",
        "state-key > aws:kms/alias:Alias state-key-alias",
        "state-key > aws:kms/key:Key state-key",
      ],
    );
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

  it("lets each role of another account keep its own state, and see nothing of the other's", async () => {
    const policy = policyOf(await state(WRITERS));
    assert.deepEqual(
      policy.Statement.slice(1),
      (
        document(
          {
            Sid: "ListState",
            Effect: "Allow",
            ...only(STAGING, PRODUCTION),
            Action: "s3:ListBucket",
            Resource: BUCKET,
          },
          {
            Sid: "ReadDescription",
            Effect: "Allow",
            ...only(STAGING, PRODUCTION),
            Action: "s3:GetObject",
            Resource: `${BUCKET}/.pulumi/meta.yaml`,
          },
          {
            Sid: "ReadPolicyPack",
            Effect: "Allow",
            ...only(STAGING, PRODUCTION),
            Action: "s3:GetObject",
            Resource: `${BUCKET}/policies/*`,
          },
          {
            Sid: "ClaimVersions",
            Effect: "Allow",
            Principal: only(STAGING).Principal,
            Action: "s3:PutObject",
            Resource: `${BUCKET}/runs/*`,
            Condition: { ...only(STAGING).Condition, Null: { "s3:if-none-match": "false" } },
          },
          {
            Sid: "SeeClaims",
            Effect: "Allow",
            ...only(STAGING),
            Action: "s3:GetObject",
            Resource: `${BUCKET}/runs/*`,
          },
          {
            Sid: "StateOfStaging",
            Effect: "Allow",
            ...only(STAGING),
            Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: objectsOf("staging"),
          },
          {
            Sid: "StateOfProduction",
            Effect: "Allow",
            ...only(PRODUCTION),
            Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: objectsOf("production"),
          },
        ) as { Statement: object[] }
      ).Statement,
    );
  });

  it("has a key that only these roles use", async () => {
    const { cloud } = await state(WRITERS);
    const { Statement } = json(cloud.one(AWS.kms.Key, "state-key")) as { Statement: { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["Administration", "UseByRolesOfOtherAccounts"],
    );
    assert.deepEqual(Statement[1], {
      Sid: "UseByRolesOfOtherAccounts",
      Effect: "Allow",
      ...only(STAGING, PRODUCTION),
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
    });
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
  it("let the role of a stage keep the state of that stage", async () => {
    startMocks();
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(deployStateStatements(scope(), "staging", KEY_ARN)))),
      document(
        { Sid: "ListDeployState", Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET },
        {
          Sid: "ReadDescriptionOfDeployState",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `${BUCKET}/.pulumi/meta.yaml`,
        },
        {
          Sid: "ReadAndWriteOwnDeployState",
          Effect: "Allow",
          Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          Resource: objectsOf("staging"),
        },
        {
          Sid: "EncryptDeployState",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: KEY_ARN,
        },
      ),
    );
  });

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
