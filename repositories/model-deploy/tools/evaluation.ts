import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";

import { plain, type Print } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { EVALUATION_KEY, PROBLEMS, type Problem } from "../../shared/metrics";
import type { DescribedVersion } from "./registry";
import { Refusal } from "./tests/refusal";

/** The confusion matrix stands among the metrics. */
const measured = z.record(z.string(), z.unknown()).optional();
const metric = z.object({ value: z.number(), standard_deviation: z.number().optional() });
const schema = z.object({
  /** @default an older version, which is binary */
  problem: z.enum(PROBLEMS).default("binary"),
  binary_classification_metrics: measured,
  multiclass_classification_metrics: measured,
  regression_metrics: measured,
  champion: z.object({ version: z.string(), metrics: z.record(z.string(), metric) }).optional(),
});

/** Metrics that Model Build measured on the hold-out, by name; beside them those of the version that served then. */
export interface Evaluation {
  readonly problem: Problem;
  readonly metrics: Readonly<Record<string, number>>;
  readonly champion?: { readonly version: string; readonly metrics: Readonly<Record<string, number>> };
}

/**
 * What Model Build found out about a version. People may approve without it, so that nothing fails for want of it.
 *
 * @returns Undefined if it cannot be read; the log says why.
 */
export async function readEvaluation(
  s3: S3Client,
  described: DescribedVersion,
  print: Print,
): Promise<Evaluation | undefined> {
  const uri = evaluationUri(described);
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri ?? "") ?? [];
  if (bucket === undefined || key === undefined) {
    print("The version does not say where its evaluation is: the summary has no metrics.");
    return undefined;
  }
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return parseEvaluation((await Body?.transformToString()) ?? "");
  } catch (error) {
    print(`The evaluation ${plain(uri ?? "")} cannot be read: ${plain(asFailure(error).message)}`);
    return undefined;
  }
}

/** Beside the recorded cases; where a version has no baselines of Model Monitor, its model quality is the evaluation. */
function evaluationUri({ CustomerMetadataProperties, ModelMetrics }: DescribedVersion): string | undefined {
  const cases = CustomerMetadataProperties?.casesUri;
  if (cases?.endsWith("/cases/cases.csv") === true) {
    return cases.replace(/cases\/cases\.csv$/, "evaluation/evaluation.json");
  }
  const quality = ModelMetrics?.ModelQuality?.Statistics?.S3Uri;
  return quality?.endsWith("/evaluation.json") === true ? quality : undefined;
}

function parseEvaluation(text: string): Evaluation {
  const { problem, champion, ...document } = schema.parse(JSON.parse(text));
  const found = document[EVALUATION_KEY[problem]];
  if (found === undefined) {
    throw new Refusal(`evaluation.json has no ${EVALUATION_KEY[problem]}`);
  }
  return {
    problem,
    metrics: values(found),
    ...(champion === undefined || champion.version === "none"
      ? {}
      : { champion: { version: champion.version, metrics: values(champion.metrics) } }),
  };
}

function values(metrics: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, found]) => {
      const { success, data } = metric.safeParse(found);
      return success ? [[name, data.value] as const] : [];
    }),
  );
}
