import { parseArgs } from "node:util";

import type { Authorization } from "../../plugins/azure-repos/credentials";
import { authorization } from "../../plugins/azure-repos/credentials";
import { Rest } from "../../plugins/azure-repos/rest";
import { azureDevOpsUrl } from "../../settings/azure-devops-url";
import { SettingsError } from "../../settings/problems";
import { Refusal } from "../../settings/program-refusal";
import { RefusedError } from "../../settings/command-refusal";
import { readStack, readStackFile } from "../../settings/stack-file";
import { filledTemplates } from "../../assets/seeds/filled-templates";
import type { TemplateSource } from "../../assets/seeds/seed-template";
import { AzureDevOpsError, Project, SignInError } from "./azure-devops";
import type { Environment, Pulumi } from "../stack";
import { GitError, requireGit } from "./git";
import type { Outcome } from "./outcome";
import { describeOutcome, EXIT, exitStatus } from "./outcome";
import type { Stack } from "./stack";
import { readTemplateStack } from "./stack";
import type { UpdateOptions } from "./update";
import { update } from "./update";

export interface CommandOptions {
  /** Folder of this project and of its stack files; its git history is searched for earlier templates. */
  readonly project: string;
  /** Templates of this version of the landing zone. */
  readonly templates: TemplateSource;
  readonly version: string;
  readonly environment: Environment;
  readonly pulumi: Pulumi;
  readonly print: (line: string) => void;
  /** For what ends the command. */
  readonly printError: (line: string) => void;
}

export const USAGE = `usage: npm run templates -- --stack NAME [--pull-request] [--base DIR]...

Shows which repositories of a team lag behind the templates of this version of the landing zone. Main is never changed.
Credentials: AZDO_PERSONAL_ACCESS_TOKEN, mlops:azureDevOpsToken of the stack, or an Entra identity by the ARM_* variables.

  --stack NAME             the team's stack: NAME of a file Pulumi.NAME.yaml
  --stack-file FILE        a stack file that is somewhere else
  --pull-request           open a pull request in each repository that lags: a draft if there are conflicts
  --base DIR               an unpacked earlier release of the landing zone, for a repository whose template is not found
  --organization-url URL   address of the Azure DevOps organization, such as that of a proxy

exit status: 0 nothing lags, or what lags has a pull request; 1 something lags and has none; 2 arguments, settings or
credentials were refused, or a repository cannot be reached; 3 of a repository it cannot be told what the team changed
`;

/** @returns exit status */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<number> {
  const values = argumentsGiven(args);
  if (values === undefined || (values.stack === undefined) === (values["stack-file"] === undefined)) {
    options.printError(USAGE);
    return values?.help === true ? EXIT.done : EXIT.refused;
  }
  try {
    await requireGit(options.environment);
    const file = values["stack-file"];
    const settings =
      file === undefined ? readStack(options.project, values.stack ?? "") : readStackFile(file);
    const stack = readTemplateStack(settings, options.environment, options.pulumi);
    const { organization, project } = stack.settings.azureDevOps;
    const organizationUrl = values["organization-url"] ?? azureDevOpsUrl(organization);
    const signIn = await signedIn(stack, options.environment);
    const updateOptions: UpdateOptions = {
      ...options,
      project: new Project(new Rest({ organizationUrl, authorization: signIn }), project),
      authorization: signIn,
      bases: {
        project: options.project,
        releases: values.base ?? [],
        environment: options.environment,
      },
      openRequests: values["pull-request"] === true,
    };
    return exitStatus(await updateAll(stack, updateOptions, options.print));
  } catch (error) {
    if (!isExpected(error)) {
      throw error;
    }
    options.printError(error.message);
    return EXIT.refused;
  }
}

/** @throws RefusedError if nothing says who signs in, or if Entra refuses */
async function signedIn({ token }: Stack, environment: Environment): Promise<Authorization> {
  try {
    const signIn = authorization(token, environment);
    await signIn();
    return signIn;
  } catch (error) {
    throw new RefusedError(`cannot sign in to Azure DevOps: ${(error as Error).message}`);
  }
}

/** One after the other; what stops one repository does not stop the others. */
async function updateAll(
  stack: Stack,
  options: UpdateOptions,
  print: (line: string) => void,
): Promise<Outcome[]> {
  const filled = filledTemplates(stack);
  const there = await options.project.repositories();
  const width = Math.max(...stack.repositories.map(({ name }) => name.length));
  const outcomes: Outcome[] = [];
  for (const { name, template } of stack.repositories) {
    const outcome = await outcomeOf(async () => {
      const found = there.find((repository) => repository.name === name);
      if (found === undefined) {
        return {
          kind: "refused",
          why: `is not in project ${stack.settings.azureDevOps.project}: run pulumi up`,
        };
      }
      return found.isDisabled
        ? { kind: "refused", why: "is disabled in Azure DevOps" }
        : update(found, filled[template], options);
    });
    print(`${name.padEnd(width)}  ${describeOutcome(outcome)}`);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function outcomeOf(attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof GitError || error instanceof AzureDevOpsError) {
      return { kind: "refused", why: error.message };
    }
    throw error;
  }
}

function argumentsGiven(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        stack: { type: "string" },
        "stack-file": { type: "string" },
        "pull-request": { type: "boolean" },
        base: { type: "string", multiple: true },
        "organization-url": { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}

/** What the person can do something about. */
function isExpected(error: unknown): error is Error {
  return [RefusedError, SettingsError, Refusal, GitError, SignInError, AzureDevOpsError].some(
    (kind) => error instanceof kind,
  );
}
