// Bundles the policy pack to plain JavaScript: the engine's loader would otherwise type-check it on every preview.
import { buildSync } from "esbuild";

buildSync({
  entryPoints: ["policy/index.ts"],
  outfile: "policy/bin/index.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
