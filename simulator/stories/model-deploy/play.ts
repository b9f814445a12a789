import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Stage } from "../../../repositories/model-deploy/program/contract-schema";
import type * as Cli from "../../../repositories/model-deploy/tools/cli";
import type * as Contexts from "../../../repositories/model-deploy/tools/context";
import type * as Up from "../../../repositories/model-deploy/tools/up";
import type { Checkout } from "../model-build/checkout";
import type { SageMakerStandIn } from "../../aws/sagemaker/server";
import { rehearsedEngine } from "./engine";
import type { RehearsedUpdate } from "./engine";
import type { PolicyPacks } from "./policy-packs";
import type { DeployStage, ModelDeployRoute } from "./route";

/** What a run of the pipeline was started with: its template parameters. */
export type RunParameters = Readonly<
  Record<"modelPackageArn" | "modelPackageGroup" | "modelPackageVersion" | "startedBy", string>
>;

/** A command of the tools, and what came of it. */
export interface PlayedCommand {
  readonly command: string;
  readonly exitCode: number;
  /** Lines of the run's log, without the agent's own commands. */
  readonly log: readonly string[];
  /** Of `up`: the update that was rehearsed. */
  readonly update?: RehearsedUpdate;
}

export interface PlayedStage {
  readonly stage: DeployStage;
  /** Empty: an earlier stage ended the run. */
  readonly commands: readonly PlayedCommand[];
}

export interface PlayedRun {
  readonly id: number;
  readonly stages: readonly PlayedStage[];
  /** Checks of the tests in staging, one per line. */
  readonly checks: readonly string[];
}

/** What the tools of the pipeline meet. */
export interface Surroundings {
  readonly aws: SageMakerStandIn;
  readonly packs: PolicyPacks;
}

/** Outputs of a step that later stages read, as the agent takes them from the log. */
const OUTPUT = /^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/;

/** Plays a run: the commands of the pipeline's file, in its order, by the code of the seeded repository. */
export async function playRun(
  id: number,
  parameters: RunParameters,
  route: ModelDeployRoute,
  checkout: Checkout,
  { aws, packs }: Surroundings,
): Promise<PlayedRun> {
  const environment: Record<string, string> = {
    ...aws.environment,
    ...route.variables,
    MODEL_PACKAGE_ARN: parameters.modelPackageArn,
    MODEL_PACKAGE_GROUP: parameters.modelPackageGroup,
    MODEL_PACKAGE_VERSION: parameters.modelPackageVersion,
    STARTED_BY: parameters.startedBy,
    BUILD_BUILDID: String(id),
    SYSTEM_JOBATTEMPT: "1",
    SYSTEM_COLLECTIONURI: `https://dev.azure.com/${route.organization}/`,
    SYSTEM_TEAMPROJECT: route.project,
    AGENT_TEMPDIRECTORY: checkout.path("agent"),
    BUILD_ARTIFACTSTAGINGDIRECTORY: checkout.path("staging"),
  };
  const stages: PlayedStage[] = [];
  let goesOn = true;
  for (const stage of route.stages) {
    const commands: readonly PlayedCommand[] = goesOn
      ? await playCommands(stage, environment, checkout, { aws, packs })
      : [];
    stages.push({ stage, commands });
    const outputs = Object.fromEntries(
      commands
        .flatMap(({ log }) => log)
        .flatMap((line) => {
          const [, name, value] = OUTPUT.exec(line) ?? [];
          return name === undefined ? [] : [[name, value?.replaceAll("%0A", "\n").replaceAll("%AZP25", "%")]];
        }),
    ) as Record<string, string>;
    if (outputs.version !== undefined) environment.VERSION = outputs.version;
    goesOn &&= commands.every(({ exitCode }) => exitCode === 0) && outputs.act !== "false";
  }
  return { id, stages, checks: readChecks(checkout.path("staging")) };
}

async function playCommands(
  stage: DeployStage,
  environment: Readonly<Record<string, string>>,
  checkout: Checkout,
  surroundings: Surroundings,
): Promise<PlayedCommand[]> {
  const { main } = await checkout.module<typeof Cli>("tools/cli.ts");
  const played: PlayedCommand[] = [];
  for (const command of stage.commands) {
    const log: string[] = [];
    const print = (line: string): void => void log.push(line);
    const words = command.split(" ");
    if (words[0] === "up") {
      played.push(await playUp(command, words[2] as Stage, environment, checkout, surroundings));
    } else {
      played.push({ command, exitCode: await main(words, environment, print), log });
    }
    if (played.at(-1)?.exitCode !== 0) break;
  }
  return played;
}

/** The command `up` with the rehearsal of an engine in place of Pulumi's. */
async function playUp(
  command: string,
  stage: Stage,
  environment: Readonly<Record<string, string>>,
  checkout: Checkout,
  { aws, packs }: Surroundings,
): Promise<PlayedCommand> {
  const { inStage } = await checkout.module<typeof Contexts>("tools/context.ts");
  const { up } = await checkout.module<typeof Up>("tools/up.ts");
  const log: string[] = [];
  const print = (line: string): void => void log.push(line);
  const { signal } = new AbortController();
  let update: RehearsedUpdate | undefined;
  const engine = rehearsedEngine(aws.serving, packs, (made) => {
    update = made;
  });
  try {
    await inStage(environment, stage, { print, signal }, (context) => up(context, { engine }));
    return { command, exitCode: 0, log, ...(update === undefined ? {} : { update }) };
  } catch (error) {
    return { command, exitCode: 1, log: [...log, (error as Error).message] };
  }
}

interface Check {
  readonly test: string;
  readonly name: string;
  readonly figure: string;
  readonly threshold: string;
  readonly outcome: string;
}

function readChecks(staging: string): string[] {
  try {
    const report = readFileSync(join(staging, "tests", "deployment-tests.json"), "utf8");
    const { checks } = JSON.parse(report) as { readonly checks: readonly Check[] };
    // How fast the stand-in is says nothing.
    const told = checks.filter(({ name }) => name !== "requests a second");
    return told.map(
      // How long something took differs from one rehearsal to the next.
      ({ test, name, figure, threshold, outcome }) =>
        `${test}: ${name}${/\b(ms|s|minutes|seconds)$/.test(figure) ? "" : ` ${figure}`}, ${
          threshold === "-" ? "no threshold" : `needed ${threshold}`
        }: ${outcome}`,
    );
  } catch {
    return [];
  }
}
