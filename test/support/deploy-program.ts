import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Stage } from "../../repositories/model-deploy/program/contract-schema";
import * as clouds from "../../simulator/clouds";
import type { ModelName } from "../../simulator/stories/deploy-program/models";
import { MODELS } from "../../simulator/stories/deploy-program/models";
import { copyDeployProgram, sampleContract } from "../../simulator/stories/deploy-program/repository";
import { contractOf, stackSettings } from "../../simulator/stories/deploy-program/settings";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { rehearse } from "../../simulator/rehearsal/run";

const rehearsals = new Map<string, Promise<Rehearsal>>();
let copied: Promise<string> | undefined;

/** One copy for all tests of a process, which goes with it. */
function program(): Promise<string> {
  copied ??= mkdtemp(join(tmpdir(), "mlops-deploy-program-")).then((folder) => {
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
    return copyDeployProgram(folder, MODELS);
  });
  return copied;
}

/** The deploy program with one of the models, deploying version 7. It is rehearsed once for all tests. */
export function deployed(stage: Stage, model: ModelName): Promise<Rehearsal> {
  const key = `${stage} ${model}`;
  const rehearsal = rehearsals.get(key) ?? rehearseDeployment(stage, model);
  rehearsals.set(key, rehearsal);
  return rehearsal;
}

async function rehearseDeployment(stage: Stage, model: ModelName): Promise<Rehearsal> {
  const contract = contractOf(sampleContract(), stage);
  const settings = stackSettings({ contract, stage, model, version: 7 });
  return rehearse({ program: await program(), settings, clouds });
}
