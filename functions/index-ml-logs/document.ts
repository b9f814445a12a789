import type { LogEvent, LogEvents } from "./cloudwatch-payload";
import { parseObject, readJson } from "./json-line";
import { readLine } from "./log-line";
import type { Said } from "./log-line";
import { logSource } from "./log-source";
import type { LogSource } from "./log-source";

/** A log event as it can be searched. */
export interface LogDocument extends LogSource, Omit<Said, "saidAt"> {
  readonly "@timestamp": string;
  readonly account: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** A document and where it goes. */
export interface Indexed {
  /** Id of the event, so that writing it again changes nothing. */
  readonly id: string;
  readonly index: string;
  readonly document: object;
}

const DAY_IN_MILLISECONDS = 24 * 3600 * 1000;

/** Indices of events that were taken apart, of one day each. */
export const INDEX_PREFIX = "ml-logs";
/** Indices of events that the others refuse. */
export const UNPARSED_PREFIX = "ml-logs-unparsed";

/** Makes documents of log events. */
export function documentsOf(payload: LogEvents): Indexed[] {
  const { account, logGroup, logStream, events } = payload;
  const source = logSource(logGroup, logStream);
  return events.map((event) => {
    const { saidAt, ...said } = read(source, event);
    const document: LogDocument = {
      "@timestamp": new Date(plausible(saidAt, event.timestamp)).toISOString(),
      account,
      logGroup,
      logStream,
      ...source,
      ...said,
    };
    return { id: event.id, index: indexOf(INDEX_PREFIX, event.timestamp), document };
  });
}

/** The event as plain text, for the index that takes anything. */
export function unparsed({ id, index, document }: Indexed, reason: string): Indexed {
  const { "@timestamp": timestamp, account, logGroup, logStream, kind, message } = document as LogDocument;
  return {
    id,
    index: index.replace(INDEX_PREFIX, UNPARSED_PREFIX),
    document: { "@timestamp": timestamp, account, logGroup, logStream, kind, message, reason },
  };
}

/**
 * Index of the day on which CloudWatch Logs received an event: a second delivery goes to the same one, and the same id
 * is then the same document.
 */
export function indexOf(prefix: string, timestamp: number): string {
  return `${prefix}-${new Date(timestamp).toISOString().slice(0, 10).replaceAll("-", ".")}`;
}

function read({ kind }: LogSource, { message }: LogEvent): Said {
  // The agent on SageMaker's hosts writes tabs as octal numbers.
  const text = message.replaceAll("#011", "\t").trimEnd();
  const json = parseObject(text);
  return json === undefined ? readLine(kind, text) : readJson(json);
}

/** The time that a line tells itself, unless its clock is off. */
function plausible(saidAt: number | undefined, receivedAt: number): number {
  return saidAt !== undefined && Math.abs(saidAt - receivedAt) < DAY_IN_MILLISECONDS ? saidAt : receivedAt;
}
