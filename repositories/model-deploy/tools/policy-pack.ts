import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import { Failure } from "../../shared/failure";
import type { Contract } from "../program/contract-schema";

/** Folder of the pack below the repository, so that it finds @pulumi/policy in node_modules. */
const FOLDER = ".policy";

/** A policy pack on this machine. */
export interface PolicyPack {
  readonly folder: string;
  /** File with its configuration. */
  readonly config: string;
}

/**
 * Fetches the landing zone's policy pack. It is code that runs here, so that nothing of it is written before its SHA-256 is
 * the one that the contract names.
 *
 * @param root - Folder of this repository.
 * @throws Failure if the pack is another one.
 */
export async function fetchPolicyPack(
  s3: S3Client,
  { bucketName, key, sha256, config }: Contract["policyPack"],
  root: string,
): Promise<PolicyPack> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  const code = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const actual = createHash("sha256").update(code).digest("hex");
  if (actual !== sha256) {
    throw new Failure(
      `the policy pack s3://${bucketName}/${key} has the SHA-256 ${actual}, but the deployment contract names ${sha256}: ask the platform team to deploy the landing zone again`,
    );
  }
  const folder = join(root, FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const files = {
    "PulumiPolicy.yaml": "runtime: nodejs\n",
    "package.json": JSON.stringify({ name: "landing-zone-policies", version: "1.0.0", main: "index.js" }),
    "index.js": code,
    "config.json": JSON.stringify(config),
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
  return { folder, config: join(folder, "config.json") };
}
