import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { buildSync, version } from "esbuild";
import type { BuildOptions } from "esbuild";
import { z } from "zod";

import { ROOT } from "./root";

/** Bundles are kept between runs, since making them takes longer than all the rest of the program. */
const CACHE = join(ROOT, "node_modules", ".cache", "mlops-bundles");

/** What was bundled when: of each file that went in the SHA-256, of each that came out the name in the cache. */
const record = z.object({
  inputs: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
});

type Bundles = Readonly<Record<string, string>>;

const bundled = new Map<string, Bundles>();

/**
 * Bundles files of the project with esbuild. The result depends on their content alone: no dates, no paths of the machine.
 * As long as no file that went in has changed, what an earlier run made is taken.
 *
 * @param entryPoints - Files by the name of their bundle, from the project's folder.
 * @returns the bundles by name: absolute paths of files.
 * @throws BuildFailure of esbuild if a file cannot be bundled.
 */
export function bundle(entryPoints: Readonly<Record<string, string>>, options: BuildOptions): Bundles {
  const key = sha256(JSON.stringify([version, entryPoints, options])).slice(0, 16);
  const made = bundled.get(key) ?? fromCache(key) ?? build(key, entryPoints, options);
  bundled.set(key, made);
  return Object.fromEntries(Object.entries(made).map(([name, file]) => [name, join(CACHE, file)]));
}

function fromCache(key: string): Bundles | undefined {
  try {
    const { inputs, outputs } = record.parse(JSON.parse(readFileSync(join(CACHE, `${key}.json`), "utf8")));
    const fresh =
      Object.entries(inputs).every(([file, hash]) => sha256(readFileSync(join(ROOT, file))) === hash) &&
      Object.values(outputs).every((file) => sha256(readFileSync(join(CACHE, file))) === hashIn(file));
    return fresh ? outputs : undefined;
  } catch {
    // Nothing there, or half of it: it is made again.
    return undefined;
  }
}

function build(key: string, entryPoints: Readonly<Record<string, string>>, options: BuildOptions): Bundles {
  const { outputFiles, metafile } = buildSync({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: { ...entryPoints },
    outdir: ".",
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  mkdirSync(CACHE, { recursive: true });
  const outputs = Object.fromEntries(
    outputFiles.map(({ path, contents }) => {
      const name = relative(ROOT, path).replace(/\.js$/, "");
      const file = `${name}-${sha256(contents)}.js`;
      writeWhole(file, contents);
      return [name, file];
    }),
  );
  const inputs = Object.keys(metafile.inputs).map((file) => [file, sha256(readFileSync(join(ROOT, file)))]);
  writeWhole(`${key}.json`, JSON.stringify({ inputs: Object.fromEntries(inputs) as unknown, outputs }));
  return outputs;
}

/** Another process may read or write the same file meanwhile: it sees all of it or nothing. */
function writeWhole(name: string, content: string | Uint8Array): void {
  const file = join(CACHE, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

function hashIn(file: string): string | undefined {
  return /-([0-9a-f]{64})\.js$/.exec(file)?.[1];
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
