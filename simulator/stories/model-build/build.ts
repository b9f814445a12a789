import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { text } from "../../rehearsal/graph-lookup";
import type { RecordedCall } from "../../aws/sagemaker/dispatch";
import type { Execution } from "../../aws/sagemaker/execution";
import type { SageMakerStandIn } from "../../aws/sagemaker/server";
import type { Checkout } from "./checkout";
import type { ModelBuildRoute } from "./route";

/** A command of the tools, and what it did. */
export interface PlayedCommand {
  /** As the pipeline's file has it. */
  readonly command: string;
  readonly exitCode: number;
  /** What it wrote to the build's log. */
  readonly log: readonly string[];
  readonly calls: readonly RecordedCall[];
}

export interface PlayedBuild {
  readonly id: number;
  readonly commit: string;
  /** Who the connection's session is, asked before anything else. */
  readonly identity: readonly RecordedCall[];
  readonly commands: readonly PlayedCommand[];
  /** The execution of the SageMaker pipeline that the build started. */
  readonly execution: Execution;
  /** Names of the files that the build publishes. */
  readonly published: readonly string[];
}

/** Commands without which a build trains nothing, or nobody hears of it. */
const NEEDED = ["upsert", "start", "follow", "report"];

/**
 * Plays a build: the commands of the pipeline's file, in its order, by the code of the seeded repository.
 *
 * @param given - Variables that its parameters become, and why it runs. @default those of a push
 * @throws Error if the file does not run a needed command, or if the build starts no execution
 */
export async function playBuild(
  id: number,
  route: ModelBuildRoute,
  checkout: Checkout,
  aws: SageMakerStandIn,
  given: Readonly<Record<string, string>> = {},
): Promise<PlayedBuild> {
  const missing = NEEDED.filter((name) => !route.file.commands.some((command) => nameOf(command) === name));
  if (missing.length > 0) {
    throw new Error(`the file of pipeline ${route.pipeline.name} does not run ${missing.join(", ")}`);
  }
  const commit = createHash("sha1")
    .update(`${id} ${JSON.stringify(route.files)}`)
    .digest("hex");
  const from = aws.calls.length;
  await askIdentity(route, aws);
  const identity = aws.calls.slice(from);
  const environment = { ...agentEnvironment(id, commit, route, checkout, aws), ...given };
  writeSample(route, checkout);
  const commands = await playCommands(route.file.commands, environment, checkout, aws);
  return {
    id,
    commit,
    identity,
    commands,
    execution: startedBy(commands, aws),
    published: readdirSync(join(checkout.path("staging"), "evaluation")).sort(),
  };
}

async function playCommands(
  commands: readonly string[],
  environment: Readonly<Record<string, string>>,
  checkout: Checkout,
  aws: SageMakerStandIn,
): Promise<PlayedCommand[]> {
  const main = await checkout.commandLine();
  const played: PlayedCommand[] = [];
  for (const command of commands) {
    if (!isRun(command, played)) continue;
    const from = aws.calls.length;
    const log: string[] = [];
    const exitCode = await main(argumentsOf(command, environment), environment, (line) => log.push(line));
    played.push({ command, exitCode, log, calls: aws.calls.slice(from) });
  }
  return played;
}

/** Asks what shared/check-identity.sh asks before each command. That the account is the right one, the route says. */
async function askIdentity({ variables }: ModelBuildRoute, aws: SageMakerStandIn): Promise<void> {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = aws.environment;
  const sts = new STSClient({
    region: variables.AWS_REGION,
    endpoint: aws.url,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  });
  await sts.send(new GetCallerIdentityCommand());
  sts.destroy();
}

/** What Azure Pipelines gives each task. */
function agentEnvironment(
  id: number,
  commit: string,
  { organization, project, repository, variables }: ModelBuildRoute,
  checkout: Checkout,
  aws: SageMakerStandIn,
): Record<string, string> {
  return {
    ...aws.environment,
    ...variables,
    BUILD_BUILDID: String(id),
    BUILD_REASON: "BatchedCI",
    BUILD_SOURCEVERSION: commit,
    BUILD_REPOSITORY_URI: text(repository.outputs.remoteUrl),
    BUILD_REQUESTEDFOR: "Data Scientist",
    SYSTEM_COLLECTIONURI: `https://dev.azure.com/${organization}/`,
    SYSTEM_TEAMPROJECT: project,
    AGENT_TEMPDIRECTORY: checkout.path("."),
    BUILD_ARTIFACTSTAGINGDIRECTORY: checkout.path("staging"),
  };
}

/** The names of the columns will do: no job reads the rows. */
function writeSample({ files }: ModelBuildRoute, checkout: Checkout): void {
  const { label, features = [] } = JSON.parse(files["steps/columns.json"] ?? "{}") as {
    readonly label?: string;
    readonly features?: readonly string[];
  };
  writeFileSync(join(checkout.path("sample"), "applications.csv"), `${[label, ...features].join(",")}\n`);
}

function nameOf(command: string): string {
  return command.split(" ")[0] ?? "";
}

/** Whether the conditions of the pipeline's file let a command run after those before it. */
function isRun(command: string, before: readonly PlayedCommand[]): boolean {
  const hasFailed = before.some(({ exitCode }) => exitCode !== 0);
  switch (nameOf(command)) {
    case "stop":
      return false; // only if somebody cancels the build
    case "monitor":
      return false; // only if somebody asks for it instead of a training
    case "report":
      return true;
    case "follow":
      return !hasFailed && !before.some(({ log }) => log.some((line) => HAS_ENDED.test(line)));
    default:
      return !hasFailed;
  }
}

/** How `follow` tells later rounds that there is nothing more to follow. */
const HAS_ENDED = /^##vso\[task\.setvariable variable=pipelineRunning;?\]false$/;

/** A command's arguments as the shell passes them. The stand-in has no clock, so following it does not wait. */
function argumentsOf(command: string, environment: Readonly<Record<string, string>>): string[] {
  const words = command
    .split(" ")
    .map((word) =>
      word.replace(/^"(.*)"$/, "$1").replace(/\$(\w+)/g, (_, name: string) => environment[name] ?? ""),
    );
  return words[0] === "follow" ? [...words, "--interval", "0"] : words;
}

function startedBy(commands: readonly PlayedCommand[], aws: SageMakerStandIn): Execution {
  const started = commands
    .flatMap(({ calls }) => calls)
    .find(({ operation, status }) => operation === "StartPipelineExecution" && status === 200);
  if (started === undefined) {
    const log = commands.flatMap((command) => command.log);
    throw new Error(`the build started no execution:\n${log.join("\n")}`);
  }
  return aws.execution((started.answer as { readonly PipelineExecutionArn: string }).PipelineExecutionArn);
}
