import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { EVALUATION_KEY, PROBLEMS, type Problem } from "../../repositories/shared/metrics";
import { jsonOf, problemsOf } from "../shared/json";
import type { Version } from "./registry";

/** Metrics of a version on the hold-out, beside those of the version in production. */
export interface Evaluation {
  readonly problem: Problem;
  readonly metrics: Readonly<Record<string, number>>;
  /** ARN of the version in production; `none`: production served no version yet. */
  readonly champion: string;
  readonly championMetrics: Readonly<Record<string, number>>;
}

/** The evaluation, or why nobody can read it. */
export type EvaluationAnswer = { readonly evaluation: Evaluation } | { readonly problem: string };

/** Reads the evaluation of a version. */
export type ReadEvaluation = (version: Version) => Promise<EvaluationAnswer>;

const MAX_BYTES = 1_000_000;
const FILE = "evaluation/evaluation.json";

const metric = z.object({ value: z.number() });
/** The confusion matrix stands among the metrics. */
const measured = z.record(z.string(), z.unknown()).optional();
const schema = z.object({
  /** @default an older version, which is binary */
  problem: z.enum(PROBLEMS).default("binary"),
  binary_classification_metrics: measured,
  multiclass_classification_metrics: measured,
  regression_metrics: measured,
  champion: z.object({ version: z.string(), metrics: z.record(z.string(), metric) }),
});

/**
 * Reads evaluation.json of Model Build. A version without one is told all the same, with the reason; only errors that
 * another attempt may cure are thrown.
 */
export function createEvaluationReader(s3: S3Client, bucket: string): ReadEvaluation {
  return async (version) => {
    const uri = evaluationUri(version);
    if (uri === undefined) {
      return { problem: "the version does not say where its evaluation lies" };
    }
    if (!uri.startsWith(`s3://${bucket}/runs/`)) {
      return { problem: `the evaluation lies outside the runs of the artifact bucket: ${uri}` };
    }
    try {
      const key = uri.slice(`s3://${bucket}/`.length);
      const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if ((ContentLength ?? 0) > MAX_BYTES) {
        return { problem: `${uri} has more than ${MAX_BYTES} bytes` };
      }
      return parseEvaluation((await Body?.transformToString()) ?? "", uri);
    } catch (error) {
      const { name } = error as Error;
      // Without permission to list, S3 answers "access denied" instead of "not found" for a missing object.
      if (name === "NoSuchKey" || name === "AccessDenied") {
        return { problem: `${uri} cannot be read: ${name}` };
      }
      throw error;
    }
  };
}

/** Beside the cases that deployments are tested with; older versions name it among their metrics. */
function evaluationUri({ lineage, statisticsUri }: Version): string | undefined {
  const beside = /^(s3:\/\/.+\/)cases\/cases\.csv$/.exec(lineage.casesUri ?? "")?.[1];
  if (beside !== undefined) {
    return `${beside}${FILE}`;
  }
  return statisticsUri?.endsWith(`/${FILE}`) === true ? statisticsUri : undefined;
}

function parseEvaluation(text: string, uri: string): EvaluationAnswer {
  const json = jsonOf(text);
  if (json === undefined) {
    return { problem: `${uri} is no JSON` };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    return { problem: `${uri} is not what Model Build writes: ${problemsOf(parsed.error)}` };
  }
  const { problem, champion, ...document } = parsed.data;
  const all = document[EVALUATION_KEY[problem]];
  if (all === undefined) {
    return { problem: `${uri} is not what Model Build writes: it has no ${EVALUATION_KEY[problem]}` };
  }
  const metrics = Object.entries(all).flatMap(([name, value]) => {
    const number = metric.safeParse(value);
    return number.success ? [[name, number.data.value] as const] : [];
  });
  return {
    evaluation: {
      problem,
      metrics: Object.fromEntries(metrics),
      champion: champion.version,
      championMetrics: Object.fromEntries(
        Object.entries(champion.metrics).map(([name, { value }]) => [name, value]),
      ),
    },
  };
}
