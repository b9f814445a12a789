import { parseArgs } from "node:util";

import type { Authorization } from "../../plugins/azure-repos/credentials";
import { authorization } from "../../plugins/azure-repos/credentials";
import { RefusedError } from "../../settings/command-refusal";
import { SettingsError } from "../../settings/problems";
import { Refusal } from "../../settings/program-refusal";
import { partitionOf } from "../../settings/regions";
import type { OrganizationSettings } from "../../settings/schema/organization";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { StackSettings } from "../../settings/stack-file";
import { readStack, readStackFile } from "../../settings/stack-file";
import type { Environment, Pulumi } from "../stack";
import { accountsOf, settingsOf, tokenOf } from "../stack";
import { Account } from "./aws/account";
import { Caller } from "./aws/caller";
import { OrganizationReads } from "./aws/organization";
import type { AddressOf } from "./azure-devops";
import { addressOf, AzureDevOps } from "./azure-devops";
import { lookAtAll } from "./look";
import type { Need } from "./need";
import { accountNeeds } from "./needs/account";
import { azureDevOpsNeeds } from "./needs/azure-devops";
import { functionNeeds } from "./needs/functions";
import { identityNeeds } from "./needs/identity";
import { identityCenterNeeds } from "./needs/identity-center";
import { metricNeeds } from "./needs/metrics";
import { networkNeeds } from "./needs/network";
import { organizationNeeds } from "./needs/organization";
import { quotaNeeds } from "./needs/quotas";
import { stateNeeds } from "./needs/state";
import { EXIT, exitStatus, report } from "./report";
import type { LandingZone } from "./stack";
import { repositoryDefaultsIn, targetsOf } from "./stack";

export interface CommandOptions {
  /** Folder of this project and of its stack files. */
  readonly project: string;
  readonly environment: Environment;
  readonly pulumi: Pulumi;
  readonly print: (line: string) => void;
  /** For what ends the command. */
  readonly printError: (line: string) => void;
  /** Address of a stand-in for AWS. @default AWS, or AWS_ENDPOINT_URL */
  readonly awsEndpoint?: string;
  /** Addresses of a stand-in for Azure DevOps. @default Azure DevOps */
  readonly azureDevOpsAddress?: AddressOf;
}

export const USAGE = `usage: npm run preflight -- --stack NAME
       npm run preflight -- --stack-file FILE

Says what AWS and Azure DevOps lack for a stack, before pulumi up. It reads and changes nothing.
Credentials: those that pulumi up takes, of AWS by the SDK's own means, of Azure DevOps by AZDO_PERSONAL_ACCESS_TOKEN,
mlops:azureDevOpsToken of the stack, or an Entra identity by the ARM_* variables or the Azure CLI.

  --stack NAME        the stack: NAME of a file Pulumi.NAME.yaml
  --stack-file FILE   a stack file that is somewhere else

exit status: 0 all there; 1 something is missing; 2 arguments, settings or credentials were refused, or a cloud cannot be
reached; 3 nothing is known to be missing, but something could not be checked
`;

/** @returns exit status */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<number> {
  const values = argumentsGiven(args);
  if (values === undefined || (values.stack === undefined) === (values["stack-file"] === undefined)) {
    options.printError(USAGE);
    return values?.help === true ? EXIT.done : EXIT.refused;
  }
  try {
    const file = values["stack-file"];
    const stack = file === undefined ? readStack(options.project, values.stack ?? "") : readStackFile(file);
    const places = await lookAtAll(await needsOf(stack, options));
    for (const line of report(stack.stack, places)) {
      options.print(line);
    }
    return exitStatus(places);
  } catch (error) {
    if (!isExpected(error)) {
      throw error;
    }
    options.printError(error.message);
    return EXIT.refused;
  }
}

async function needsOf(file: StackSettings, options: CommandOptions): Promise<Need[]> {
  const settings = settingsOf(file, options.pulumi);
  const caller = new Caller(partitionOf(settings.region), options.awsEndpoint);
  await caller.account();
  return settings.kind === "organization"
    ? needsOfOrganization(settings, caller)
    : needsOfLandingZone(file, settings, caller, options);
}

function needsOfOrganization(settings: OrganizationSettings, caller: Caller): Need[] {
  return organizationNeeds(settings, caller, new OrganizationReads(caller));
}

async function needsOfLandingZone(
  file: StackSettings,
  settings: LandingZoneSettings,
  caller: Caller,
  options: CommandOptions,
): Promise<Need[]> {
  const { organization } = settings.azureDevOps;
  const zone: LandingZone = {
    settings,
    targets: targetsOf(settings, accountsOf(settings, options.pulumi)),
    namedPermissionSets: namedPermissionSets(file),
    defaults: repositoryDefaultsIn(options.project),
  };
  const azureDevOps = new AzureDevOps(
    organization,
    await signedIn(tokenOf(file, options.environment, options.pulumi), options.environment),
    options.azureDevOpsAddress ?? addressOf,
  );
  return [
    ...zone.targets.flatMap((target) => {
      const account = new Account(caller, target.scope, target.role);
      return [
        ...accountNeeds(target, account),
        ...networkNeeds(zone, target, account),
        ...quotaNeeds(zone, target, account),
        ...functionNeeds(zone, target, account),
        ...identityNeeds(zone, target, account),
        ...metricNeeds(zone, target, account),
      ];
    }),
    ...stateNeeds(zone, caller),
    ...identityCenterNeeds(zone, caller),
    ...azureDevOpsNeeds(settings, azureDevOps),
  ];
}

/** Settings have defaults for all of them: what the file itself says tells more. */
function namedPermissionSets({ config }: StackSettings): string[] {
  return Object.keys(JSON.parse(config["mlops:permissionSets"] ?? "{}") as object);
}

/** @throws RefusedError if nothing says who signs in, or if Entra refuses */
async function signedIn(token: string | undefined, environment: Environment): Promise<Authorization> {
  try {
    const signIn = authorization(token, environment);
    await signIn();
    return signIn;
  } catch (error) {
    throw new RefusedError(`cannot sign in to Azure DevOps: ${(error as Error).message}`);
  }
}

function argumentsGiven(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        stack: { type: "string" },
        "stack-file": { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}

/** What the person can do something about. */
function isExpected(error: unknown): error is Error {
  return [RefusedError, SettingsError, Refusal].some((kind) => error instanceof kind);
}
