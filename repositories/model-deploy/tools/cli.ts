import { parseArgs } from "node:util";

import { logIssue, type Print } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { EXIT, Failure, type ExitCode } from "../../shared/failure";
import { interrupted, interruption, processInterruption } from "../../shared/interruption";
import type { Environment } from "../../shared/variables";
import { STAGES, type Stage } from "../program/contract-schema";
import { inAws, inStage, withAccess, type StageContext } from "./context";
import { checkModels } from "./models";
import { promote } from "./promote";
import { removeIdle } from "./remove-idle";
import { resolve } from "./resolve";
import { startRollBack } from "./start-rollback";
import { test } from "./test";
import { unlock, up } from "./up";
import { verify } from "./verify";

const USAGE = `usage: npm run deploy -- <command>

  models                   checks the files of all models
  resolve                  finds the version of this run, verifies that it is approved, and claims it
  up --stage STAGE         previews with the landing zone's policies, and deploys
  verify --stage STAGE     fails unless this version is what serves
  test --stage staging     smoke, contract, quality and load tests
  promote                  says in the model registry that production serves this version
  unlock --stage STAGE     releases the lock of a cancelled run
  remove-idle              removes from staging what nobody asks, or the model that REMOVED_MODEL names
  start-rollback --model NAME --organization NAME --project NAME
                           for people: starts a run that takes a model back to the version before

STAGE is one of ${STAGES.join(", ")}.`;

/** What each command takes beside the environment. */
interface Invocation {
  readonly environment: Environment;
  readonly options: Options;
  readonly print: Print;
  readonly signal: AbortSignal;
}

type Options = ReturnType<typeof parseOptions>["values"];
type Command = (invocation: Invocation) => unknown;

/** Each with the options that it takes, all of which have to be given. */
const COMMANDS: Readonly<
  Record<string, { readonly options: readonly (keyof Options)[]; readonly run: Command }>
> = {
  models: {
    options: [],
    run: ({ print }) => {
      checkModels(print);
    },
  },
  // The contract of staging: that is whose account the stage Resolve acts in.
  resolve: {
    options: [],
    run: (invocation) => inAws(invocation.environment, "staging", invocation, resolve),
  },
  up: staged((context) => up(context)),
  verify: staged(verify),
  test: staged(test, ["staging"]),
  promote: {
    options: [],
    run: (invocation) => inStage(invocation.environment, "production", invocation, promote),
  },
  unlock: onStage(STAGES, (stage, invocation) =>
    inAws(invocation.environment, stage, invocation, (context) => unlock(context, stage)),
  ),
  "remove-idle": {
    options: [],
    run: (invocation) =>
      withAccess(invocation.environment, "staging", invocation, (access) =>
        removeIdle(access, invocation.environment),
      ),
  },
  "start-rollback": {
    options: ["model", "organization", "project"],
    run: ({ environment, options: { model, organization, project }, print }) =>
      startRollBack(
        environment,
        {
          ...(model === undefined ? {} : { model }),
          ...(organization === undefined ? {} : { organization }),
          ...(project === undefined ? {} : { project }),
        },
        print,
      ),
  },
};

/** A command of a stage that is about the run's version. */
function staged(work: (context: StageContext) => Promise<void>, stages: readonly Stage[] = STAGES) {
  return onStage(stages, (stage, invocation) => inStage(invocation.environment, stage, invocation, work));
}

/** A command of a stage, which --stage names. */
function onStage(stages: readonly Stage[], work: (stage: Stage, invocation: Invocation) => Promise<void>) {
  const run: Command = (invocation) => {
    const { stage: option } = invocation.options;
    const stage = stages.find((known) => known === option);
    if (stage === undefined) {
      const found = option === undefined ? "missing" : JSON.stringify(option);
      throw new Failure(`--stage is ${found}: give one of ${stages.join(", ")}`, EXIT.usage);
    }
    return work(stage, invocation);
  };
  return { options: ["stage"] as const, run };
}

/**
 * Runs one command of the Azure pipeline.
 *
 * @param argv - Command and options, without the interpreter and the script.
 * @param environment - Variables of the run, and credentials for AWS.
 * @param output - Takes the lines for the run's log.
 * @param signal - Ends the command with exit code 130; what AWS does goes on. @default never
 * @param errors - Takes the reason of a failure. @default output
 * @returns The exit code.
 */
export async function main(
  argv: readonly string[],
  environment: Environment,
  output: Print,
  signal: AbortSignal = new AbortController().signal,
  errors: Print = output,
): Promise<ExitCode> {
  try {
    const { values: options, positionals } = parseOptions(argv);
    const [name = "", ...rest] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined || rest.length > 0) {
      throw new Failure(`there is no command ${JSON.stringify(positionals.join(" "))}\n${USAGE}`, EXIT.usage);
    }
    const stranger = Object.keys(options).find(
      (option) => !(command.options as readonly string[]).includes(option),
    );
    if (stranger !== undefined) {
      throw new Failure(`${name} takes no --${stranger}\n${USAGE}`, EXIT.usage);
    }
    const running = Promise.resolve(command.run({ environment, options, print: output, signal }));
    // Pulumi is told to stop, and has to end by itself: its state would be left behind otherwise.
    await (name === "up" ? running : Promise.race([running, interruption(name, signal)]));
    return EXIT.success;
  } catch (error) {
    const { message, exitCode } = signal.aborted ? interrupted(argv[0] ?? "") : asFailure(error);
    errors(logIssue(message));
    return exitCode;
  }
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        stage: { type: "string" },
        model: { type: "string" },
        organization: { type: "string" },
        project: { type: "string" },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EXIT.usage);
  }
}

async function run(): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  // Calls that an interrupted command left open would keep the process alive.
  process.exit(await main(process.argv.slice(2), process.env, print, processInterruption()));
}

if (require.main === module) {
  void run();
}
