import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

import { parse, stringify } from "yaml";

import { ROOT, sampleFile } from "../support/rehearsed";

type Config = Record<string, unknown>;

describe("refused settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "mlops-refusals-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function rehearseFile(change: (config: Config) => void): {
    status: number | null;
    stdout: string;
    stderr: string;
  } {
    const stack = parse(readFileSync(sampleFile("full"), "utf8")) as { config: Config };
    change(stack.config);
    const file = join(folder, "Pulumi.broken.yaml");
    writeFileSync(file, stringify(stack));
    const command = ["--import", "tsx", join("scripts", "rehearse.ts"), "--stack-file", file];
    return spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  }

  it("stop the rehearsal with status 2 and every problem at once, in words and without a stack trace", () => {
    const { status, stdout, stderr } = rehearseFile((config) => {
      config["mlops:regoin"] = config["mlops:region"];
      delete config["mlops:region"];
      (config["mlops:accounts"] as Config).staging = 12345;
      (config["mlops:network"] as Config).production = "10.20.0.0/20";
    });
    assert.equal(status, 2);
    const shown = stdout + stderr;
    assert.match(shown, /4 problems in the settings \(Pulumi\.broken\.yaml\); nothing was created/);
    assert.match(shown, /mlops:region\n +given +nothing/);
    assert.match(shown, /mlops:regoin\n[^]*fix +did you mean mlops:region\?/);
    assert.match(
      shown,
      /mlops:accounts\.staging\n +given +12345\n +allowed +an AWS account id: 12 digits in quotes/,
    );
    assert.match(shown, /mlops:network\.production\n[^]*does not overlap network\.staging/);
    assert.doesNotMatch(shown, /\n +at .*\.ts/);
  });
});
