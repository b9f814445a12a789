import assert from "node:assert/strict";

import type { ModelImageRepositoryArgs } from "../../../components/containers/model-image-repository";
import {
  imageRepositoryArn,
  ModelImageRepository,
  PULL_ACTIONS,
} from "../../../components/containers/model-image-repository";
import type { Scope } from "../../../settings/scope";
import { CONSUMERS, create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const repository = (changes: Partial<ModelImageRepositoryArgs> = {}, where: Scope = scope()) =>
  create(
    (options) =>
      new ModelImageRepository(
        "images",
        { scope: where, model: "churn", kmsKeyArn: KEY_ARN, ...changes },
        options,
      ),
    where,
  );

describe("ModelImageRepository", () => {
  it("holds scanned, immutable images under the key that it is given", async () => {
    const { cloud, component } = await repository();
    const made = cloud.one(AWS.ecr.Repository, "images");
    assert.deepEqual(made.inputs, {
      name: "mlops/fraud/churn",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY_ARN }],
      forceDelete: false,
    });
    assert.equal(made.protect, true);
    assert.equal(
      await valueOf(component.repositoryUrl),
      "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/churn",
    );
    assert.equal(await valueOf(component.repositoryArn), imageRepositoryArn(scope(), "churn"));
  });

  it("keeps what a stack has that was made without awsx, and protects images alone", async () => {
    const { cloud } = await repository();
    const parent = cloud.one("mlops:containers:ModelImageRepository", "images").urn;
    const made = [AWS.ecr.Repository, AWS.ecr.LifecyclePolicy].map((type) => cloud.one(type, "images"));
    assert.deepEqual(
      made.map(({ protect, deleteBeforeReplace, aliases }) => ({ protect, deleteBeforeReplace, aliases })),
      [
        { protect: true, deleteBeforeReplace: true, aliases: [{ parent, name: "images" }] },
        { protect: false, deleteBeforeReplace: true, aliases: [{ parent, name: "images-lifecycle" }] },
      ],
    );
    assert.deepEqual(
      made.map(({ place }) => place?.account),
      ["200000000002", "200000000002"],
    );
  });

  it("can be destroyed with its images in a trial", async () => {
    const { cloud } = await repository({}, scope({ protect: false }));
    const made = cloud.one(AWS.ecr.Repository, "images");
    assert.equal(made.inputs.forceDelete, true);
    assert.equal(made.protect, false);
  });

  it("removes images without a tag, and never one that has a tag", async () => {
    const { cloud } = await repository();
    const lifecycle = cloud.one(AWS.ecr.LifecyclePolicy, "images");
    assert.equal(lifecycle.inputs.repository, "mlops/fraud/churn");
    assert.deepEqual(lifecycle.inputs.policy, {
      rules: [
        {
          rulePriority: 1,
          description: "remove images without a tag after 14 days",
          selection: {
            tagStatus: "untagged",
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 14,
          },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("has a policy of its own where it has consumers", async () => {
    const { cloud } = await repository({ consumers: CONSUMERS });
    const policy = cloud.one(AWS.ecr.RepositoryPolicy, "images-policy");
    assert.equal(policy.inputs.repository, "mlops/fraud/churn");
  });
});

describe("imageRepositoryArn", () => {
  it("is known before the repository exists, in the partition of the scope", () => {
    assert.equal(
      imageRepositoryArn(scope({ region: "cn-north-1", partition: "aws-cn" }), "churn"),
      "arn:aws-cn:ecr:cn-north-1:200000000002:repository/mlops/fraud/churn",
    );
  });
});

describe("PULL_ACTIONS", () => {
  it("read and write nothing", () => {
    assert.deepEqual(PULL_ACTIONS, [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]);
  });
});
