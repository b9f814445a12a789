import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { ROOT } from "../../../assets/root";
import { playDeployments } from "../../stories/deploy-program/scenario";
import { DeploySession } from "../../stories/deploy-program/session";
import { startAzureRepos } from "../../azure-devops/repos-server";
import type { PulumiCli } from "../cli";
import { findPulumiCli } from "../cli";
import { readStackFile } from "../../../settings/stack-file";
import { BrokenPromise } from "./check";
import { playScenario } from "./scenario";
import { SandboxSession, type SandboxStack, SECRET_VALUE } from "./session";

const USAGE = `usage: npm run sandbox [-- --stack NAME | --stack-file FILE] [--program model-deploy] [--keep]

Brings a stack up and down in the real Pulumi engine, with simulated clouds behind it.

  --stack NAME             the stack: NAME of a file Pulumi.NAME.yaml (default: prod)
  --stack-file FILE        a stack file that is somewhere else, such as samples/full.yaml: its name is that of the stack
  --program model-deploy   the program that deploys models instead (repositories/model-deploy): one model through all
                           types of inference
  --keep                   leave the folder with the engine's state and logs, and tell where it is

exit status: 0 everything held, 1 something did not, 2 the sandbox could not be set up
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "stack-file": { type: "string" },
      program: { type: "string" },
      keep: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    tell(USAGE);
    return 0;
  }
  if (values.program !== undefined && values.program !== "model-deploy") {
    throw new Error(`there is no program ${values.program}\n\n${USAGE}`);
  }
  const { stack, "stack-file": stackFile } = values;
  if (stack !== undefined && stackFile !== undefined) {
    throw new Error(`give --stack or --stack-file, not both\n\n${USAGE}`);
  }
  const name = stackFile === undefined ? (stack ?? "prod") : readStackFile(stackFile).stack;
  const cli = await findPulumiCli(tell);
  tell(`engine: pulumi ${cli.version} (${cli.source})`);
  const folder = await mkdtemp(join(tmpdir(), "mlops-sandbox-"));
  try {
    if (values.program === "model-deploy") {
      await playDeployments(await DeploySession.open(cli, folder, "staging-churn"), tell);
    } else {
      await playStack(cli, folder, { name, ...(stackFile === undefined ? {} : { file: stackFile }) });
    }
    return 0;
  } finally {
    if (values.keep === true) {
      tell(`kept ${folder}`);
    } else {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A stack, with a git server of its own for the repositories that it seeds. */
async function playStack(cli: PulumiCli, folder: string, stack: SandboxStack): Promise<void> {
  const repositories = join(folder, "repositories");
  await mkdir(repositories);
  const server = await startAzureRepos({ folder: repositories, personalAccessToken: SECRET_VALUE });
  try {
    const session = await SandboxSession.open(cli, ROOT, folder, stack, server.url);
    await playScenario(session, server, (line) => {
      tell(`${stack.name}: ${line}`);
    });
  } finally {
    await server.stop();
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof BrokenPromise ? 1 : 2;
  },
);
