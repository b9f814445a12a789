import { exceptionOf, levelNamed, zonedTime } from "./log-line";
import type { Said } from "./log-line";
import { asMetrics } from "./metrics";

type Json = Readonly<Record<string, unknown>>;

/** Keys by which loggers write the same thing, in order of preference. */
const KEYS = {
  message: ["message", "msg", "errorMessage"],
  level: ["level", "levelname", "severity", "log_level"],
  time: ["timestamp", "@timestamp", "time"],
  requestId: ["requestId", "function_request_id", "AWSRequestId", "request_id"],
  logger: ["logger", "logger_name", "service"],
} as const;

const NUMBERS_THAT_COUNT_NOTHING = new Set([
  "pid",
  "process",
  "thread",
  "lineno",
  "line",
  "port",
  "timestamp",
  "time",
]);

/** Longest text that is kept of another field; an index refuses more than 32 KiB as one term. */
const MAX_TEXT = 1024;
const MAX_ITEMS = 50;
const MAX_DEPTH = 8;

/** The JSON object that an event is, undefined for one that is something else. */
export function parseObject(text: string): Json | undefined {
  if (!text.startsWith("{")) {
    return undefined;
  }
  try {
    return JSON.parse(text) as Json; // begins with a brace: an object, or no JSON
  } catch {
    return undefined;
  }
}

/** Takes an event in JSON apart: of the loggers of Python and Node.js, and of Lambda itself. */
export function readJson(json: Json): Said {
  if (typeof json.type === "string" && json.type.startsWith("platform.")) {
    return readRun(json, json.type);
  }
  const own = Object.fromEntries(
    Object.entries(KEYS).map(([what, keys]) => [what, keys.find((key) => json[key] !== undefined)]),
  ) as Readonly<Record<keyof typeof KEYS, string | undefined>>;
  const of = (what: keyof typeof KEYS): unknown => json[own[what] ?? ""];
  const message = of("message");
  const exception = exceptionIn(json) ?? (isObject(message) ? exceptionIn(message) : undefined);
  const level = levelNamed(of("level")) ?? (exception ? "ERROR" : undefined);
  const saidAt = zonedTime(of("time"));
  const others = Object.entries(json).filter(([key]) => !Object.values(own).includes(key));
  const numbers = numbersOf({
    ...Object.fromEntries(others.filter(([key, value]) => isMetric(key, value))),
    ...(isObject(json.metrics) ? json.metrics : {}),
  });
  const rest = others.filter(([key, value]) => key !== "metrics" && !isMetric(key, value));
  return {
    message: asText(message ?? json),
    ...(level === undefined ? {} : { level }),
    ...(saidAt === undefined ? {} : { saidAt }),
    ...textAs("requestId", of("requestId")),
    ...textAs("logger", of("logger")),
    ...(exception ? { exception } : {}),
    ...(typeof json.epoch === "number" ? { epoch: json.epoch } : {}),
    ...(typeof json.iteration === "number" ? { iteration: json.iteration } : {}),
    ...(Object.keys(numbers).length > 0 ? { metrics: numbers } : {}),
    ...(rest.length > 0 ? { fields: shorten(Object.fromEntries(rest), MAX_DEPTH) as Json } : {}),
  };
}

/** `platform.start`, `platform.report` and the others that Lambda writes about a run. */
function readRun(json: Json, type: string): Said {
  const record = isObject(json.record) ? json.record : {};
  const { status, metrics } = record;
  const failed = status === "error" || status === "failure" || status === "timeout";
  const saidAt = zonedTime(json.time);
  const numbers = isObject(metrics) ? numbersOf(metrics) : {};
  return {
    message: typeof status === "string" ? `${type}: ${status}` : type,
    level: failed ? "ERROR" : "INFO",
    ...(saidAt === undefined ? {} : { saidAt }),
    ...textAs("requestId", record.requestId),
    ...(typeof record.errorType === "string" ? { exception: { type: record.errorType } } : {}),
    ...(Object.keys(numbers).length > 0 ? { metrics: numbers } : {}),
  };
}

function exceptionIn(json: Json): Said["exception"] {
  const { error, exception, exception_name: name } = json;
  if (typeof json.errorType === "string") {
    return { type: json.errorType, ...textAs("message", json.errorMessage) };
  }
  if (isObject(error) && typeof error.name === "string") {
    return { type: error.name, ...textAs("message", error.message) };
  }
  if (typeof name === "string") {
    return { type: name };
  }
  const text = [exception, json.exc_info, json.stack_trace, error].find((value) => typeof value === "string");
  return text === undefined ? undefined : exceptionOf(text);
}

function numbersOf(json: Json): Readonly<Record<string, number>> {
  return asMetrics(
    Object.entries(json).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

function isMetric(key: string, value: unknown): boolean {
  return typeof value === "number" && !NUMBERS_THAT_COUNT_NOTHING.has(key);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function textAs<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === "string" && value !== "" ? ({ [key]: value } as Record<K, string>) : {};
}

/** A value that an index takes as it is: no text too long for a term, nothing too deep. */
function shorten(value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    return value.slice(0, MAX_TEXT);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (depth === 0) {
    return JSON.stringify(value).slice(0, MAX_TEXT);
  }
  return Array.isArray(value)
    ? value.slice(0, MAX_ITEMS).map((item) => shorten(item, depth - 1))
    : Object.fromEntries(
        Object.entries(value)
          .slice(0, MAX_ITEMS)
          .map(([key, item]) => [key.slice(0, MAX_TEXT), shorten(item, depth - 1)]),
      );
}
