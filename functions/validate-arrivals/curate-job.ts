import { ConcurrentRunsExceededException, type GlueClient, StartJobRunCommand } from "@aws-sdk/client-glue";

import { asError } from "../shared/errors";
import type { Log } from "../shared/log";

/**
 * Starts the job that makes curated data, for the data sets that are curated on arrival. One run at a time: a run looks
 * again before it ends, and what comes after that, or cannot be started, is made by the next file's run or at night.
 * The file has been accepted in any case.
 */
export async function startCurating(glue: GlueClient, jobName: string, log: Log): Promise<void> {
  try {
    const { JobRunId } = await glue.send(
      new StartJobRunCommand({ JobName: jobName, Arguments: { "--on-arrival": "true" } }),
    );
    log("curating", { run: JobRunId });
  } catch (error) {
    const reason =
      error instanceof ConcurrentRunsExceededException ? "a run is under way" : asError(error).name;
    log("curated later", { reason });
  }
}
