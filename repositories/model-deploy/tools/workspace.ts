import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { EXIT, Failure } from "../../shared/failure";
import type { Stage } from "../program/contract-schema";
import type { RunEnvironment } from "./run-environment";

const schema = z.object({
  format: z.literal(1),
  buildId: z.string(),
  modelPackageArn: z.string(),
  outputs: z.record(z.string(), z.unknown()),
});

/** What `up` deployed: it lies in `<stage>.json` of the agent's temporary folder, for the commands of the same job. */
export interface Deployed {
  readonly modelPackageArn: string;
  /** What the stack exports. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Agent = Pick<RunEnvironment, "buildId" | "temporaryFolder">;

export async function writeDeployed(agent: Agent, stage: Stage, deployed: Deployed): Promise<void> {
  await mkdir(folderOf(agent), { recursive: true });
  const document = { format: 1, buildId: agent.buildId, ...deployed };
  await writeFile(fileOf(agent, stage), `${JSON.stringify(document, undefined, 2)}\n`);
}

/** @throws Failure if `up` did not run in this job, or ran for another version. */
export async function readDeployed(agent: Agent, stage: Stage, modelPackageArn: string): Promise<Deployed> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(fileOf(agent, stage), "utf8"));
  } catch {
    // Not there, or half a file of a process that was killed.
  }
  const { data } = schema.safeParse(content);
  // An agent that is used again may have the file of another run.
  if (data?.buildId !== agent.buildId || data.modelPackageArn !== modelPackageArn) {
    throw new Failure(`this job deployed nothing: run up --stage ${stage} before verify`, EXIT.usage);
  }
  return { modelPackageArn: data.modelPackageArn, outputs: data.outputs };
}

function folderOf({ temporaryFolder }: Agent): string {
  return join(temporaryFolder, "model-deploy");
}

function fileOf(agent: Agent, stage: Stage): string {
  return join(folderOf(agent), `${stage}.json`);
}
