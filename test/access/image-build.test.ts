import assert from "node:assert/strict";

import { imageBuildStatements } from "../../access/image-build";
import { scope } from "../support/fixtures";

describe("imageBuildStatements", () => {
  it("name every approved image, and no others", () => {
    const push = imageBuildStatements(scope(), ["reports", "training"]).find(
      ({ sid }) => sid === "PushAndTagImages",
    );
    assert.deepEqual(
      push?.resources,
      ["reports", "training"].map(
        (image) => `arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/environments/${image}`,
      ),
    );
  });
});
