import assert from "node:assert/strict";

import type { ModelRegistryGroupArgs } from "../../../components/sagemaker/model-registry-group";
import {
  ModelRegistryGroup,
  registryGroupArn,
  registryGroupName,
  registryVersionsArn,
} from "../../../components/sagemaker/model-registry-group";
import type { Scope } from "../../../settings/scope";
import { CONSUMERS, create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const group = (changes: Partial<ModelRegistryGroupArgs> = {}, where: Scope = scope()) =>
  create(
    (options) =>
      new ModelRegistryGroup(
        "versions",
        { scope: where, model: "churn", description: "Probability that a customer leaves", ...changes },
        options,
      ),
    where,
  );

describe("ModelRegistryGroup", () => {
  it("is a protected group", async () => {
    const { cloud, component } = await group();
    const modelPackageGroup = cloud.one(AWS.sagemaker.ModelPackageGroup, "versions");
    assert.deepEqual(modelPackageGroup.inputs, {
      modelPackageGroupName: "fraud-churn",
      modelPackageGroupDescription: "Probability that a customer leaves",
    });
    assert.equal(modelPackageGroup.protect, true);
    assert.equal(await valueOf(component.groupName), "fraud-churn");
  });

  it("can be destroyed in a trial", async () => {
    const { cloud } = await group({}, scope({ protect: false }));
    assert.equal(cloud.one(AWS.sagemaker.ModelPackageGroup, "versions").protect, false);
  });

  it("has a policy of its own where it has consumers", async () => {
    const { cloud } = await group({ consumers: CONSUMERS });
    const policy = cloud.one(AWS.sagemaker.ModelPackageGroupPolicy, "versions-policy");
    assert.equal(policy.inputs.modelPackageGroupName, "fraud-churn");
  });
});

describe("names of the registry", () => {
  const where = scope({ region: "us-gov-west-1", partition: "aws-us-gov" });

  it("are the team and the model", () => {
    assert.equal(registryGroupName(where, "churn"), "fraud-churn");
  });

  it("give groups and versions ARNs of two types", () => {
    const prefix = "arn:aws-us-gov:sagemaker:us-gov-west-1:200000000002:";
    assert.equal(registryGroupArn(where, "churn"), `${prefix}model-package-group/fraud-churn`);
    assert.equal(registryVersionsArn(where, "churn"), `${prefix}model-package/fraud-churn/*`);
  });
});
