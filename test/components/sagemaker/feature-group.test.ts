import assert from "node:assert/strict";

import type { FeatureGroupArgs } from "../../../components/sagemaker/feature-group";
import { FeatureGroup, featureGroupArn, featureGroupName } from "../../../components/sagemaker/feature-group";
import type { Scope } from "../../../settings/scope";
import { create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ROLE_ARN = "arn:aws:iam::200000000002:role/mlops-fraud-automation-feature-store";

const group = (changes: Partial<FeatureGroupArgs> = {}, where: Scope = scope()) =>
  create(
    (options) =>
      new FeatureGroup(
        "customers",
        {
          scope: where,
          group: "customers",
          description: "What is known of a customer",
          recordIdentifier: "customer_id",
          eventTime: "event_time",
          features: { customer_id: "String", event_time: "String", tenure_days: "Integral" },
          onlineStore: true,
          bucketName: "mlops-fraud-automation-features-200000000002",
          kmsKeyArn: KEY_ARN,
          roleArn: ROLE_ARN,
          ...changes,
        },
        options,
      ),
    where,
  );

describe("FeatureGroup", () => {
  it("keeps history and latest records under the key that it is given", async () => {
    const { cloud, component } = await group();
    const featureGroup = cloud.one(AWS.sagemaker.FeatureGroup, "customers");
    assert.deepEqual(featureGroup.inputs, {
      featureGroupName: "fraud-customers",
      description: "What is known of a customer",
      recordIdentifierFeatureName: "customer_id",
      eventTimeFeatureName: "event_time",
      featureDefinitions: [
        { featureName: "customer_id", featureType: "String" },
        { featureName: "event_time", featureType: "String" },
        { featureName: "tenure_days", featureType: "Integral" },
      ],
      offlineStoreConfig: {
        s3StorageConfig: {
          s3Uri: "s3://mlops-fraud-automation-features-200000000002/customers",
          kmsKeyId: KEY_ARN,
        },
      },
      onlineStoreConfig: { enableOnlineStore: true, securityConfig: { kmsKeyId: KEY_ARN } },
      roleArn: ROLE_ARN,
    });
    assert.equal(featureGroup.protect, true);
    assert.equal(await valueOf(component.groupName), "fraud-customers");
  });

  it("is not replaced for a feature that was added in place", async () => {
    const { cloud } = await group();
    assert.deepEqual(cloud.one(AWS.sagemaker.FeatureGroup, "customers").ignoreChanges, [
      "description",
      "featureDefinitions",
    ]);
  });

  it("has no online store where nobody asks for one", async () => {
    const { cloud } = await group({ onlineStore: false });
    assert.equal(cloud.one(AWS.sagemaker.FeatureGroup, "customers").inputs.onlineStoreConfig, undefined);
  });

  it("can be destroyed in a trial", async () => {
    const { cloud } = await group({}, scope({ protect: false }));
    assert.equal(cloud.one(AWS.sagemaker.FeatureGroup, "customers").protect, false);
  });
});

describe("names of feature groups", () => {
  const where = scope({ region: "us-gov-west-1", partition: "aws-us-gov" });

  it("are the team and the group, which the ARN has, too", () => {
    assert.equal(featureGroupName(where, "customers"), "fraud-customers");
    assert.equal(
      featureGroupArn(where, "customers"),
      "arn:aws-us-gov:sagemaker:us-gov-west-1:200000000002:feature-group/fraud-customers",
    );
  });

  it("fit into 64 characters with the longest names that the settings take", () => {
    assert.ok(featureGroupName(scope({ team: "t".repeat(12) }), "g".repeat(32)).length <= 64);
  });
});
