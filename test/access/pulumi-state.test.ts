import assert from "node:assert/strict";

import { STATE_DESCRIPTION, stateObject, stateObjects } from "../../access/pulumi-state";

const BUCKET = "arn:aws:s3:::contoso-state";

describe("the layout of Pulumi's state", () => {
  it("keeps what belongs to one stack below its own names", () => {
    assert.deepEqual(stateObjects(BUCKET, "mlops", "prod"), [
      `${BUCKET}/.pulumi/stacks/mlops/prod.json`,
      `${BUCKET}/.pulumi/stacks/mlops/prod.json.bak`,
      `${BUCKET}/.pulumi/stacks/mlops/prod.pulumi-tags`,
      `${BUCKET}/.pulumi/backups/mlops/prod/*`,
      `${BUCKET}/.pulumi/history/mlops/prod/*`,
      `${BUCKET}/.pulumi/locks/organization/mlops/prod/*`,
    ]);
  });

  it("has one object with the outputs, and one that describes the backend", () => {
    assert.equal(
      stateObject(BUCKET, "mlops", "organization"),
      `${BUCKET}/.pulumi/stacks/mlops/organization.json`,
    );
    assert.equal(STATE_DESCRIPTION, ".pulumi/meta.yaml");
  });
});
