import { gunzipSync } from "node:zlib";
import * as z from "zod";

/** One log event as CloudWatch Logs has it. */
export interface LogEvent {
  /** Unique among all log events; the same in every delivery. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Log events of one log stream. */
export interface LogEvents {
  readonly account: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly events: readonly LogEvent[];
}

/** A record is at most 10 MiB, and logs shrink to about a tenth. */
const MAX_BYTES = 128 * 1024 * 1024;

const schema = z.object({
  messageType: z.string(),
  owner: z.string(),
  logGroup: z.string(),
  logStream: z.string(),
  logEvents: z.array(
    z.object({
      id: z.string().min(1),
      // Up to the year 9999: beyond, no date names an index.
      timestamp: z.int().min(0).max(253_402_300_799_999),
      message: z.string(),
    }),
  ),
});

/**
 * Unpacks a record that a subscription filter has written.
 *
 * @param data - Base64 of compressed JSON.
 * @returns undefined for the messages by which CloudWatch Logs tries whether it can write
 * @throws Error if the record comes from somebody else.
 */
export function decodePayload(data: string): LogEvents | undefined {
  const { messageType, owner, logGroup, logStream, logEvents } = schema.parse(JSON.parse(unzip(data)));
  return messageType === "DATA_MESSAGE"
    ? { account: owner, logGroup, logStream, events: logEvents }
    : undefined;
}

function unzip(data: string): string {
  return gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: MAX_BYTES }).toString("utf8");
}
