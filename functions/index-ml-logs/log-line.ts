import type { LogKind } from "./log-source";
import { measure } from "./metrics";

/** Content of an event, independent of its format. */
export interface Said {
  readonly message: string;
  /** TRACE, DEBUG, INFO, WARN, ERROR or FATAL. */
  readonly level?: Level;
  /** When it was said, in milliseconds since 1970, if the event itself tells with a time zone. */
  readonly saidAt?: number;
  readonly requestId?: string;
  readonly logger?: string;
  readonly exception?: { readonly type: string; readonly message?: string };
  readonly http?: Readonly<Record<string, string | number>>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly epoch?: number;
  readonly iteration?: number;
  /** Whatever else a JSON event holds. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export type Level = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";

const LEVELS: Readonly<Record<string, Level>> = {
  TRACE: "TRACE",
  DEBUG: "DEBUG",
  INFO: "INFO",
  NOTICE: "INFO",
  WARN: "WARN",
  WARNING: "WARN",
  ERROR: "ERROR",
  SEVERE: "ERROR",
  CRITICAL: "FATAL",
  FATAL: "FATAL",
  // Jupyter
  D: "DEBUG",
  I: "INFO",
  W: "WARN",
  E: "ERROR",
  C: "FATAL",
};

/** Levels stand near the beginning, in capitals, in brackets or between spaces, colons or bars. */
const LEVEL =
  /(?:^|[\s[|:(])(TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|SEVERE|CRITICAL|FATAL)(?=[\s\]|:)]|$)/;
const LEVEL_WITHIN = 100;
const JUPYTER = /^\[([DIWEC]) \d{4}-\d\d-\d\d /;

const ACCESS = /"(GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) ([^\s"]+)(?: HTTP\/[\d.]+)?" (\d{3})(?: (\d+)\b)?/;
const APACHE_TIME = /\[(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\]/;
const ZONED_TIME =
  /^\[?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?)\s?(Z|[+-]\d{2}:?\d{2})(?=[\s\]])/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `botocore.exceptions.ClientError: An error occurred` */
const EXCEPTION = /(?<![\w.])((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception))(?::\s+(.+))?$/m;
const TRACEBACK = /^Traceback \(most recent call last\):/m;
const WARNING = /\b[A-Z]\w*Warning: /;
const RUN = /^(?:START|END|REPORT) RequestId: ([0-9a-f-]{36})/;
/** `2026-01-15T09:31:02.345Z <request> INFO message`, with tabs between them. */
const RUN_LINE = /^\S+\t([0-9a-f-]{36})\t/;

/**
 * Characters that are looked at, at either end: some patterns take the square of a text's length, and a log line can
 * have a million characters.
 */
const LOOKED_AT = 4096;

/** Takes a line of text apart. What it does not know stays in the message, which is always the whole line. */
export function readLine(kind: LogKind, text: string): Said {
  const head = text.slice(0, LOOKED_AT);
  const { metrics, ...progress } = measure(kind, head);
  const access = accessOf(head);
  const exception = exceptionOf(text);
  const level = levelOf(head) ?? access?.level ?? (exception ? "ERROR" : impliedLevel(head));
  const requestId = RUN.exec(head)?.[1] ?? RUN_LINE.exec(head)?.[1];
  const saidAt = timeOf(head);
  const measured = { ...metrics, ...access?.metrics };
  return {
    message: text,
    ...progress,
    ...(level === undefined ? {} : { level }),
    ...(saidAt === undefined ? {} : { saidAt }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(exception ? { exception } : {}),
    ...(access ? { http: access.http } : {}),
    ...(Object.keys(measured).length > 0 ? { metrics: measured } : {}),
  };
}

/** The level of a name, ignoring case; undefined for any other word. */
export function levelNamed(name: unknown): Level | undefined {
  return typeof name === "string" ? LEVELS[name.toUpperCase()] : undefined;
}

/** Milliseconds since 1970 of a text with a time zone. */
export function zonedTime(text: unknown): number | undefined {
  if (typeof text !== "string" || !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    return undefined;
  }
  const time = Date.parse(text.replace(",", "."));
  return Number.isNaN(time) ? undefined : time;
}

/** `ValueError: could not convert` as type and message. */
export function exceptionOf(text: string): Said["exception"] {
  // The last error of a traceback counts: those above it are its causes.
  const tail = text.slice(-LOOKED_AT);
  const [, type, message] = [...tail.matchAll(new RegExp(EXCEPTION, "gm"))].at(-1) ?? [];
  if (type === undefined || (message === undefined && !text.includes("\n"))) {
    return undefined;
  }
  return { type, ...(message === undefined ? {} : { message: message.replace(/"$/, "") }) };
}

function levelOf(text: string): Level | undefined {
  const jupyter = JUPYTER.exec(text)?.[1];
  return levelNamed(jupyter ?? LEVEL.exec(text.slice(0, LEVEL_WITHIN))?.[1]);
}

function impliedLevel(text: string): Level | undefined {
  if (TRACEBACK.test(text)) {
    return "ERROR";
  }
  return WARNING.test(text) ? "WARN" : undefined;
}

function timeOf(text: string): number | undefined {
  const apache = APACHE_TIME.exec(text);
  if (apache) {
    const [, day, name = "", year, time, hours, minutes] = apache;
    const month = String(MONTHS.indexOf(name) + 1).padStart(2, "0");
    return zonedTime(`${year}-${month}-${day}T${time}${hours}:${minutes}`);
  }
  const [, local = "", zone = ""] = ZONED_TIME.exec(text) ?? [];
  return zonedTime(`${local.replace(" ", "T")}${zone}`);
}

interface Access {
  readonly http: Readonly<Record<string, string | number>>;
  readonly level: Level;
  readonly metrics: Readonly<Record<string, number>>;
}

function accessOf(text: string): Access | undefined {
  const [, method, path, code, last] = ACCESS.exec(text) ?? [];
  if (method === undefined || path === undefined) {
    return undefined;
  }
  const status = Number(code);
  // Behind the status, model servers write how long they took, web servers how much they sent.
  const tookTime = text.includes("ACCESS_LOG");
  return {
    http: { method, path, status, ...(last !== undefined && !tookTime ? { bytes: Number(last) } : {}) },
    level: status >= 500 ? "ERROR" : status >= 400 ? "WARN" : "INFO",
    metrics: last !== undefined && tookTime ? { durationMs: Number(last) } : {},
  };
}
