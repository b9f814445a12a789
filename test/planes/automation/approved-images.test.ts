import assert from "node:assert/strict";

import type { ApprovedImagesArgs } from "../../../planes/automation/approved-images";
import { ApprovedImages } from "../../../planes/automation/approved-images";
import { CONSUMERS, create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const IMAGES = {
  reports: { description: "Charts of the evaluation" },
  training: { description: "Gradient boosting" },
};

const images = (changes: Partial<ApprovedImagesArgs> = {}) =>
  create(
    (options) =>
      new ApprovedImages(
        "environments",
        { scope: scope(), kmsKeyArn: KEY_ARN, images: IMAGES, ...changes },
        options,
      ),
  );

describe("ApprovedImages", () => {
  it("are a repository for each image", async () => {
    const { cloud, component } = await images();
    assert.deepEqual(
      cloud.byType(AWS.ecr.Repository).map(({ inputs }) => inputs.name),
      ["mlops/fraud/environments/reports", "mlops/fraud/environments/training"],
    );
    assert.equal(cloud.byType(AWS.ecr.RepositoryPolicy).length, 0);
    assert.equal(
      await valueOf(component.repositoryUrls.training ?? assert.fail("no address")),
      "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/environments/training",
    );
  });

  it("can be pulled by consumers", async () => {
    const { cloud } = await images({ consumers: CONSUMERS });
    assert.equal(cloud.byType(AWS.ecr.RepositoryPolicy).length, 2);
  });
});
