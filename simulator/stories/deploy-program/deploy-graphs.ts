import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { STAGES } from "../../../repositories/model-deploy/program/contract-schema";
import * as clouds from "../../clouds";
import { MODELS } from "./models";
import { copyDeployProgram, sampleContract } from "./repository";
import { contractOf, stackSettings } from "./settings";
import { formatGraph } from "../../rehearsal/graph";
import { exitOnSignals } from "../../rehearsal/processes";
import { rehearse } from "../../rehearsal/run";

const USAGE = `usage: tsx simulator/stories/deploy-program/deploy-graphs.ts --out DIR

Rehearses the deploy program (repositories/model-deploy) for every type of inference in both stages, and writes
each resource graph to DIR/<stage>-<model>.json (docs/graph-format.md).
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: "string" }, help: { type: "boolean" } } });
  if (values.out === undefined) {
    process.stderr.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  await mkdir(values.out, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), "mlops-deploy-graphs-"));
  try {
    await copyDeployProgram(folder, MODELS);
    const sample = sampleContract();
    for (const stage of STAGES) {
      for (const model of Object.keys(MODELS)) {
        const contract = contractOf(sample, stage);
        const settings = stackSettings({ contract, stage, model, version: 7 });
        const { graph } = await rehearse({ program: folder, settings, clouds });
        const file = join(values.out, `${settings.stack}.json`);
        await writeFile(file, formatGraph(graph));
        process.stdout.write(`${file}: ${graph.resources.length} resources\n`);
      }
    }
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

exitOnSignals();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
