import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { parse } from "yaml";

import { RefusedError } from "../../settings/command-refusal";
import { SettingsError } from "../../settings/problems";
import { Refusal } from "../../settings/program-refusal";
import { partitionOf, REGIONS } from "../../settings/regions";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { readStack } from "../../settings/stack-file";
import { statePlace } from "../../settings/state-place";
import type { Pulumi } from "../stack";
import { accountsOf, settingsOf } from "../stack";
import { create, nextSteps } from "./create";
import { clientsOf } from "./policies";
import { EXIT, share } from "./share";
import type { StateUser } from "./team-statements";

export interface CommandOptions {
  /** Folder of this project and of its stack files. */
  readonly project: string;
  readonly pulumi: Pulumi;
  readonly print: (line: string) => void;
  /** For what ends the command. */
  readonly printError: (line: string) => void;
}

export const USAGE = `usage: npm run state -- create --bucket NAME --region REGION
       npm run state -- allow --stack NAME [--yes]
       npm run state -- disallow --stack NAME [--yes]

Keeps the place of the state of all stacks. Needs credentials of an administrator of the account that owns it: the management
account.

  create     makes the bucket and its key, or completes what is there; may run again
  allow      lets the Infrastructure pipeline of a team's stack reach the state of that stack, and no other
  disallow   takes that back; run it before the stack file goes

  --bucket NAME     name of the bucket, as for mlops:infrastructurePipeline.stateBucket
  --region REGION   Region of bucket and key
  --stack NAME      the team's stack: NAME of a file Pulumi.NAME.yaml
  --yes             write; without it, allow and disallow only show what would change

exit status: 0 done, or nothing to do; 1 something would change and was only shown; 2 arguments, settings or credentials
were refused, or AWS refused
`;

/** @returns exit status */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<number> {
  const given = argumentsGiven(args);
  if (given === undefined || given.help) {
    options.printError(USAGE);
    return given?.help === true ? EXIT.done : EXIT.refused;
  }
  try {
    return given.command === "create" ? await runCreate(given, options) : await runShare(given, options);
  } catch (error) {
    if (!isExpected(error)) {
      throw error;
    }
    options.printError(error.message);
    return EXIT.refused;
  }
}

type Given =
  | { readonly help: true }
  | { readonly help: false; readonly command: "create"; readonly bucket: string; readonly region: string }
  | {
      readonly help: false;
      readonly command: "allow" | "disallow";
      readonly stack: string;
      readonly yes: boolean;
    };

type Of<Command> = Extract<Given, { readonly command: Command }>;

function argumentsGiven(args: readonly string[]): Given | undefined {
  const parsed = parsedArguments(args);
  if (parsed === undefined) return undefined;
  const { values, positionals } = parsed;
  if (values.help === true) return { help: true };
  const [command, ...more] = positionals;
  const { bucket, region, stack, yes } = values;
  if (more.length > 0) return undefined;
  if (command === "create" && bucket !== undefined && region !== undefined && stack === undefined) {
    return yes === undefined ? { help: false, command, bucket, region } : undefined;
  }
  const shares = command === "allow" || command === "disallow";
  return shares && stack !== undefined && bucket === undefined && region === undefined
    ? { help: false, command, stack, yes: yes === true }
    : undefined;
}

function parsedArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        bucket: { type: "string" },
        region: { type: "string" },
        stack: { type: "string" },
        yes: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch {
    return undefined;
  }
}

async function runCreate({ bucket, region }: Of<"create">, { print }: CommandOptions): Promise<number> {
  if (!REGIONS.includes(region)) {
    throw new RefusedError(`there is no Region ${region}: use one of ${REGIONS.join(", ")}`);
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new RefusedError(
      `${bucket} is no name of a bucket: use 3 to 63 small letters, digits, dots and hyphens, without s3://`,
    );
  }
  const place = await create({ clients: clientsOf(region), bucket, region, print });
  nextSteps(place).forEach(print);
  return EXIT.done;
}

async function runShare(
  { command, stack, yes }: Of<"allow" | "disallow">,
  { project, pulumi, print }: CommandOptions,
): Promise<number> {
  const settings = settingsOf(readStack(project, stack), pulumi);
  if (settings.kind !== "landing-zone" || settings.infrastructurePipeline === undefined) {
    throw new RefusedError(
      `stack ${stack} has no mlops:infrastructurePipeline: nothing but your own credentials reaches its state`,
    );
  }
  const place = statePlace(
    settings.infrastructurePipeline.stateBucket,
    settings.infrastructurePipeline.stateKeyArn,
  );
  return share({
    clients: clientsOf(place.region),
    place,
    user: userOf(settings, stack, accountsOf(settings, pulumi).automation, projectName(project)),
    allow: command === "allow",
    write: yes,
    print,
  });
}

function userOf(settings: LandingZoneSettings, stack: string, account: string, project: string): StateUser {
  const { team, region, organizationId } = settings;
  const readsStack = settings.accounts.organizationStack?.split("/").slice(1).join("/");
  return {
    automation: { team: team.name, account, region, partition: partitionOf(region) },
    ...(organizationId === undefined ? {} : { organizationId }),
    project,
    stack,
    ...(readsStack === undefined ? {} : { readsStack }),
  };
}

/** State is kept by the name of the project. */
function projectName(folder: string): string {
  const { name } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as { name: string };
  return name;
}

/** What the person can do something about: settings, credentials, and what AWS refuses. */
function isExpected(error: unknown): error is Error {
  return (
    [RefusedError, SettingsError, Refusal].some((kind) => error instanceof kind) ||
    (error instanceof Error && ("$metadata" in error || error.name === "CredentialsProviderError"))
  );
}
