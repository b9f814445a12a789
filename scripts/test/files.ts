import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Tests of some minutes, which `npm test` runs, and the others, which `npm run test:full` runs. */
export type Kind = "quick" | "full";

/** Files that take longest begin first, so that none of them is left alone at the end. */
const LONGEST = [
  "test/changes/settings.full.test.ts",
  "test/program/parts.full.test.ts",
  "test/program/regions.full.test.ts",
  "test/permissions/matrix.test.ts",
  "test/program/guardrails.test.ts",
  "test/program/parts.test.ts",
  "test/program/batch-access.test.ts",
  "test/simulator/rehearse/command.test.ts",
  "test/simulator/rehearsal/run.test.ts",
  "test/planes/limits.test.ts",
];

/** All files with tests, by their path in the folder, in the order in which they begin. */
export function testFiles(root: string): string[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => `test/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts"))
    .sort();
  const first = LONGEST.filter((file) => files.includes(file));
  return [...first, ...files.filter((file) => !first.includes(file))];
}

/**
 * The name of a file says which kind it is: `.engine.test.ts` takes the real Pulumi engine, `.full.test.ts` takes
 * something else that a machine may lack, or minutes.
 */
export function kindOf(file: string): Kind {
  return /\.(engine|full)\.test\.ts$/.test(file) ? "full" : "quick";
}

export function ofKind(files: readonly string[], kind: Kind): string[] {
  return files.filter((file) => kindOf(file) === kind);
}
