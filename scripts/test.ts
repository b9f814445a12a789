// Runs tests: `npm test` those of some minutes, `npm run test:full` the others, `npm test -- FILE...` only these. Options
// of mocha may be added.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";

import { ofKind, testFiles } from "./test/files";
import { namedFiles } from "./test/arguments";

const ROOT = join(__dirname, "..");
const MOCHA = join(dirname(require.resolve("mocha/package.json")), "bin", "mocha.js");

function main(argv: readonly string[]): void {
  const kind = argv.includes("--full") ? "full" : "quick";
  const given = argv.filter((argument) => argument !== "--full");
  const named = namedFiles(given, (path) => existsSync(join(ROOT, path)));
  const files = named.length > 0 ? [] : ofKind(testFiles(ROOT), kind);
  // One file is not worth the start of other processes.
  const alone = named.length === 1 && named[0]?.endsWith(".test.ts") === true;
  const child = spawn(process.execPath, [MOCHA, ...(alone ? ["--no-parallel"] : []), ...given, ...files], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, MLOPS_TESTS: named.length > 0 ? "named" : kind },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128 + constants.signals[signal]);
  });
}

main(process.argv.slice(2));
