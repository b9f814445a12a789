import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readColumns } from "./columns";
import { readConfig } from "./config";
import { parseContract } from "./contract";
import { pipelineDefinition } from "./definition";
import { definitionProblems } from "./validate";

/**
 * `npm run definition`: shows what becomes of config.yaml, without AWS. A sample stands in for the landing zone's
 * contract; another file, such as the value of this model's parameter, may be given as argument.
 */
function main([file = join(__dirname, "..", "tests", "sample-contract.json")]: readonly string[]): number {
  const contract = parseContract(readFileSync(file, "utf8"));
  const config = readConfig();
  const columns = readColumns();
  const code = `s3://${contract.artifactBucketName}/code/${contract.model}/0123456789abcdef`;
  const definitions = Object.values(config.environments).map((environment) =>
    pipelineDefinition({ contract, config: environment, columns, code }),
  );
  const problems = [...new Set(definitions.flatMap(definitionProblems))];
  if (problems.length > 0) {
    console.error(`the definition has problems:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    return 1;
  }
  const shown = pipelineDefinition({
    contract,
    config: config.environments[contract.profile],
    columns,
    code,
  });
  console.log(JSON.stringify(shown, undefined, 2));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
