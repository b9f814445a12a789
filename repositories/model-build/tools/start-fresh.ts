import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { Print } from "../../shared/agent-log";
import { EXIT, Failure, type ExitCode } from "../../shared/failure";
import { PROBLEMS, type Problem } from "../../shared/metrics";
import { parseColumns } from "../pipeline/columns";
import { parseConfig } from "../pipeline/config";
import { columnsText, configText } from "./start-fresh/files";
import { propose } from "./start-fresh/proposal";
import { surveyOf } from "./start-fresh/survey";

const USAGE = `usage: npm run start-fresh -- --data FILE.csv --label COLUMN --dataset NAME [--problem ${PROBLEMS.join("|")}]

Puts your data in the place of the sample: proposes steps/columns.json and the values of config.yaml from a CSV file.
Look at both files before you commit them. samples/ stays, because tests use it.

  --data     CSV file with a header
  --label    column that the model predicts
  --dataset  name of the data set, whose curated files the pipeline reads: curated/NAME/
  --problem  kind of problem; otherwise it is taken from the values of the label`;

const DATASET = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Runs the command.
 *
 * @param repository - Folder of the repository.
 * @returns 0, or 2 if an option or the file is wrong; then nothing has changed.
 */
export async function main(argv: readonly string[], print: Print, repository: string): Promise<ExitCode> {
  try {
    const { data, label, dataset, problem } = readOptions(argv);
    const proposal = propose(await surveyOf(data), label, problem);
    const [columnsFile, configFile] = [
      join(repository, "steps", "columns.json"),
      join(repository, "config.yaml"),
    ];
    const columns = columnsText(proposal);
    const config = configText(readFileSync(configFile, "utf8"), proposal, dataset);
    // What Validate would refuse is said before anything changes.
    parseColumns(columns);
    parseConfig(config);
    writeFileSync(columnsFile, columns);
    writeFileSync(configFile, config);
    print(`steps/columns.json: ${proposal.problem}, ${proposal.columns.features.length} features`);
    for (const remark of proposal.remarks) {
      print(`  ${remark}`);
    }
    print(
      "config.yaml: problem, data, metric, threshold, improvement, bias and card; write the card, and set the gate",
    );
    print(`Next: npm run try -- --data ${data}`);
    return EXIT.success;
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    print(`error: ${error.message}`);
    return error instanceof Failure ? error.exitCode : EXIT.usage;
  }
}

function readOptions(argv: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = { data: text, label: text, dataset: text, problem: text };
    const { data, label, dataset = "", problem } = parseArgs({ args: [...argv], options }).values;
    if (data === undefined || label === undefined) {
      throw new Error("give --data and --label");
    }
    if (!DATASET.test(dataset)) {
      throw new Error("--dataset must be lower-case words joined by hyphens, such as house-prices");
    }
    if (problem !== undefined && !isProblem(problem)) {
      throw new Error(`--problem is ${JSON.stringify(problem)}: use one of ${PROBLEMS.join(", ")}`);
    }
    return { data, label, dataset, problem };
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EXIT.usage);
  }
}

const isProblem = (text: string): text is Problem => (PROBLEMS as readonly string[]).includes(text);

if (require.main === module) {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  void main(process.argv.slice(2), print, join(__dirname, "..")).then((code) => {
    process.exitCode = code;
  });
}
