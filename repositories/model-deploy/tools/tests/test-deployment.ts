import { testAsynchronous } from "./asynchronous";
import { testBatch } from "./batch";
import { widthOf } from "./case-form";
import { chooseCases, type RecordedCases } from "./cases";
import { notMade, type Check, type TestName } from "./check";
import { testContract, type Ask } from "./contract";
import type { DeploymentTest } from "./deployment";
import { invoke } from "./invoke";
import { loadTimeoutMs, testLoad } from "./load";
import { qualityChecks } from "./quality";
import { readCases } from "./read-cases";
import { reasonOf, Refusal } from "./refusal";
import { missingTests, type TestReport } from "./report";
import { LONGEST_REQUEST_MS, testingClient } from "./runtime-client";
import { smokeChecks } from "./smoke";

/**
 * Tests a deployment with the recorded cases of its version. Nothing is thrown: what cannot be tested, whatever the
 * reason, is a refusal in the report.
 */
export async function testDeployment(test: DeploymentTest): Promise<TestReport> {
  const startedAt = new Date();
  const checks: Check[] = [];
  const notes: string[] = [];
  const cases = await collect(checks, "cases", async () => {
    const found = await recordedCases(test);
    checks.push({
      test: "cases",
      name: "recorded cases",
      figure: String(found.rows.length),
      threshold: String(test.settings.cases),
      outcome: "passed",
    });
    return found;
  });
  if (cases !== undefined) {
    await runTests(test, cases, checks, notes);
  }
  const missing = missingTests(test.inference, checks);
  checks.push(...missing.map((name) => notMade(name, "the test was not made, because one before it failed")));
  return {
    passed: checks.every(({ outcome }) => outcome !== "refused"),
    inference: test.inference,
    ...(test.endpointName === undefined ? {} : { endpointName: test.endpointName }),
    modelPackageArn: test.version.arn,
    run: test.run,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    checks,
    notes,
  };
}

async function recordedCases({
  clients,
  contract,
  model,
  version,
  settings,
}: DeploymentTest): Promise<RecordedCases> {
  const { account, artifactBucketName: bucket } = contract.automation;
  const all = await readCases(clients.s3, version.casesUri, { account, bucket, model });
  return chooseCases(all, settings.cases);
}

/** Makes a test; what it throws is a check that refuses. */
async function collect<T>(checks: Check[], test: TestName, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    checks.push(notMade(test, reasonOf(error)));
    return undefined;
  }
}

async function runTests(
  test: DeploymentTest,
  cases: RecordedCases,
  checks: Check[],
  notes: string[],
): Promise<void> {
  if (test.inference === "realtime" || test.inference === "serverless") {
    await testEndpoint(test, cases, checks);
    return;
  }
  const kind = test.inference;
  await collect(checks, kind, async () => {
    const result = await (kind === "batch" ? testBatch(test, cases) : testAsynchronous(test, cases));
    checks.push(...result.checks);
    notes.push(...result.notes);
  });
}

async function testEndpoint(test: DeploymentTest, cases: RecordedCases, checks: Check[]): Promise<void> {
  const { settings, clients, endpointName } = test;
  const runtime = testingClient(clients.runtime, settings.load.concurrency);
  const asking = (timeoutMs: number): Ask => {
    if (endpointName === undefined) {
      throw new Refusal("the deployment has no endpoint");
    }
    return (rows) => invoke(runtime, { endpointName, rows, timeoutMs, width: widthOf(cases) });
  };
  try {
    const one = await collect(checks, "smoke", async () =>
      smokeChecks(await asking(LONGEST_REQUEST_MS)(cases.rows.slice(0, 1).map(({ row }) => row))),
    );
    checks.push(...(one ?? []));
    if (one === undefined || one.some(({ outcome }) => outcome === "refused")) {
      return;
    }
    const contract = await collect(checks, "contract", () =>
      testContract(asking(LONGEST_REQUEST_MS), cases, settings),
    );
    checks.push(...(contract?.checks ?? []));
    await collect(checks, "quality", () => {
      if (contract?.predictions === undefined) {
        throw new Refusal("not every case has a prediction");
      }
      checks.push(...qualityChecks("quality", cases, contract.predictions, settings.quality));
      return Promise.resolve();
    });
    await collect(checks, "load", async () => {
      const { predictionTolerance, load } = settings;
      checks.push(...(await testLoad(asking(loadTimeoutMs(load)), cases, { ...load, predictionTolerance })));
    });
  } finally {
    runtime.destroy();
  }
}
