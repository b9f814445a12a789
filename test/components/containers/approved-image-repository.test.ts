import assert from "node:assert/strict";

import type { ApprovedImageRepositoryArgs } from "../../../components/containers/approved-image-repository";
import {
  approvedImageRepositoryArn,
  approvedImageRepositoryName,
  ApprovedImageRepository,
} from "../../../components/containers/approved-image-repository";
import { imageRepositoryName } from "../../../components/containers/model-image-repository";
import type { Scope } from "../../../settings/scope";
import { create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import type { Image, Lifecycle } from "./lifecycle";
import { expiredBy } from "./lifecycle";
import { AWS } from "../../support/types";

const repository = (changes: Partial<ApprovedImageRepositoryArgs> = {}, where: Scope = scope()) =>
  create(
    (options) =>
      new ApprovedImageRepository(
        "images",
        { scope: where, image: "training", kmsKeyArn: KEY_ARN, ...changes },
        options,
      ),
    where,
  );

async function lifecycle(): Promise<Lifecycle> {
  const { cloud } = await repository();
  const { policy } = cloud.one(AWS.ecr.LifecyclePolicy, "images").inputs;
  return policy as Lifecycle;
}

describe("ApprovedImageRepository", () => {
  it("holds scanned, immutable images under the key that it is given", async () => {
    const { cloud, component } = await repository();
    const made = cloud.one(AWS.ecr.Repository, "images");
    assert.deepEqual(made.inputs, {
      name: "mlops/fraud/environments/training",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY_ARN }],
      forceDelete: false,
    });
    assert.equal(made.protect, true);
    assert.equal(
      await valueOf(component.repositoryUrl),
      "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/environments/training",
    );
    assert.equal(await valueOf(component.repositoryArn), approvedImageRepositoryArn(scope(), "training"));
  });

  it("has three rules for what expires, in this order", async () => {
    assert.deepEqual(await lifecycle(), {
      rules: [
        {
          rulePriority: 1,
          description: "keep approved images: later rules cannot expire what this one has matched",
          selection: {
            tagStatus: "tagged",
            tagPrefixList: ["approved-"],
            countType: "imageCountMoreThan",
            countNumber: 100_000,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          description: "remove builds beyond the last 30",
          selection: {
            tagStatus: "tagged",
            tagPrefixList: ["build-"],
            countType: "imageCountMoreThan",
            countNumber: 30,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 3,
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
});

describe("the life cycle of an environment's images", () => {
  /** One build a day, the newest of today. */
  const builds = (count: number): Image[] =>
    Array.from({ length: count }, (_, age) => ({ digest: `build-${age}`, tags: [`build-${age}`], age }));
  const image = (digest: string, age: number, ...tags: string[]): Image => ({ digest, age, tags });

  it("keeps 30 builds and expires older ones", async () => {
    assert.deepEqual(expiredBy(await lifecycle(), builds(30)), []);
    assert.deepEqual(expiredBy(await lifecycle(), builds(32)), ["build-30", "build-31"]);
  });

  it("keeps an approved image, however old, with and without the tag of its build", async () => {
    const approved = [
      image("approved", 2000, "approved-1"),
      image("approved-build", 1000, "build-1000", "approved-2"),
      image("approved-in-another-order", 1500, "approved-3", "build-1500"),
    ];
    assert.deepEqual(expiredBy(await lifecycle(), [...builds(31), ...approved]), ["build-30"]);
  });

  it("keeps what has neither tag", async () => {
    const others = [image("release", 900, "release-1"), image("rebuild", 900, "rebuild-1")];
    assert.deepEqual(expiredBy(await lifecycle(), [...builds(30), ...others]), []);
  });

  it("expires images without a tag after 14 days", async () => {
    assert.deepEqual(expiredBy(await lifecycle(), [image("new", 14), image("old", 15)]), ["old"]);
  });

  it("never expires an approved image of any repository", async () => {
    const policy = await lifecycle();
    for (let seed = 1; seed <= 300; seed += 1) {
      const images = anyImages(seed);
      const approved = images.filter(({ tags }) => tags.some((tag) => tag.startsWith("approved-")));
      const expired = new Set(expiredBy(policy, images));
      assert.deepEqual(
        approved.filter(({ digest }) => expired.has(digest)),
        [],
        `repository ${seed}`,
      );
    }
  });

  it("owes that to the first rule, and to its place", async () => {
    const { rules } = await lifecycle();
    const [keep, ...others] = rules;
    assert.ok(keep);
    const images = [...builds(30), image("approved-build", 99, "build-99", "approved-1")];
    assert.deepEqual(expiredBy({ rules: others }, images), ["approved-build"]);
    assert.deepEqual(expiredBy({ rules: [...others, { ...keep, rulePriority: 4 }] }, images), [
      "approved-build",
    ]);
  });
});

/** Up to 80 images with any of the tags, from a generator that gives the same ones each time. */
function anyImages(seed: number): Image[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return Array.from({ length: below(80) }, (_, index) => ({
    digest: `sha256:${index}`,
    tags: ["approved-", "build-", "release-"]
      .filter(() => below(2) === 0)
      .map((prefix) => `${prefix}${index}`),
    age: below(400),
  }));
}

describe("names of approved images", () => {
  it("are known before the repository exists, in the partition of the scope", () => {
    assert.equal(
      approvedImageRepositoryArn(scope({ region: "cn-north-1", partition: "aws-cn" }), "training"),
      "arn:aws-cn:ecr:cn-north-1:200000000002:repository/mlops/fraud/environments/training",
    );
  });

  it("are never those of a model, not even of one called environments", () => {
    const names = ["environments", "training"].flatMap((word) => [
      imageRepositoryName(scope(), word),
      approvedImageRepositoryName(scope(), word),
    ]);
    assert.deepEqual(names, [
      "mlops/fraud/environments",
      "mlops/fraud/environments/environments",
      "mlops/fraud/training",
      "mlops/fraud/environments/training",
    ]);
    assert.equal(new Set(names).size, 4);
  });
});
