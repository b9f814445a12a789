import type { Waiting } from "./ages";
import type { Dependencies } from "./dependencies";
import type { Pending } from "./registry";
import { decisionNotice } from "./version-notices";

const MS_PER_HOUR = 3_600_000;

/**
 * Measures how many versions wait and for how long, reminds those who decide and tells others when it takes too long. Each version
 * is told at most once a day to each of them. One that cannot be told does not hold up the others.
 *
 * @throws AggregateError that names the versions that could not be told; what was told is not told again.
 */
export async function checkPending(dependencies: Dependencies): Promise<void> {
  const { settings, registry, measure, now } = dependencies;
  const waiting: Pending[] = [];
  const byModel: Record<string, Waiting> = {};
  for (const model of settings.models) {
    const pending = await registry.pending(`${settings.team}-${model}`);
    waiting.push(...pending);
    const oldestHours = Math.max(0, ...pending.map((version) => hoursSince(version, now())));
    byModel[model] = { versions: pending.length, oldestHours };
  }
  measure(byModel);

  const problems: Error[] = [];
  for (const version of waiting) {
    try {
      await tell(version, dependencies);
    } catch (error) {
      problems.push(new Error(`${version.arn}: ${(error as Error).message}`, { cause: error }));
    }
  }
  if (problems.length > 0) {
    throw new AggregateError(problems, problems.map(({ message }) => message).join("; "));
  }
}

async function tell(version: Pending, dependencies: Dependencies): Promise<void> {
  const { settings, now } = dependencies;
  const waited = hoursSince(version, now());
  if (waited >= settings.remindAfterHours) {
    await remind(version, waited, "approvals", dependencies);
  }
  if (waited >= settings.escalateAfterHours) {
    await remind(version, waited, "escalations", dependencies);
  }
}

async function remind(
  { arn }: Pending,
  waited: number,
  audience: "approvals" | "escalations",
  { settings, registry, readEvaluation, once, publish, log }: Dependencies,
): Promise<void> {
  await once(`${audience}:${arn}`, "forADay", async () => {
    const version = await registry.describe(arn);
    if (version.approvalStatus !== "PendingManualApproval") {
      return; // decided since it was listed
    }
    const evaluation = await readEvaluation(version);
    await publish(audience, decisionNotice(settings, version, evaluation, Math.floor(waited)));
    log("reminded of a version that waits", { modelPackageArn: arn, audience, hours: Math.floor(waited) });
  });
}

function hoursSince({ since }: Pending, now: Date): number {
  return Math.max(0, (now.getTime() - since.getTime()) / MS_PER_HOUR);
}
