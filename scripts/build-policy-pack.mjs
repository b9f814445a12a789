// Bundles the policy pack to plain JavaScript: the engine's loader would otherwise type-check it on every preview.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { buildSync } from "esbuild";

const { outputFiles } = buildSync({
  entryPoints: ["policy/index.ts"],
  outfile: "policy/bin/index.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
  write: false,
});

// Under another name first: whoever starts the pack meanwhile reads all of the old one or all of the new one.
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}
