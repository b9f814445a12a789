import * as z from "zod";
import type { Decision } from "./decide";
import type { Limits } from "./limits";
import type { Request } from "./request";

/** A decision as it is kept: what was asked, what counted, what came of it. */
export const recordedSchema = z.object({
  model: z.string(),
  requestId: z.string(),
  requestedAt: z.string(),
  by: z.enum(["alarm", "schedule", "person"]),
  reason: z.string(),
  sender: z.string(),
  despite: z.array(z.string()),
  limits: z.record(z.string(), z.unknown()),
  /** `<from>/<to>` of what a monitor judged, or none. */
  window: z.string(),
  /** Key of the monitor's report in the artifact bucket, if it is known. */
  report: z.string().optional(),
  outcome: z.enum(["started", "told", "refused"]),
  /** Of a refusal: which limit, and what is known of it. */
  because: z.string().optional(),
  detail: z.string().optional(),
  runId: z.number().optional(),
  runUrl: z.string().optional(),
  decidedAt: z.string(),
});
export type Recorded = z.output<typeof recordedSchema>;

/** What a monitor judged that asks. */
export interface Judged {
  readonly window: string;
  readonly report?: string;
}

/** The record of a decision. */
export function recordOf(
  request: Request,
  limits: Limits,
  { window, report }: Judged,
  decision: Decision,
  now: Date,
): Recorded {
  const { id, model, at, by, reason, sender, despite } = request;
  return {
    model,
    requestId: id,
    requestedAt: at,
    by,
    reason,
    sender,
    despite: [...despite],
    limits: { ...limits },
    window,
    ...(report === undefined ? {} : { report }),
    ...(decision.outcome === "refuse"
      ? { outcome: "refused", because: decision.because, detail: decision.detail }
      : { outcome: decision.outcome === "start" ? "started" : "told" }),
    decidedAt: now.toISOString(),
  };
}
