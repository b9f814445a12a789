// Runs tests: `npm test` those of some minutes, `npm run test:full` the others, `npm test -- FILE...` only these. Options
// of mocha may be added.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { availableParallelism, constants } from "node:os";
import { dirname, join, resolve, sep } from "node:path";

import { readArguments } from "./test/arguments";
import { ofKind, testFiles } from "./test/files";

const ROOT = join(__dirname, "..");
const MOCHA = join(dirname(require.resolve("mocha/package.json")), "bin", "mocha.js");
/** One more than processors: most of these tests wait for other processes, one after the other. */
const FULL_JOBS = String(availableParallelism() + 1);

function main(argv: readonly string[]): void {
  const kind = argv.includes("--full") ? "full" : "quick";
  const all = testFiles(ROOT);
  const { files: named, options } = readArguments(argv.filter((argument) => argument !== "--full"));
  // A file is run whatever it takes; of a folder what is of this kind.
  const files =
    named.length > 0 ? named.flatMap((path) => filesOf(path, ofKind(all, kind))) : ofKind(all, kind);
  if (files.length === 0) {
    throw new Error(`there are no ${kind} tests in ${named.join(", ")}`);
  }
  // One file is not worth the start of other processes.
  const side = files.length === 1 ? ["--no-parallel"] : kind === "full" ? ["--jobs", FULL_JOBS] : [];
  const child = spawn(process.execPath, [MOCHA, ...side, ...options, ...files], {
    cwd: ROOT,
    stdio: "inherit",
    env: {
      // The SDK of AWS says in every process which Node it will need next year.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...process.env,
      MLOPS_TESTS: named.length > 0 ? "named" : kind,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128 + constants.signals[signal]);
  });
}

/** @throws Error if there is no such file or folder. */
function filesOf(path: string, files: readonly string[]): readonly string[] {
  const full = resolve(ROOT, path);
  if (!existsSync(full)) {
    throw new Error(`there is no file or folder ${path}`);
  }
  return statSync(full).isDirectory()
    ? files.filter((file) => join(ROOT, file).startsWith(full + sep))
    : [path];
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
