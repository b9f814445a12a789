import type { LogKind } from "./log-source";

/** Numbers that a line of text tells. */
export interface Measured {
  readonly metrics: Readonly<Record<string, number>>;
  /** Pass over the data; some trainers count parts of one. */
  readonly epoch?: number;
  /** Boosting round or step. */
  readonly iteration?: number;
}

type Found = readonly (readonly [name: string, value: number])[];

/** As many as an event may bring: every new name becomes a field of the index, which has room for a thousand. */
const MAX_METRICS = 32;

const NUMBER = String.raw`([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)`;
/** A number that goes on is a date, a version, an address, or has a unit. */
const WHOLE = String.raw`(?![\w:/-]|\.\d)`;
const NAME = String.raw`(?<![\w@./-])['"]?([A-Za-z][\w@./-]*)['"]?`;

/** Written in jobs and elsewhere. */
const ASSIGNED = new RegExp(`${NAME}\\s*=\\s*${NUMBER}${WHOLE}`, "g");
/** In jobs only: elsewhere `name: 3` is prose. */
const LISTED = new RegExp(`${NAME}\\s*:\\s+${NUMBER}${WHOLE}`, "g");
/** `[42] train-auc:0.81`, the form of XGBoost, after which there may be no space. */
const BOOSTING = /^(?:\[[^\]]*\D[^\]]*\]\s*)?\[(\d+)\]/;
const SCORED = new RegExp(`${NAME}:${NUMBER}${WHOLE}`, "g");
/** `train loss <loss>=0.42`, the form of the built-in algorithms. */
const QUALITY = new RegExp(`[,:]\\s*([^,:<]+?)\\s*<[^>]*>\\s*=\\s*${NUMBER}${WHOLE}`, "g");
/** `CPUUtilization.Percent:12.5|#Level:Host`, the form of model servers. */
const SERVER = new RegExp(`([A-Za-z]\\w*\\.[A-Za-z]+):${NUMBER}\\|#`, "g");
/** The report of a Lambda run. */
const REPORT = new RegExp(
  `(Billed Duration|Init Duration|Duration|Memory Size|Max Memory Used): ${NUMBER} (ms|MB)`,
  "g",
);

const EPOCH = new RegExp(`\\bepoch['"]?\\s*[:=#]?\\s*\\[?${NUMBER}`, "i");
const STEP = new RegExp(`\\b(?:iteration|iter|global_step|step)['"]?\\s*[:=#]?\\s*${NUMBER}${WHOLE}`, "i");

/** What tells where a line comes from, not how well something does. */
const NO_METRICS =
  /^(?:epoch|iteration|iter|global_step|step|batch|pid|port|line|rank|local_rank|timestamp|seed|DEBUG|INFO|WARN|WARNING|ERROR)$/;

/** Reads the numbers of a line: scores of training, usage of a model server, the report of a Lambda run. */
export function measure(kind: LogKind, line: string): Measured {
  const stages = stageMetrics(line);
  if (stages !== undefined) {
    return stages;
  }
  const isJob = kind === "training" || kind === "processing" || kind === "transform";
  const boosting = isJob ? BOOSTING.exec(line)?.[1] : undefined;
  const metrics = asMetrics([
    ...pairs(SERVER, line),
    ...(kind === "function" && line.startsWith("REPORT ") ? runReport(line) : pairs(ASSIGNED, line)),
    ...(isJob ? [...pairs(LISTED, line), ...pairs(QUALITY, line)] : []),
    ...(boosting === undefined ? [] : pairs(SCORED, line)),
  ]);
  return {
    metrics,
    ...(isJob ? { ...count("epoch", EPOCH.exec(line)?.[1]) } : {}),
    ...(isJob ? { ...count("iteration", boosting ?? STEP.exec(line)?.[1]) } : {}),
  };
}

/** Metrics as fields: a dot in a name would make an object of what is before it. Infinite scores cannot be indexed. */
export function asMetrics(found: Found): Readonly<Record<string, number>> {
  const usable = found
    .filter(([name, value]) => !NO_METRICS.test(name) && Number.isFinite(value))
    .map(([name, value]) => [name.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 64), value] as const);
  return Object.fromEntries(usable.slice(0, MAX_METRICS));
}

function pairs(pattern: RegExp, line: string): Found {
  return [...line.matchAll(pattern)].map(([, name = "", value]) => [name, Number(value)]);
}

function count<K extends string>(key: K, value: string | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: Number(value) } as Record<K, number>);
}

/** Named as in the JSON form of the report: `durationMs`, `maxMemoryUsedMB`. */
function runReport(line: string): Found {
  return [...line.matchAll(REPORT)].map(([, name = "", value, unit = ""]) => {
    const joined = name.replace(/ /g, "");
    const suffix = unit === "ms" ? "Ms" : unit;
    return [`${joined.charAt(0).toLowerCase()}${joined.slice(1)}${suffix}`, Number(value)];
  });
}

/** `#metrics {...}` of the built-in algorithms: sums and counts by name. Undefined for another line. */
function stageMetrics(line: string): Measured | undefined {
  const text = /#metrics (\{.*\})\s*$/.exec(line)?.[1];
  if (text === undefined) {
    return undefined;
  }
  try {
    const { Metrics = {}, Dimensions = {} } = JSON.parse(text) as {
      readonly Metrics?: Readonly<Record<string, { readonly sum?: number; readonly count?: number } | null>>;
      readonly Dimensions?: Readonly<Record<string, unknown>>;
    };
    const means = Object.entries(Metrics).map(
      ([name, value]) => [name, (value?.sum ?? NaN) / (value?.count ?? 1)] as const,
    );
    const epoch = Dimensions.epoch;
    return { metrics: asMetrics(means), ...(typeof epoch === "number" ? { epoch } : {}) };
  } catch {
    return undefined; // cut off in the middle
  }
}
