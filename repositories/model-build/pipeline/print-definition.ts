import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readColumns } from "./columns";
import { readConfig } from "./config";
import { parseContract } from "./contract";
import { validDefinition } from "./valid-definition";

/**
 * `npm run definition`: shows what becomes of config.yaml, without AWS. A sample stands in for the landing zone's
 * contract; another file, such as the value of this model's parameter, may be given as argument.
 */
function main([file = join(__dirname, "..", "tests", "sample-contract.json")]: readonly string[]): void {
  const contract = parseContract(readFileSync(file, "utf8"));
  const config = readConfig();
  const columns = readColumns();
  const code = `s3://${contract.artifactBucketName}/code/${contract.model}/0123456789abcdef`;
  // Each profile is checked, whichever is shown.
  const definitions = Object.fromEntries(
    Object.entries(config.profiles).map(([profile, settings]) => [
      profile,
      validDefinition({ contract, config: settings, columns, code }),
    ]),
  );
  console.log(JSON.stringify(definitions[contract.profile], undefined, 2));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
