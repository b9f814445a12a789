import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders of the clone that no rehearsal depends on. Everything else counts, so that a new folder does as well. */
const APART = ["benchmarks", "docs", "permissions", "policy/bin", "scripts", "test"];
/** Folders that tools make, wherever they are. */
const MADE_BY_TOOLS = new Set([".git", ".pytest_cache", ".venv", "__pycache__", "node_modules"]);

/**
 * A hash of everything that a rehearsal of the program is made of but its settings: the sources of program and
 * simulator, the packages as they are installed, and Node.
 */
export function programDigest(root: string): string {
  const hash = createHash("sha256").update(process.version).update("\0").update(root);
  addFile(hash, join(root, "node_modules", ".package-lock.json"));
  addFolder(hash, root, new Set(APART.map((folder) => join(root, folder))));
  return hash.digest("hex").slice(0, 32);
}

function addFolder(hash: Hash, folder: string, apart: ReadonlySet<string>): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile()) {
      addFile(hash, path);
    } else if (entry.isDirectory() && !MADE_BY_TOOLS.has(entry.name) && !apart.has(path)) {
      addFolder(hash, path, apart);
    }
  }
}

function addFile(hash: Hash, path: string): void {
  const content = readFileSync(path);
  hash.update(`\0${path}\0${content.length}\0`).update(content);
}
