import assert from "node:assert/strict";

import { readSettings } from "../../../functions/land-mirrored-files/environment";

describe("settings of land-mirrored-files", () => {
  it("are read from the environment", () => {
    const variables = { BUCKET: "data", MIRROR_PREFIX: "mirror/a/", LANDING_PREFIX: "landing/b/" };
    assert.deepEqual(readSettings(variables), {
      bucket: "data",
      mirrorPrefix: "mirror/a/",
      landingPrefix: "landing/b/",
    });
  });

  it("fail with every variable that is missing or wrong", () => {
    assert.throws(() => readSettings({ MIRROR_PREFIX: "/a/" }), {
      message:
        "the function's environment variables are wrong: BUCKET must be set to the name of the data bucket; MIRROR_PREFIX must begin without a slash and end with one; LANDING_PREFIX must be set to a prefix",
    });
  });
});
