import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { createPolicies } from "../../../policy/pack";
import stagingConfig from "../../../policy/staging.json";
import trialConfig from "../../../policy/trial.json";
import { createDeployPolicyPack, ofStage } from "../../../planes/automation/deploy-policy-pack";
import { startMocks } from "../../support/mocks";
import { at, scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const ROOT = resolve(__dirname, "..", "..", "..");

const parent = (): pulumi.ComponentResource =>
  new pulumi.ComponentResource(
    "test:plane",
    "plane",
    {},
    { providers: [at(scopeOf("automation")).provider] },
  );

async function pack(profile: "trial" | "production") {
  const cloud = startMocks();
  const made = createDeployPolicyPack("policies", { bucketName: pulumi.output("state"), profile }, parent());
  await cloud.settled();
  const { source, ...inputs } = cloud.one(AWS.s3.BucketObjectv2, "policies").inputs;
  const text = readFileSync(await (source as pulumi.asset.FileAsset).path, "utf8");
  return { made, inputs, text };
}

describe("the policy pack of the deploy program", () => {
  it("is one object, whose SHA-256 is told to whoever runs it", async () => {
    const { made, inputs, text } = await pack("production");
    assert.deepEqual(inputs, {
      bucket: "state",
      key: "policies/index.js",
      contentType: "text/javascript",
      serverSideEncryption: "AES256",
    });
    assert.equal(made.key, "policies/index.js");
    assert.equal(made.sha256, createHash("sha256").update(text).digest("hex"));
    assert.deepEqual((await pack("production")).made.sha256, made.sha256);
  });

  it("has the looser rules of a trial where the landing zone is one", async () => {
    assert.deepEqual((await pack("production")).made.config, {});
    assert.deepEqual((await pack("trial")).made.config, trialConfig);
  });

  it("asks one instance and no steps of staging, and everything of production", async () => {
    const { made } = await pack("production");
    assert.deepEqual(ofStage(made, "staging"), { ...made, config: stagingConfig });
    assert.equal(ofStage(made, "production"), made);
    const trial = (await pack("trial")).made;
    assert.deepEqual(ofStage(trial, "staging").config, { ...stagingConfig, ...trialConfig });
    const known = createPolicies().map(({ name }) => name);
    assert.deepEqual(
      Object.keys(stagingConfig).filter((name) => !known.includes(name)),
      [],
    );
  });

  it("needs nothing but Pulumi's own packages where it runs, and brings every rule", async () => {
    const directory = mkdtempSync(join(tmpdir(), "deploy-policies-"));
    try {
      writeFileSync(join(directory, "index.js"), (await pack("production")).text);
      // The constructor of a pack takes its rules and starts a server: here it counts them.
      const stub = `
        const Module = require("node:module");
        const load = Module._load;
        Module._load = (name, ...rest) => {
          if (name !== "@pulumi/policy") return load(name, ...rest);
          return { ...load(name, ...rest), PolicyPack: class { constructor(_, { policies }) { console.log(policies.length); } } };
        };
        require("./index.js");`;
      symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
      const { stdout, stderr, status } = spawnSync(process.execPath, ["--eval", stub], {
        cwd: directory,
        encoding: "utf8",
      });
      assert.equal(stderr, "");
      assert.deepEqual([status, stdout.trim()], [0, String(createPolicies().length)]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
