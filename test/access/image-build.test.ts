import assert from "node:assert/strict";

import { imageBuildStatements } from "../../access/image-build";
import { allow, document, rendered, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";

describe("imageBuildStatements", () => {
  it("push and tag approved images, and neither delete them nor reach those of models", async () => {
    startMocks();
    const images = ["reports", "training"];
    assert.deepEqual(
      await rendered(imageBuildStatements(scope(), images)),
      document(
        allow("LogInToRegistry", "ecr:GetAuthorizationToken", "*"),
        allow(
          "PushAndTagImages",
          [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:DescribeImageScanFindings",
            "ecr:DescribeImages",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
          ],
          ["reports", "training"].map(
            (image) => `arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/environments/${image}`,
          ),
        ),
      ),
    );
  });
});
