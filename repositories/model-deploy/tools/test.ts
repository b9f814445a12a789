import { join } from "node:path";

import { uploadSummary } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";
import { readModelSettings } from "../program/model-file";
import { endpointName } from "../program/names";
import type { StageContext } from "./context";
import { refusals } from "./tests/report";
import { REPORT_FILE, writeReport } from "./tests/report-files";
import { testDeployment } from "./tests/test-deployment";
import { verifyServing } from "./verify";

/**
 * The command `test`: tests the deployment with the recorded cases of its version, and fails unless it passes. It looks
 * before and after whether this version is what serves: another run may deploy to the same endpoint in between, and what
 * was tested would be its version.
 */
export async function test(context: StageContext): Promise<void> {
  const { run, stage, request, contract, version, described, clients, print } = context;
  const settings = readModelSettings(request.model, stage);
  await verifyServing(context);
  const report = await testDeployment({
    inference: settings.inference,
    endpointName:
      settings.inference === "batch" ? undefined : endpointName(contract.team, stage, request.model),
    model: request.model,
    version: { ...version, casesUri: described.CustomerMetadataProperties?.casesUri },
    contract,
    settings: settings.tests,
    batch: settings.batch,
    run: `${run.buildId}-${run.attempt}`,
    clients,
  });
  const folder = join(run.stagingFolder, "tests");
  await writeReport(report, folder);
  print(uploadSummary(join(folder, REPORT_FILE.markdown)));
  print(`The report is in ${folder}`);
  if (!report.passed) {
    throw new Failure(
      `version ${version.version} of ${version.group} does not pass its tests in ${stage}:\n${refusals(report).join("\n")}`,
    );
  }
  await verifyServing(context);
  print(`Version ${version.version} of ${version.group} passes its tests in ${stage}.`);
}
