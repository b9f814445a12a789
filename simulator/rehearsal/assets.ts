import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { type Asset, asAsset, type Properties } from "./values";

/**
 * How a graph shows an asset or archive: its kind and the SHA-256 of its content, never where it is on this machine.
 *
 * @param folder - What relative paths are relative to: the program's folder.
 */
export function describeAsset(asset: Asset, folder: string): Properties {
  const label = asset.kind === "asset" ? "__pulumiAsset" : "__pulumiArchive";
  return { [label]: sourceOf(asset), hash: contentHash(asset, folder) };
}

function sourceOf(asset: Asset): "assets" | "file" | "text" | "uri" {
  if (asset.assets !== undefined) {
    return "assets";
  }
  if (asset.path !== undefined) {
    return "file";
  }
  return asset.text === undefined ? "uri" : "text";
}

/** The content behind an address is not fetched: there the address counts. */
function contentHash(asset: Asset, folder: string): string {
  if (asset.assets !== undefined) {
    return hashOfEntries(
      Object.entries(asset.assets).map(([name, entry]) => [
        name,
        contentHash(asAsset(entry) ?? fail(name), folder),
      ]),
    );
  }
  return asset.path === undefined
    ? sha256(asset.text ?? asset.uri ?? "")
    : hashOfPath(resolve(folder, asset.path));
}

function hashOfPath(path: string): string {
  return statSync(path).isDirectory()
    ? hashOfEntries(readdirSync(path).map((name) => [name, hashOfPath(join(path, name))]))
    : sha256(readFileSync(path));
}

function hashOfEntries(entries: readonly (readonly [name: string, hash: string])[]): string {
  return sha256(
    entries
      .map((entry) => entry.join("\0"))
      .sort()
      .join("\n"),
  );
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function fail(name: string): never {
  throw new Error(`entry ${name} of an archive is neither an asset nor an archive`);
}
