import { decodePayload } from "./cloudwatch-payload";
import { documentsOf, indexOf, unparsed, UNPARSED_PREFIX } from "./document";
import type { Indexed } from "./document";
import type { Outcome } from "./bulk";

/** A record of the stream. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Unique in the stream. */
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
  /** Base64. */
  readonly data: string;
}

export interface Dependencies {
  /** Tells what became of each document, in the order given. */
  readonly write: (documents: readonly Indexed[]) => Promise<readonly Outcome[]>;
  readonly log: (level: "info" | "warn" | "error", message: string, details: object) => void;
}

/** A document and the record that it came in. */
interface Pending {
  readonly record: string;
  readonly entry: Indexed;
}

/**
 * Writes the log events of some records to the search domain. What an index refuses is written once more as mere text
 * into another, so that a shard is never held up by it.
 *
 * @returns sequence numbers of the records that have to come again
 */
export async function indexRecords(
  records: readonly StreamRecord[],
  { write, log }: Dependencies,
): Promise<readonly string[]> {
  const pending = records.flatMap((record) =>
    entriesOf(record).map((entry): Pending => ({ record: record.sequenceNumber, entry })),
  );
  const outcomes = await writePending(pending, write);
  const refused = outcomes.flatMap(({ of, outcome }) =>
    outcome.result === "refused" ? [{ ...of, entry: unparsed(of.entry, outcome.reason) }] : [],
  );
  const second = await writePending(refused, write);
  const failures = [...outcomes.filter(({ outcome }) => outcome.result === "later"), ...second].filter(
    ({ outcome }) => outcome.result !== "indexed",
  );
  log("info", "log events written", { records: records.length, events: pending.length });
  if (refused.length > 0) {
    const reasons = outcomes.flatMap(({ outcome }) => (outcome.result === "refused" ? [outcome.reason] : []));
    log("warn", "some events could not be taken apart", { events: refused.length, reasons: some(reasons) });
  }
  if (failures.length > 0) {
    const reasons = failures.flatMap(({ outcome }) => (outcome.result === "indexed" ? [] : [outcome.reason]));
    log("error", "some events were not written and come again", {
      events: failures.length,
      reasons: some(reasons),
    });
  }
  return [...new Set(failures.map(({ of }) => of.record))];
}

async function writePending(
  pending: readonly Pending[],
  write: Dependencies["write"],
): Promise<{ readonly of: Pending; readonly outcome: Outcome }[]> {
  const outcomes = pending.length > 0 ? await write(pending.map(({ entry }) => entry)) : [];
  return pending.map((of, position) => ({
    of,
    outcome: outcomes[position] ?? { result: "later", reason: "the domain did not say what became of it" },
  }));
}

/** A record that CloudWatch Logs has not written is kept as one document, which says so. */
function entriesOf({ eventId, arrivedAt, data }: StreamRecord): Indexed[] {
  try {
    const payload = decodePayload(data);
    return payload === undefined ? [] : documentsOf(payload);
  } catch {
    const reason = "the record does not come from CloudWatch Logs";
    const document = {
      "@timestamp": new Date(arrivedAt).toISOString(),
      kind: "other",
      message: data.slice(0, 1024),
      reason,
    };
    return [{ id: eventId, index: indexOf(UNPARSED_PREFIX, arrivedAt), document }];
  }
}

/** Different reasons, a few of them: thousands of events may fail for the same one. */
function some(reasons: readonly string[]): readonly string[] {
  return [...new Set(reasons)].slice(0, 5);
}
