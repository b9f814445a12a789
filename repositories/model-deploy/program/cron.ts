/** The six fields of EventBridge Scheduler's cron expressions, in their order. */
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names that stand for numbers; the first is `from`. */
  readonly words?: readonly string[];
  /** What else a field may be. */
  readonly other?: RegExp;
}

const FIELDS: readonly Field[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31, other: /^(\?|L|\d{1,2}W)$/ },
  { name: "month", from: 1, to: 12, words: MONTHS },
  { name: "day of week", from: 1, to: 7, words: DAYS, other: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { name: "year", from: 1970, to: 2199 },
];

/**
 * What is wrong with an expression such as `cron(0 5 * * ? *)`; undefined if nothing is.
 *
 * EventBridge Scheduler User Guide, Schedule types in EventBridge Scheduler.
 */
export function cronProblem(expression: string): string | undefined {
  const inner = /^cron\((.+)\)$/.exec(expression)?.[1];
  const fields = inner?.split(" ") ?? [];
  if (fields.length !== FIELDS.length) {
    return "cron(minutes hours day-of-month month day-of-week year), such as cron(0 5 * * ? *)";
  }
  const wrong = FIELDS.find((field, index) => !isField(fields[index] ?? "", field));
  if (wrong !== undefined) {
    return `a cron expression whose ${wrong.name} is from ${wrong.from} to ${wrong.to}`;
  }
  const open = [fields[2], fields[4]].filter((field) => field === "?").length;
  return open === 1
    ? undefined
    : "a cron expression with ? as day of month or as day of week, and not as both";
}

function isField(value: string, field: Field): boolean {
  return field.other?.test(value) === true || value.split(",").every((part) => isPart(part, field));
}

/** One of the parts between commas: `*`, a value or a range, each possibly with a step. */
function isPart(part: string, field: Field): boolean {
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) {
    return false;
  }
  if (range === "*") {
    return true;
  }
  const [from = "", to, ...others] = range.split("-");
  const values = [from, to ?? from].map((value) => valueOf(value, field));
  const [low, high] = values;
  return others.length === 0 && low !== undefined && high !== undefined && low <= high;
}

function valueOf(value: string, { from, to, words = [] }: Field): number | undefined {
  const word = words.indexOf(value.toUpperCase());
  const number = word >= 0 ? from + word : /^\d+$/.test(value) ? Number(value) : NaN;
  return number >= from && number <= to ? number : undefined;
}
