import { FINAL_REASONS, RETRY_REASONS } from "../../../functions/shared/azure-devops/errors";
import type { Resolved } from "./pipeline";
import type { StandardQueue } from "./queue-model";
import type { Registry, Standing, Version } from "./registry";

/** A run of Model Deploy, and where its version stood when it began. */
export interface FinishedRun {
  readonly id: number;
  readonly arn: string;
  readonly resolved: Resolved;
  readonly standing: Standing;
}

export interface Evidence {
  readonly versions: readonly Version[];
  readonly registry: Registry;
  readonly runs: readonly FinishedRun[];
  readonly queue: StandardQueue;
  readonly deadLetters: StandardQueue;
}

const REASONS: ReadonlySet<string> = new Set([...RETRY_REASONS, ...FINAL_REASONS]);

/** What is wrong when everything has calmed down, before anybody has looked at the dead letters. */
export function findingsBeforeReplay({ versions, registry, runs, queue, deadLetters }: Evidence): string[] {
  const given = new Set(deadLetters.messages.map(({ body }) => versionIn(body)));
  const acted = new Set(runs.filter(({ resolved }) => resolved === "acts").map(({ arn }) => arn));
  return [
    ...(queue.size > 0 ? [`${queue.size} messages are still in the queue`] : []),
    ...deadLetters.messages
      .filter(
        ({ attributes: { reason, detail, failedAt } }) => !REASONS.has(reason ?? "") || !detail || !failedAt,
      )
      .map(({ body }) => `a dead letter of ${versionIn(body)} does not say why it failed`),
    ...versions
      .filter((version) => registry.standing(version) === "current")
      .filter(({ arn }) => !acted.has(arn) && !given.has(arn))
      .map(({ arn }) => `the approval of ${arn} is lost: no run acts, and there is no dead letter`),
  ];
}

/** What is wrong in the end. */
export function findingsAfterReplay({ versions, registry, runs, queue, deadLetters }: Evidence): string[] {
  const acting = runs.filter(({ resolved }) => resolved === "acts");
  const actingOn = (arn: string): string[] =>
    acting.filter((run) => run.arn === arn).map(({ id }) => String(id));
  return [
    ...(queue.size > 0 ? [`${queue.size} messages are still in the queue`] : []),
    ...(deadLetters.size > 0 ? [`${deadLetters.size} messages are still in the dead-letter queue`] : []),
    ...acting
      .filter(({ standing }) => standing !== "current")
      .map(({ id, arn, standing }) => `run ${id} acted on ${arn}, which was ${standing}`),
    ...versions.flatMap((version) => {
      const ids = actingOn(version.arn);
      if (ids.length > 1) return [`runs ${ids.join(" and ")} acted on ${version.arn}, one may`];
      return ids.length === 0 && registry.standing(version) === "current"
        ? [`no run acted on ${version.arn}, which is approved and current`]
        : [];
    }),
  ];
}

function versionIn(body: string): string {
  const { detail } = JSON.parse(body) as { detail: { ModelPackageArn: string } };
  return detail.ModelPackageArn;
}
