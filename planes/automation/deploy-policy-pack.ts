import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../../settings/planes";
import { ROOT } from "../../assets/root";
import { DEPLOY_STATE_PREFIXES } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { bundle } from "../../assets/bundle";
import { fileAsset } from "../../assets/file-asset";

/**
 * The guardrails that the deploy program is held to. Only the landing zone writes them. It is the team's own tools that apply
 * them: what holds without these is the policy of the pipeline's role and what is above it.
 */
export interface DeployPolicyPack {
  readonly bucketName: pulumi.Output<string>;
  readonly key: string;
  /** Of the object, in hexadecimal: whoever runs it verifies that it is the one. */
  readonly sha256: string;
  /** Configuration of the pack, as `--policy-pack-config` takes it. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface DeployPolicyPackArgs {
  readonly bucketName: pulumi.Output<string>;
  readonly profile: LandingZoneSettings["profile"];
}

/** Puts the pack, as one file, into the bucket that holds the state of the deploy program. */
export function createDeployPolicyPack(
  name: string,
  { bucketName, profile }: DeployPolicyPackArgs,
  parent: pulumi.Resource,
): DeployPolicyPack {
  const file = bundledPack();
  const key = `${DEPLOY_STATE_PREFIXES.policyPack}index.js`;
  new aws.s3.BucketObjectv2(
    name,
    {
      bucket: bucketName,
      key,
      source: fileAsset(file),
      contentType: "text/javascript",
      // It is no secret, and whoever makes the landing zone may not use the key of the state.
      serverSideEncryption: "AES256",
    },
    { parent },
  );
  return {
    bucketName,
    key,
    sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
    config: profile === "trial" ? configFile("trial") : {},
  };
}

/** Pulumi's own packages are left out: they are installed where the pack runs. No dates, no paths of the machine. */
function bundledPack(): string {
  const { pack } = bundle(
    { pack: join("policy", "index.ts") },
    { target: "node20", external: ["@pulumi/policy", "@pulumi/pulumi"] },
  );
  if (pack === undefined) {
    throw new Error("esbuild made no bundle of policy/index.ts");
  }
  return pack;
}

/**
 * The pack as a stage is held to it. In staging nobody waits for answers: one instance is enough there, with nothing to
 * move in steps.
 */
export function ofStage(pack: DeployPolicyPack, stage: Stage): DeployPolicyPack {
  return stage === "staging" ? { ...pack, config: { ...configFile("staging"), ...pack.config } } : pack;
}

function configFile(name: "staging" | "trial"): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(ROOT, "policy", `${name}.json`), "utf8")) as Record<string, unknown>;
}
