import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import { EXIT, Failure } from "../../shared/failure";

/** A file to upload. */
export interface UploadFile {
  /** Path below the prefix, with forward slashes. */
  readonly path: string;
  readonly content: Buffer;
}

/** How many objects were written, and how many were there already. */
export interface UploadResult {
  readonly written: number;
  readonly present: number;
}

/** What tools leave in a folder; it changes without a change of the code. */
const LEFT_BEHIND = /^(\.|__pycache__$|node_modules$)|\.pyc$/;

/**
 * The files of a folder and of all below it, sorted by path; hidden ones and what Python compiled are left out.
 *
 * @throws Failure if there is no such folder.
 */
export async function filesBelow(folder: string): Promise<UploadFile[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Failure(`there is no folder ${folder}`, EXIT.usage);
    }
    throw error;
  }
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length))
    .filter((path) => !path.split(sep).some((part) => LEFT_BEHIND.test(part)));
  const sorted = files.map((path) => path.split(sep).join("/")).sort();
  return Promise.all(sorted.map(async (path) => ({ path, content: await readFile(join(folder, path)) })));
}

/** The first 16 hexadecimal digits of a SHA-256 over paths and contents: equal files give an equal hash, in any order. */
export function contentHash(files: readonly UploadFile[]): string {
  const hash = createHash("sha256");
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const { path, content } of sorted) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Writes the files below a prefix that is named after their hash. What is there already stays as it is: S3 itself
 * refuses to write it again, so two builds at once do no harm, and neither does an upload that broke off. The bucket
 * encrypts by itself.
 *
 * @param prefix - Without a slash at its end.
 */
export async function upload(
  s3: S3Client,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  files: readonly UploadFile[],
): Promise<UploadResult> {
  let written = 0;
  for (const { path, content } of files) {
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${prefix}/${path}`,
          Body: content,
          IfNoneMatch: "*",
        }),
      );
      written += 1;
    } catch (error) {
      if (!isThereAlready(error)) {
        throw error;
      }
    }
  }
  return { written, present: files.length - written };
}

/** Another build may be writing the same object at this moment, with the same content. */
function isThereAlready(error: unknown): boolean {
  return error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name);
}
