import { z } from "zod";

import { Failure } from "../../shared/failure";

const metric = z.object({ value: z.number(), standard_deviation: z.number().optional() });
const counts = z.object({ "0": z.number(), "1": z.number() });
const schema = z.object({
  binary_classification_metrics: z
    .object({ confusion_matrix: z.object({ "0": counts, "1": counts }) })
    .catchall(metric),
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
}

/** What evaluate.py found out: the content of evaluation.json. */
export interface Evaluation {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** How many of the hold-out were truly 0 or 1 (first key) and predicted as 0 or 1 (second key). */
  readonly confusionMatrix: z.output<typeof schema>["binary_classification_metrics"]["confusion_matrix"];
  /** The version in production, on the same hold-out; its version is `none` if there is none. */
  readonly champion: { readonly version: string; readonly metrics: Readonly<Record<string, Metric>> };
  /** New minus champion, for each metric. */
  readonly improvement: Readonly<Record<string, number>>;
  readonly data: z.output<typeof schema>["data"];
  /** Share of the gain that each feature brings. */
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
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).sort();
    throw new Failure(`evaluation.json is not what steps/evaluate.py has to write:\n${problems.join("\n")}`);
  }
  const { data } = parsed;
  const { confusion_matrix: confusionMatrix, ...metrics } = data.binary_classification_metrics;
  return {
    metrics: metricsOf(metrics),
    confusionMatrix,
    champion: { version: data.champion.version, metrics: metricsOf(data.champion.metrics) },
    improvement: data.comparison.improvement,
    data: data.data,
    importance: data.importance,
  };
}

function metricsOf(metrics: Readonly<Record<string, z.output<typeof metric>>>): Record<string, Metric> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, { value, standard_deviation: deviation }]) => [
      name,
      { value, ...(deviation === undefined ? {} : { standardDeviation: deviation }) },
    ]),
  );
}
