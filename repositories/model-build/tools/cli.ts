import { parseArgs } from "node:util";

import { logIssue, setVariable, type Print } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { EXIT, Failure, type ExitCode } from "../../shared/failure";
import { interruption, processInterruption } from "../../shared/interruption";
import { InvalidInput } from "../../shared/problems";
import type { Environment } from "../../shared/variables";
import { readConfig } from "../pipeline/config";
import { imageProblems, isOwnImage } from "../pipeline/images";
import { NO_REASON } from "../pipeline/parameters";
import { readProfile } from "./build-environment";
import { closeContext, executionOfBuild, openContext, type Context } from "./context";
import { isDue } from "./due";
import { follow } from "./follow";
import type { PatienceOptions } from "./follow-execution";
import { monitor, readMonitorUntil } from "./monitor";
import { report } from "./report";
import { readRetraining } from "./retraining";
import { start } from "./start";
import { stopExecutions } from "./stop";
import { upsert } from "./upsert";

const USAGE = `usage: npm run pipeline -- <command>

  due                      says whether this build trains: on a schedule, config.yaml decides; with a reason, it does
  image                    prints the image that this repository builds, nothing if it uses another
  upsert [--sample FOLDER] uploads the code and creates or updates the SageMaker pipelines of model and monitoring
  start                    starts it, or finds what this build started before
  follow [--minutes N] [--last] [--interval SECONDS]
                           prints its progress until it ends; after N minutes it leaves the rest to the next call,
                           or fails if it is the last one
  monitor [--minutes N] [--interval SECONDS]
                           judges the window that MONITOR_UNTIL names, without training, and prints what is found
  report                   shows the evaluation on the run's page
  stop                     stops what this build started and what still runs`;

/** What each command takes beside the variables. */
interface Invocation {
  readonly environment: Environment;
  readonly options: Options;
  readonly print: Print;
  readonly signal: AbortSignal;
}

type Options = ReturnType<typeof parseOptions>["values"];

const COMMANDS: Readonly<Record<string, (invocation: Invocation) => Promise<void> | void>> = {
  due: ({ environment, print }) => {
    const { schedule } = readConfig().profiles[readProfile(environment)];
    const { reason } = readRetraining(environment);
    const monitors = readMonitorUntil(environment) !== undefined;
    const due =
      !monitors && (reason !== NO_REASON || isDue(schedule, environment.BUILD_REASON ?? "", new Date()));
    print(
      monitors
        ? "This build does not train: it judges a window of the monitoring."
        : due
          ? `This build trains${reason === NO_REASON ? "" : `: ${reason}`}.`
          : `This build does not train: the schedule in config.yaml is ${schedule}.`,
    );
    print(setVariable("due", String(due), true));
    print(setVariable("monitor", String(monitors), true));
  },
  image: inAws(({ contract, print }) => {
    const config = readConfig().profiles[contract.profile];
    const problems = imageProblems({ contract, config });
    if (problems.length > 0) {
      throw new InvalidInput("config.yaml", problems);
    }
    if (isOwnImage({ contract, config })) {
      print(config.image);
    }
  }),
  upsert: inAws((context, { options }) => upsert(context, options.sample)),
  start: inAws(start),
  follow: inAws(async (context, { options, signal }) => {
    const patience = patienceOf(options, signal);
    const arn = await executionOfBuild(context);
    if (arn === undefined) {
      throw new Failure("this build started no execution: run start before follow", EXIT.usage);
    }
    await follow(context.clients, arn, context.print, { ...patience, last: options.last === true });
  }),
  monitor: inAws((context, { environment, options, signal }) => {
    const until = readMonitorUntil(environment);
    if (until === undefined) {
      throw new Failure("MONITOR_UNTIL names no window: run the pipeline with monitorUntil", EXIT.usage);
    }
    return monitor(context, until, patienceOf(options, signal));
  }),
  report: inAws((context) => report(context, readConfig().profiles[context.contract.profile])),
  stop: inAws(({ build, contract, clients, print }) =>
    stopExecutions(clients.sagemaker, { pipelineName: contract.pipelineName, buildId: build.buildId }, print),
  ),
};

/** A command that works in AWS; its connections are closed when it ends. */
function inAws(
  work: (context: Context, invocation: Invocation) => Promise<void> | void,
): (invocation: Invocation) => Promise<void> {
  return async (invocation) => {
    const context = await openContext(invocation.environment, invocation.print);
    try {
      await work(context, invocation);
    } finally {
      closeContext(context);
    }
  };
}

/**
 * Runs one command of the Azure pipeline.
 *
 * @param argv - Command and options, without the interpreter and the script.
 * @param environment - Variables of the build, and credentials for AWS.
 * @param output - Takes the lines for the build's log, or what was asked for.
 * @param signal - Ends the command with exit code 130; what runs in SageMaker goes on. @default never
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
    const running = Promise.resolve(command({ environment, options, print: output, signal }));
    await (name === "follow" ? running : Promise.race([running, interruption(name, signal)]));
    return EXIT.success;
  } catch (error) {
    const { message, exitCode } = asFailure(error);
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
        sample: { type: "string" },
        minutes: { type: "string" },
        interval: { type: "string" },
        last: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EXIT.usage);
  }
}

function patienceOf(options: Options, signal: AbortSignal): PatienceOptions {
  const minutes = notNegative("minutes", options.minutes);
  const intervalSeconds = notNegative("interval", options.interval);
  return {
    ...(minutes === undefined ? {} : { minutes }),
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
    signal,
  };
}

function notNegative(option: string, text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : Number(text);
  if (value !== undefined && !(value >= 0 && Number.isFinite(value))) {
    throw new Failure(
      `--${option} is ${JSON.stringify(text)}: give a number that is not negative`,
      EXIT.usage,
    );
  }
  return value;
}

async function run(): Promise<void> {
  const argv = process.argv.slice(2);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  // The script that asks for the image takes what is printed; the agent reads the other stream, too.
  const errors = argv[0] === "image" ? (line: string) => process.stderr.write(`${line}\n`) : print;
  // Calls that an interrupted command left open would keep the process alive.
  process.exit(await main(argv, process.env, print, processInterruption(), errors));
}

if (require.main === module) {
  void run();
}
