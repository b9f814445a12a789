import type { Endpoint } from "./endpoints";
import type { Settings } from "./environment";
import type { Scaled } from "./scale";

/** An endpoint that nobody asks. */
export interface Idle {
  readonly endpoint: Endpoint;
  /** What it costs in 24 hours, in US dollars; undefined: not known. */
  readonly dollarsADay: number | undefined;
  /** Undefined: nothing was tried. */
  readonly scaled: Scaled | undefined;
}

/** Subject of the message; SNS takes fewer than 100 characters. */
export function subjectOf(idle: readonly Idle[]): string {
  const [first] = idle;
  const what = idle.length === 1 ? (first?.endpoint.name ?? "") : `${idle.length} endpoints`;
  return `Nobody asks ${what}`;
}

const KEPT =
  "What to do: to keep one, do nothing; you hear of it again only after it was asked and fell idle once more. " +
  "To pay less, lower instances.minimum in its file in Model Deploy (0 for an asynchronous model, or inference: serverless) " +
  "and deploy. To remove one: docs/runbook.md, An endpoint is idle.";

const REMOVED =
  "Model Deploy removes them from staging tomorrow, from 06:00 UTC on. What to do: to keep one, ask it something before. " +
  "Nothing is lost: the version stays in the registry, and its next deployment makes the endpoint again.";

/** What the owner is told: what runs for nothing, what it costs, what to do. */
export function textOf(
  idle: readonly Idle[],
  { afterDays, action }: Pick<Settings, "action" | "afterDays">,
): string {
  return `${[
    `Nobody has asked these endpoints for ${afterDays} ${afterDays === 1 ? "day" : "days"}. They cost the same all the while:`,
    ...idle.map((each) =>
      [`- ${each.endpoint.name}`, ...detailsOf(each).map((line) => `  ${line}`)].join("\n"),
    ),
    action === "remove" ? REMOVED : KEPT,
  ].join("\n\n")}\n`;
}

function detailsOf({ endpoint, dollarsADay, scaled }: Idle): string[] {
  const runs = endpoint.capacity.map(({ variant, instanceType, instances, provisionedConcurrency }) =>
    instanceType === undefined
      ? `${variant}: provisioned concurrency of ${provisionedConcurrency}`
      : `${variant}: ${instances} x ${instanceType}`,
  );
  const costs =
    dollarsADay === undefined
      ? "price unknown: see https://aws.amazon.com/sagemaker/pricing/"
      : `about ${dollarsADay.toFixed(2)} USD a day, without discounts`;
  return [...runs, costs, ...(scaled === undefined ? [] : [outcomeOf(scaled)])];
}

function outcomeOf(scaled: Scaled): string {
  return scaled.done
    ? "it now ends its instances until a request comes, which then waits some minutes; the next deployment undoes this"
    : `not scaled to zero: ${scaled.why}`;
}
