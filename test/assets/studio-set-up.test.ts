import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { studioSetUp } from "../../assets/studio-set-up";
import { valueOf } from "../support/outputs";

const SCRIPT = readFileSync(join(__dirname, "..", "..", "studio", "set-up.sh"), "utf8");

describe("studioSetUp", () => {
  it("is studio/set-up.sh with the environment after its first line", async () => {
    const script = await valueOf(
      studioSetUp({ MLOPS_TEAM: "fraud", MLOPS_KEY: pulumi.output("arn:aws:kms") }),
    );
    assert.equal(
      script,
      SCRIPT.replace(
        "#!/bin/bash\n",
        "#!/bin/bash\nexport MLOPS_TEAM='fraud'\nexport MLOPS_KEY='arn:aws:kms'\n",
      ),
    );
  });

  for (const value of ["it's", "a b", "$(id)", "a\nb"]) {
    it(`fails on a value that could be taken for code: ${value}`, async () => {
      await assert.rejects(valueOf(studioSetUp({ MLOPS_TEAM: value })), {
        message: "value of MLOPS_TEAM has characters that a shell script could take for code",
      });
    });
  }
});
