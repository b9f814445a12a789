import type { Contract } from "../pipeline/contract-schema";
import type { Context } from "./context";
import { contentHash, upload, type UploadFile } from "./upload";

/** Files, and where in S3 they belong. */
export interface Folder {
  /** Key below which they lie, without a slash at its end. */
  readonly prefix: string;
  /** The same as S3 URI. */
  readonly uri: string;
  readonly files: readonly UploadFile[];
}

/**
 * A folder of the model's code, named after what it holds.
 *
 * @param kind - What it is, with a slash at its end; empty for the code of the build itself.
 */
export function folderOf(
  { artifactBucketName, model }: Contract,
  kind: string,
  files: readonly UploadFile[],
): Folder {
  const prefix = `code/${model}/${kind}${contentHash(files)}`;
  return { prefix, uri: `s3://${artifactBucketName}/${prefix}`, files };
}

/** Uploads what is not there yet, and prints how much that was. */
export async function uploadFolder(
  { clients, contract, print }: Context,
  { prefix, uri, files }: Folder,
): Promise<void> {
  const { written, present } = await upload(
    clients.s3,
    { bucket: contract.artifactBucketName, prefix },
    files,
  );
  print(`${uri}: ${written} uploaded, ${present} there already`);
}

export function textFile(path: string, text: string): UploadFile {
  return { path, content: Buffer.from(text) };
}

/** The same files below a folder. */
export function below(folder: string, files: readonly UploadFile[]): UploadFile[] {
  return files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));
}
