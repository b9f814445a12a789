import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { playDeployments } from "./deploy-program/scenario";
import { DeploySession } from "./deploy-program/session";
import { startAzureRepos } from "./azure-repos-server";
import type { PulumiCli } from "./engine/cli";
import { findPulumiCli } from "./engine/cli";
import { BrokenPromise } from "./sandbox/check";
import { playScenario } from "./sandbox/scenario";
import { SandboxSession, SECRET_VALUE } from "./sandbox/session";

const USAGE = `usage: npm run sandbox [-- --stack NAME] [--program model-deploy] [--keep]

Brings a stack up and down in the real Pulumi engine, with simulated clouds behind it.

  --stack NAME             the stack: NAME of a file Pulumi.NAME.yaml (default: prod)
  --program model-deploy   the program that deploys models instead (repositories/model-deploy): one model through all
                           types of inference
  --keep                   leave the folder with the engine's state and logs, and tell where it is

exit status: 0 everything held, 1 something did not, 2 the sandbox could not be set up
`;

const root = join(__dirname, "..");

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stack: { type: "string", default: "prod" },
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
  const cli = await findPulumiCli(tell);
  tell(`engine: pulumi ${cli.version} (${cli.source})`);
  const folder = await mkdtemp(join(tmpdir(), "mlops-sandbox-"));
  try {
    if (values.program === "model-deploy") {
      await playDeployments(await DeploySession.open(cli, folder, "staging-churn"), tell);
    } else {
      await playStack(cli, folder, values.stack);
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
async function playStack(cli: PulumiCli, folder: string, stack: string): Promise<void> {
  const repositories = join(folder, "repositories");
  await mkdir(repositories);
  const server = await startAzureRepos({ folder: repositories, personalAccessToken: SECRET_VALUE });
  try {
    const session = await SandboxSession.open(cli, root, folder, stack, server.url);
    await playScenario(session, server, (line) => {
      tell(`${stack}: ${line}`);
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
