import type { Check, TestName } from "./check";
import type { DeploymentTest } from "./deployment";

/** What the tests of one deployment found out. */
export interface TestReport {
  /** Whether the deployment may go on: every test was made, and none refuses. */
  readonly passed: boolean;
  readonly inference: DeploymentTest["inference"];
  /** Undefined for batch. */
  readonly endpointName?: string;
  readonly modelPackageArn: string;
  readonly run: string;
  /** When the tests began, in ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly checks: readonly Check[];
  /** What else people should know, such as test data that could not be deleted. */
  readonly notes: readonly string[];
}

/** Tests without which a deployment does not pass. */
const NEEDED: Readonly<Record<DeploymentTest["inference"], readonly TestName[]>> = {
  realtime: ["cases", "smoke", "contract", "quality", "load"],
  serverless: ["cases", "smoke", "contract", "quality", "load"],
  asynchronous: ["cases", "smoke", "contract", "quality", "asynchronous"],
  batch: ["cases", "contract", "quality", "batch"],
};

/** Tests of a type of inference of which nothing was heard. */
export function missingTests(inference: DeploymentTest["inference"], checks: readonly Check[]): TestName[] {
  return NEEDED[inference].filter((test) => !checks.some((check) => check.test === test));
}

/** Why a deployment is refused, one sentence for each check. */
export function refusals({ checks }: Pick<TestReport, "checks">): string[] {
  return checks
    .filter(({ outcome }) => outcome === "refused")
    .map(
      ({ test, name, figure, threshold, reason = "" }) =>
        `${test}: ${name} is ${figure}, needed ${threshold}${reason === "" ? "" : `: ${reason}`}`,
    );
}
