import { readFileSync } from "node:fs";
import { join } from "node:path";

import { pipelineParameters } from "../../../simulator/stories/approval-route";
import type { ClaimsTable } from "../../../simulator/faults/run/claims";
import { claimsInMemory } from "../../../simulator/faults/run/claims";
import type { FaultsRun, Outcome } from "../../../simulator/faults/run/play";
import { playFaults } from "../../../simulator/faults/run/play";

const PIPELINE = join(__dirname, "..", "..", "..", "repositories", "model-deploy", "azure-pipelines.yml");

/** A run of a plan that is large enough to meet every fault. */
export async function played(
  changes: Partial<FaultsRun> = {},
  open: () => ClaimsTable | Promise<ClaimsTable> = claimsInMemory,
): Promise<Outcome> {
  const claims = await open();
  try {
    return await playFaults({
      seed: 7,
      events: 200,
      packages: 60,
      share: 0.4,
      timeoutMs: 300,
      concurrency: 8,
      parameters: pipelineParameters(readFileSync(PIPELINE, "utf8")),
      dynamoDb: claims.dynamoDb,
      claimsTable: claims.tableName,
      ...changes,
    });
  } finally {
    await claims.close();
  }
}
