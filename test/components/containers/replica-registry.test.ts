import assert from "node:assert/strict";

import { imageRepositoryName } from "../../../components/containers/model-image-repository";
import { ReplicaRegistry } from "../../../components/containers/replica-registry";
import type { Scope } from "../../../settings/scope";
import { create, document, json, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const KEY_ARN = "arn:aws:kms:eu-west-1:200000000003:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";

const registry = (where: Scope = scopeOf("staging"), source: Scope = scope()) =>
  create(
    (options) =>
      new ReplicaRegistry(
        "replicas",
        { scope: where, source, models: ["churn", "payments"], kmsKeyArn: KEY_ARN },
        options,
      ),
    where,
  );

describe("ReplicaRegistry", () => {
  it("has a repository of the same name for each model, and makes none later", async () => {
    const { cloud, component } = await registry();
    const repository = cloud.one(AWS.ecr.Repository, "replicas-churn");
    assert.deepEqual(repository.inputs, {
      name: imageRepositoryName(scope(), "churn"),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY_ARN }],
      forceDelete: false,
    });
    assert.equal(repository.protect, true);
    assert.equal(repository.place?.account, "200000000003");
    assert.deepEqual(Object.keys(component.repositoryUrls), ["churn", "payments"]);
    assert.equal(
      await valueOf(component.repositoryUrls.churn ?? assert.fail("no address")),
      "200000000003.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/churn",
    );
  });

  it("names both accounts in the partition of the scope", async () => {
    const china = { region: "cn-north-1", partition: "aws-cn" } as const;
    const { cloud } = await registry(scopeOf("production", china), scope(china));
    assert.deepEqual(
      json(cloud.one(AWS.ecr.RegistryPolicy, "replicas-policy")),
      document({
        Sid: "ReplicateImages",
        Effect: "Allow",
        Principal: { AWS: "arn:aws-cn:iam::200000000002:root" },
        Action: "ecr:ReplicateImage",
        Resource: "arn:aws-cn:ecr:cn-north-1:200000000004:repository/mlops/fraud/*",
      }),
    );
  });
});
