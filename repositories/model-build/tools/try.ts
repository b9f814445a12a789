import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { Print } from "../../shared/agent-log";
import { EXIT, Failure, type ExitCode } from "../../shared/failure";
import { InvalidInput } from "../../shared/problems";
import { PROFILES, readConfig, type Profile } from "../pipeline/config";
import type { Evaluation } from "./evaluation";
import { environmentWith } from "./try/python";
import { requirementsOf } from "./try/requirements";
import { runSteps } from "./try/steps";
import { verdict } from "./try/verdict";

const USAGE = `usage: npm run try [-- --data PATH] [--profile trial|production] [--champion FILE] [--python PATH]

Trains on this machine as the pipeline does in SageMaker, and says what the gate would say. Nothing is sent anywhere.

  --data      CSV or Parquet file, or a folder of them, with the columns of steps/columns.json; otherwise the sample
  --profile   whose values of config.yaml count; otherwise production
  --python    a Python with the libraries of requirements-dev.txt; otherwise one is made below .try
  --champion  model.tar.gz of a model to compare with, such as .try/last/archive/model.tar.gz of a try before, moved
              elsewhere`;

/** Hidden, so that no tool uploads it; what a try writes lies in \`last\`. */
const FOLDER = join(__dirname, "..", ".try");

/** How many features are named. */
const FEATURES = 5;

/**
 * Runs the command.
 *
 * @returns 0 if a version would be registered, 1 if the gate is closed or a step fails, 2 if the command or a file of
 *   the repository is wrong.
 */
export function main(argv: readonly string[], print: Print): ExitCode {
  try {
    const { data, profile, champion, python: given } = readOptions(argv);
    const began = performance.now();
    const config = readConfig().profiles[profile];
    const python = given ?? environmentWith(requirementsOf(config.framework), FOLDER, print);
    const folder = join(FOLDER, "last");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const attempt = {
      python,
      config,
      folder,
      ...(data === undefined ? {} : { data: resolve(data) }),
      ...(champion === undefined ? {} : { champion: resolve(champion) }),
    };
    const evaluation = runSteps(attempt, (step) => {
      print(`${step} …`);
    });
    const { open, sentences } = verdict(evaluation, config);
    for (const line of describe(evaluation)) {
      print(line);
    }
    print("");
    print(
      `The gate is ${open ? "open: a version would be registered" : "closed: no version would be registered"}`,
    );
    for (const sentence of sentences) {
      print(`  ${sentence}`);
    }
    print("");
    print(`Everything is in ${folder} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
    return open ? EXIT.success : EXIT.failed;
  } catch (error) {
    if (error instanceof Failure) {
      print(`error: ${error.message}`);
      return error.exitCode;
    }
    if (error instanceof InvalidInput) {
      print(`error: ${error.message}`);
      return EXIT.usage;
    }
    throw error;
  }
}

function readOptions(argv: readonly string[]) {
  const options = {
    data: { type: "string" },
    profile: { type: "string" },
    champion: { type: "string" },
    python: { type: "string" },
  } as const;
  try {
    const { data, profile = "production", champion, python } = parseArgs({ args: [...argv], options }).values;
    if (!isProfile(profile)) {
      throw new Error(`--profile is ${JSON.stringify(profile)}: use ${PROFILES.join(" or ")}`);
    }
    return { data, profile, champion, python };
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EXIT.usage);
  }
}

const isProfile = (text: string): text is Profile => (PROFILES as readonly string[]).includes(text);

function describe({ data, metrics, champion, importance }: Evaluation): string[] {
  const { train, validation, test } = data.rows;
  const names = Object.entries(importance)
    .sort(([, one], [, other]) => other - one)
    .slice(0, FEATURES)
    .map(([name, share]) => `${name} ${(share * 100).toFixed(0)} %`);
  const compared = champion.version !== "none";
  return [
    "",
    `Rows: ${train} to train, ${validation} to validate, ${test} held out`,
    "On those held out:",
    ...Object.entries(metrics).map(([name, { value, standardDeviation }]) => {
      const spread = standardDeviation === undefined ? "" : ` ± ${shown(standardDeviation)}`;
      const other = compared ? `   compared model ${shown(champion.metrics[name]?.value ?? NaN)}` : "";
      return `  ${name.padEnd(20)}${shown(value)}${spread}${other}`;
    }),
    `Most important: ${names.join(", ")}`,
  ];
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
