import assert from "node:assert/strict";

import { OrganizationTrail } from "../../../components/organizations/organization-trail";
import type { ObjectLock } from "../../../components/storage/encrypted-bucket";
import { create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const MANAGEMENT = scope({ team: "platform", plane: "management", account: "100000000001" });
const BUCKET = "mlops-platform-management-trail-100000000001";
const ARN = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/mlops-platform-management-trail";

const trail = (lock: ObjectLock = { mode: "GOVERNANCE", days: 365 }, where = MANAGEMENT) =>
  create(
    (options) =>
      new OrganizationTrail("trail", { scope: where, organizationId: "o-a1b2c3d4e5", lock }, options),
    where,
  );

describe("OrganizationTrail", () => {
  it("records all accounts and Regions, encrypted and validated, for good", async () => {
    const { cloud, component } = await trail();
    const made = cloud.one(AWS.cloudtrail.Trail, "trail");
    const key = cloud.one(AWS.kms.Key, "trail-key");
    assert.deepEqual(made.inputs, {
      name: "mlops-platform-management-trail",
      s3BucketName: BUCKET,
      kmsKeyId: `arn:aws:kms:eu-west-1:100000000001:key/${key.id ?? "none"}`,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
    });
    assert.equal(made.protect, true);
    assert.equal(await valueOf(component.trailArn), ARN);
    assert.equal(await valueOf(component.bucketName), BUCKET);
  });

  it("is made once the bucket lets it write", async () => {
    const { cloud } = await trail();
    const policy = cloud.one(AWS.s3.BucketPolicy, "trail-logs-policy");
    assert.ok(cloud.one(AWS.cloudtrail.Trail, "trail").dependencies.includes(policy.urn));
  });

  for (const lock of [
    { mode: "GOVERNANCE", days: 365 },
    { mode: "COMPLIANCE", days: 2555 },
  ] as const) {
    it(`cannot be deleted for ${lock.days} days in ${lock.mode}`, async () => {
      const { cloud } = await trail(lock);
      assert.equal(cloud.one(AWS.s3.Bucket, "trail-logs").inputs.objectLockEnabled, true);
      assert.deepEqual(cloud.one(AWS.s3.BucketObjectLockConfiguration, "trail-logs-lock").inputs, {
        bucket: BUCKET,
        rule: { defaultRetention: lock },
      });
    });
  }

  it("names itself in the partition of the organization", async () => {
    const china = { ...MANAGEMENT, region: "cn-north-1", partition: "aws-cn" } as const;
    const { cloud } = await trail(undefined, china);
    const { policy } = cloud.one(AWS.s3.BucketPolicy, "trail-logs-policy").inputs;
    assert.ok(typeof policy === "string");
    assert.ok(policy.includes("arn:aws-cn:cloudtrail:cn-north-1:100000000001:trail/"));
    assert.ok(!policy.includes("arn:aws:"));
  });
});
