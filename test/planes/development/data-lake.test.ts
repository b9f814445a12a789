import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";

import { DataLake } from "../../../planes/development/data-lake";
import type { DataLakeArgs } from "../../../planes/development/data-lake";
import { CONSUMERS, counts, create, json, ONLY_CONSUMERS, statementsIn } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-development-data-200000000001";

const lake = (changes: Partial<DataLakeArgs> = {}, where = scopeOf("development")) =>
  create(
    (options) => new DataLake("development-data", { foundation: foundation(where), ...changes }, options),
    where,
  );

describe("DataLake", () => {
  it("crawls twice, curates once, and gives out its names", async () => {
    const { cloud, component } = await lake();
    const made = counts(cloud);
    assert.deepEqual(
      ["crawler:Crawler", "job:Job", "trigger:Trigger"].map((type) => made[`aws:glue/${type}`]),
      [2, 1, 1],
    );
    assert.equal(await valueOf(component.dataBucketName), BUCKET);
    assert.equal(await valueOf(component.databaseName), "mlops_fraud_development_data");
    assert.equal(await valueOf(component.securityConfigurationName), "mlops-fraud-development-glue");
  });

  it("keeps the bucket of the name that it has always had, protected, and tells EventBridge of objects", async () => {
    const { cloud } = await lake();
    const bucket = cloud.one(AWS.s3.Bucket, "development-data");
    assert.deepEqual(bucket.inputs, { bucket: BUCKET, forceDestroy: false });
    assert.equal(bucket.protect, true);
    assert.deepEqual(cloud.one(AWS.s3.BucketNotification, "development-data-events").inputs, {
      bucket: BUCKET,
      eventbridge: true,
    });
  });

  it("lets go of what nobody saw to, and of temporary files", async () => {
    const { cloud } = await lake();
    const type = AWS.s3.BucketLifecycleConfiguration;
    const { rules } = cloud.one(type, "development-data-lifecycle").inputs as {
      rules: { id: string; expiration?: unknown; transitions?: unknown }[];
    };
    assert.deepEqual(
      rules.map(({ id, expiration, transitions }) => [id, expiration ?? transitions]),
      [
        ["old-versions", undefined],
        ["landing", { days: 30 }],
        ["quarantine", { days: 90 }],
        ["experiments", [{ days: 90, storageClass: "INTELLIGENT_TIERING" }]],
        ["glue/tmp", { days: 7 }],
      ],
    );
  });

  it("lets no other account in by itself, and roles of others into curated/ only", async () => {
    const allowed = async (changes: Partial<DataLakeArgs>): Promise<unknown[]> => {
      const { cloud } = await lake(changes);
      const policy = cloud.one(AWS.s3.BucketPolicy, "development-data-policy");
      const { Statement } = json(policy) as {
        Statement: { Effect: string; Resource: unknown; Condition?: { StringLike?: unknown } }[];
      };
      return Statement.filter(({ Effect }) => Effect === "Allow").map(({ Resource, Condition }) => [
        Resource,
        Condition?.StringLike,
      ]);
    };
    assert.deepEqual(await allowed({}), []);
    assert.deepEqual(await allowed({ consumers: CONSUMERS }), [
      [`arn:aws:s3:::${BUCKET}/curated/*`, undefined],
      [`arn:aws:s3:::${BUCKET}`, { "s3:prefix": ["curated/*"] }],
    ]);
  });

  it("lets monitors of others read labels and write rows to train on, where labels arrive", async () => {
    const { cloud } = await lake({ labels: { models: ["churn"], readers: CONSUMERS } });
    const statements = statementsIn(cloud.one(AWS.s3.BucketPolicy, "development-data-policy"));
    assert.deepEqual(
      statements
        .slice(1)
        .map(({ Action, Resource, Condition }) => [
          Action,
          Resource,
          (Condition as { StringLike?: unknown }).StringLike,
        ]),
      [
        ["s3:GetObject", `arn:aws:s3:::${BUCKET}/raw/ground-truth/*`, undefined],
        ["s3:ListBucket", `arn:aws:s3:::${BUCKET}`, { "s3:prefix": "raw/ground-truth/*" }],
        [["s3:AbortMultipartUpload", "s3:PutObject"], `arn:aws:s3:::${BUCKET}/curated/feedback_*`, undefined],
      ],
    );
    for (const { Principal, Condition } of statements.slice(1)) {
      assert.deepEqual(Principal, ONLY_CONSUMERS.Principal);
      const { ArnEquals, StringEquals } = Condition as (typeof ONLY_CONSUMERS)["Condition"];
      assert.deepEqual({ ArnEquals, StringEquals }, ONLY_CONSUMERS.Condition);
    }
  });

  it("takes the function and the script from this repository", async () => {
    const { cloud } = await lake();
    const { source, key } = cloud.one(AWS.s3.BucketObjectv2, "development-data-curate-script").inputs;
    assert.ok(source instanceof pulumi.asset.FileAsset);
    assert.match(readFileSync(await source.path, "utf8"), /^"""Glue job `curate`/);
    assert.match(String(key), /^glue\/scripts\/curate-[0-9a-f]{16}\.py$/);
    assert.equal(
      cloud.one(AWS.lambda.Function, "development-data-arrivals-function").inputs.name,
      "mlops-fraud-development-validate-arrivals",
    );
  });

  it("tells people of a failed job", async () => {
    const { cloud } = await lake();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "development-data-curate-failures-rule");
    assert.deepEqual(json(rule, "eventPattern"), {
      source: ["aws.glue"],
      "detail-type": ["Glue Job State Change"],
      detail: { jobName: ["mlops-fraud-development-curate"], state: ["FAILED", "TIMEOUT"] },
    });
  });

  it("can be destroyed with its content in a trial", async () => {
    const { cloud } = await lake({}, scopeOf("development", { protect: false }));
    const bucket = cloud.one(AWS.s3.Bucket, "development-data");
    assert.deepEqual([bucket.inputs.forceDestroy, bucket.protect], [true, false]);
  });
});
