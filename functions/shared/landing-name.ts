import { createHash } from "node:crypto";
import { extname } from "node:path";

const LONGEST_NAME = 200;
const LONGEST_EXTENSION = 20;

/**
 * One flat name for a path: landing/ has no folders below a data set. A name that had to be changed carries a digest of
 * the path, so that two paths never meet in one name.
 */
export function landingName(path: string): string {
  const clean = path.replace(/[^A-Za-z0-9._-]/gu, "_");
  if (clean === path && /^[A-Za-z0-9]/.test(clean) && clean.length <= LONGEST_NAME) {
    return clean;
  }
  const extension = extname(clean).slice(0, LONGEST_EXTENSION);
  const stem = clean.slice(0, clean.length - extname(clean).length);
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 12);
  const named = /^[A-Za-z0-9]/.test(stem) ? stem : `f${stem}`;
  return `${named.slice(0, LONGEST_NAME - digest.length - extension.length - 1)}-${digest}${extension}`;
}

/** Names that begin with a dot or an underscore are markers and half-written files, by the custom of Hadoop. */
export function isData(path: string): boolean {
  return path !== "" && !path.endsWith("/") && !path.split("/").some((part) => /^[._]/.test(part));
}
