import type { S3Client } from "@aws-sdk/client-s3";

import { parseCaseForm } from "./case-form";
import { parseCases, type RecordedCases } from "./cases";
import { Refusal } from "./refusal";
import { parseS3Uri, readObject, readObjectIfThere, type ReadablePlace } from "./objects";

/** Where the cases of a model's versions may lie. */
export interface CasesPlace {
  /** The automation account, which owns the bucket. */
  readonly account: string;
  readonly bucket: string;
  readonly model: string;
}

/** Far more than 500 rows need. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads the cases that Model Build recorded with the version.
 *
 * @param uri - casesUri of the version's CustomerMetadataProperties; undefined if it has none.
 * @throws Refusal if there are none, or they lie anywhere but where Model Build writes them: whoever registers a version
 *   could otherwise bring cases that prove nothing.
 */
export async function readCases(
  s3: S3Client,
  uri: string | undefined,
  place: CasesPlace,
): Promise<RecordedCases> {
  if (uri === undefined || uri === "") {
    throw new Refusal(
      "the version has no recorded cases (casesUri); build it with a Model Build that records them, and approve that version",
    );
  }
  const { bucket, key } = parseS3Uri(uri);
  const prefix = `runs/${place.model}/`;
  if (bucket !== place.bucket || !key.startsWith(prefix) || /(^|\/)\.{1,2}(\/|$)/.test(key)) {
    throw new Refusal(`the cases lie at ${uri}, but must lie below s3://${place.bucket}/${prefix}`);
  }
  const found = { bucket, owner: place.account, maxBytes: MAX_BYTES };
  const text = await readObject(s3, { ...found, key });
  const form = await readForm(s3, { ...found, key: key.replace(/[^/]*$/, "cases.json") });
  return parseCases(text, form === undefined ? undefined : parseCaseForm(form));
}

/**
 * Undefined where an older version has none. The role may not list the bucket, and S3 answers "access denied" then instead
 * of "not found"; the cases beside it could be read.
 */
async function readForm(s3: S3Client, place: ReadablePlace): Promise<string | undefined> {
  try {
    return await readObjectIfThere(s3, place);
  } catch (error) {
    if (error instanceof Error && error.name === "AccessDenied") {
      return undefined;
    }
    throw error;
  }
}
