import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readColumns } from "./columns";
import { readConfig } from "./config";
import { parseContract } from "./contract";
import { validDefinition, validMonitoringDefinition } from "./valid-definition";

/**
 * `npm run definition`: shows what becomes of config.yaml, without AWS. A sample stands in for the landing zone's
 * contract; another file, such as the value of this model's parameter, may be given as argument. With `--monitoring`, it
 * shows the monitoring pipeline.
 */
function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { monitoring: { type: "boolean", default: false } },
  });
  const [file = join(__dirname, "..", "tests", "sample-contract.json")] = positionals;
  const [contract, config, columns] = together(
    () => parseContract(readFileSync(file, "utf8")),
    readConfig,
    readColumns,
  );
  const code = `s3://${contract.artifactBucketName}/code/${contract.model}/0123456789abcdef`;
  // Each profile is checked, whichever is shown.
  const definitions = Object.fromEntries(
    Object.entries(config.profiles).map(([profile, settings]) => {
      const inputs = { contract, config: settings, columns, code };
      const { monitoring } = contract;
      const watching = monitoring && validMonitoringDefinition({ ...inputs, monitoring });
      return [profile, { build: validDefinition(inputs), watching }];
    }),
  );
  const shown = definitions[contract.profile];
  console.log(JSON.stringify(values.monitoring ? (shown?.watching ?? null) : shown?.build, undefined, 2));
}

/** What files hold. @throws Error with the problems of all of them, so that nobody mends them one by one */
function together<T extends readonly unknown[]>(...reads: { readonly [I in keyof T]: () => T[I] }): T {
  const problems: string[] = [];
  const read = reads.map((one: () => unknown) => {
    try {
      return one();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  return read as unknown as T;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
