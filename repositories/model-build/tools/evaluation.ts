import { z } from "zod";

import { EVALUATION_KEY, PROBLEMS, type Problem } from "../../shared/metrics";
import { Failure } from "../../shared/failure";

const metric = z.object({
  value: z.number(),
  standard_deviation: z.number().optional(),
  lower: z.number().optional(),
  upper: z.number().optional(),
});
const counts = z.record(z.string(), z.record(z.string(), z.number()));
const metrics = z.object({ confusion_matrix: counts.optional() }).catchall(metric);
const schema = z.object({
  problem: z.enum(PROBLEMS).optional(),
  classes: z.array(z.string()).optional(),
  binary_classification_metrics: metrics.optional(),
  multiclass_classification_metrics: metrics.optional(),
  regression_metrics: metrics.optional(),
  champion: z.object({ version: z.string(), metrics: z.record(z.string(), metric) }),
  comparison: z.object({ improvement: z.record(z.string(), z.number()) }),
  data: z.object({
    version: z.string(),
    rows: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  }),
  importance: z.record(z.string(), z.number()),
});

/** A metric of a model on the hold-out. */
export interface Metric {
  readonly value: number;
  readonly standardDeviation?: number;
  /** Ends of its interval of 95 %. @default an evaluation of before did not tell */
  readonly interval?: readonly [lower: number, upper: number];
}

/** What evaluate.py found out: the content of evaluation.json. */
export interface Evaluation {
  readonly problem: Problem;
  /** Texts of the classes, in the order of their index; none of a regression. */
  readonly classes: readonly string[];
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Rows of the hold-out by the index of their class, then of the class that the model gives them. @default a regression */
  readonly confusionMatrix?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The version in production, on the same hold-out; its version is `none` if there is none. */
  readonly champion: { readonly version: string; readonly metrics: Readonly<Record<string, Metric>> };
  /** How much better than the champion, for each metric, whatever its direction. */
  readonly improvement: Readonly<Record<string, number>>;
  readonly data: z.output<typeof schema>["data"];
  /** Share of the features in what the model uses. */
  readonly importance: Readonly<Record<string, number>>;
}

/** @throws Failure that names all that is wrong. */
export function parseEvaluation(text: string): Evaluation {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Failure(
      `evaluation.json is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = schema.safeParse(json);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).sort();
  // A version of before tells no problem: there was only one.
  const problem = parsed.data?.problem ?? "binary";
  const measured = parsed.data?.[EVALUATION_KEY[problem]];
  if (parsed.success && measured === undefined) {
    problems.push(`${EVALUATION_KEY[problem]}: is missing`);
  }
  if (!parsed.success || measured === undefined) {
    throw new Failure(`evaluation.json is not what steps/evaluate.py has to write:\n${problems.join("\n")}`);
  }
  const { data } = parsed;
  const { confusion_matrix: confusionMatrix, ...values } = measured;
  return {
    problem,
    classes: data.classes ?? (problem === "binary" ? ["0", "1"] : []),
    metrics: metricsOf(values),
    ...(confusionMatrix === undefined ? {} : { confusionMatrix }),
    champion: { version: data.champion.version, metrics: metricsOf(data.champion.metrics) },
    improvement: data.comparison.improvement,
    data: data.data,
    importance: data.importance,
  };
}

function metricsOf(values: Readonly<Record<string, z.output<typeof metric>>>): Record<string, Metric> {
  return Object.fromEntries(
    Object.entries(values).map(([name, { value, standard_deviation: deviation, lower, upper }]) => [
      name,
      {
        value,
        ...(deviation === undefined ? {} : { standardDeviation: deviation }),
        ...(lower === undefined || upper === undefined ? {} : { interval: [lower, upper] as const }),
      },
    ]),
  );
}
