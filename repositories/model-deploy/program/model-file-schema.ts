import { ProductionVariantInstanceType, TransformInstanceType } from "@aws-sdk/client-sagemaker";
import { z } from "zod";

import { cronProblem } from "./cron";

/** How a model answers. */
export const INFERENCES = ["realtime", "serverless", "asynchronous", "batch"] as const;

export type Inference = (typeof INFERENCES)[number];

/** How an update of an endpoint moves traffic to the new version. */
export const SHIFTS = ["canary", "linear", "all-at-once"] as const;

export type Shift = (typeof SHIFTS)[number];

/** An object without other keys; each message says what is allowed. */
function section<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `use one of: ${keys}` : `a mapping with the keys ${keys}`,
  });
}

const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, `one of ${values.join(", ")}`);
const whole = (from: number, to: number, unit: string) => {
  const allowed = `a whole number of ${unit} from ${from} to ${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
};
const number = (from: number, to: number) => {
  const allowed = `a number from ${from} to ${to}`;
  return z.number(allowed).min(from, allowed).max(to, allowed);
};
const instanceType = <T extends Record<string, string>>(types: T, kind: string) =>
  z.enum(types, `an instance type that SageMaker offers for ${kind}, such as ml.m5.large`);

/** Memory sizes of serverless endpoints (API reference of ProductionVariantServerlessConfig). */
const MEMORY_MB = [1024, 2048, 3072, 4096, 5120, 6144];
const memoryAllowed = `one of ${MEMORY_MB.join(", ")}`;

const milliseconds = whole(1, 60_000, "milliseconds");

/** What a request that no caller should send has to come to; tools/tests/malformed.ts makes and judges it. */
const malformedOutcome = oneOf(["refused", "unanswered", "reported"]);

const tests = section({
  /** How many recorded cases the endpoint is asked. */
  cases: whole(1, 500, "cases"),
  /** How far an answer may be from the recorded one; of numbers above 1 that are predicted, as a share. */
  predictionTolerance: number(0, 1),
  quality: section({
    /** default: auc for two classes, accuracy for more, rmse for numbers. */
    metric: oneOf(["default", "auc", "accuracy", "macro_f1", "log_loss", "rmse", "mae", "r2"]),
    /** The least value of a metric that is better when higher. @default none */
    minimum: number(-1e9, 1e9).optional(),
    /** The largest value of a metric that is better when lower. @default none */
    maximum: number(0, 1e12).optional(),
    /** How much worse than with the recorded predictions; of errors in the label's unit, as a share. */
    maximumDrop: number(0, 1),
  }),
  malformed: section({
    text: malformedOutcome,
    extraColumn: malformedOutcome,
    missingColumn: malformedOutcome,
    empty: malformedOutcome,
  }),
  load: section({
    requests: whole(1, 100_000, "requests"),
    concurrency: whole(1, 200, "requests at a time"),
    warmUp: whole(0, 10_000, "requests"),
    p50Ms: milliseconds,
    p95Ms: milliseconds,
    p99Ms: milliseconds,
    errorPercent: number(0, 100),
  }),
  asynchronous: section({ maximumSeconds: whole(1, 3_600, "seconds") }),
  batch: section({ maximumMinutes: whole(1, 1_440, "minutes") }),
});

const batch = section({
  schedule: z.string("a cron expression such as cron(0 5 * * ? *)").superRefine((expression, context) => {
    const message = cronProblem(expression);
    if (message !== undefined) {
      context.addIssue({ code: "custom", message });
    }
  }),
  timezone: z
    .string("the name of a time zone such as Europe/Berlin")
    .refine(isTimeZone, "the name of a time zone such as Europe/Berlin"),
  /** The version approved last, or the one that was deployed. */
  versions: oneOf(["newest-approved", "deployed"]),
  instanceType: instanceType(TransformInstanceType, "batch transform"),
  instanceCount: whole(1, 100, "instances"),
  maxPayloadMb: whole(1, 100, "MB"),
});

/** All keys of a model, after defaults, the model's file and the stage were laid over each other. */
export const modelSchema = section({
  inference: oneOf(INFERENCES),
  instances: section({
    type: instanceType(ProductionVariantInstanceType, "endpoints"),
    minimum: whole(0, 1_000, "instances"),
    maximum: whole(1, 1_000, "instances"),
    /** Requests a minute that one instance should answer; more instances are started above that. */
    invocationsPerInstance: whole(1, 1_000_000, "requests a minute"),
  }),
  serverless: section({
    memoryMb: z.int(memoryAllowed).refine((size) => MEMORY_MB.includes(size), memoryAllowed),
    maxConcurrency: whole(1, 200, "requests at a time"),
    /** @default none: the first request after a pause waits for a start */
    provisionedConcurrency: whole(1, 200, "requests at a time").optional(),
  }),
  asynchronous: section({
    concurrentPerInstance: whole(1, 1_000, "requests at a time"),
    /** Requests that may wait for each instance; more instances are started above that. */
    backlogPerInstance: whole(1, 1_000_000, "requests"),
  }),
  batch,
  networkIsolation: z.boolean("true or false"),
  capture: section({ percent: whole(0, 100, "percent") }),
  traffic: section({
    shift: oneOf(SHIFTS),
    stepPercent: whole(1, 50, "percent"),
    waitSeconds: whole(0, 3_600, "seconds"),
    terminationWaitSeconds: whole(0, 3_600, "seconds"),
  }),
  alarms: section({
    /** Answers 5xx in a minute that are still fine. */
    serverErrors: whole(0, 1_000_000, "answers"),
    /** Answers of the container other than 2xx in a minute that are still fine. */
    modelErrors: whole(0, 1_000_000, "answers"),
    /** Answers 4xx in a minute that are still fine, of endpoints on instances. */
    refusals: whole(0, 1_000_000, "answers"),
    latencyP95Ms: milliseconds,
  }),
  /** @default no variant in the shadow */
  shadow: section({
    version: z.int("the number of a version").min(1, "the number of a version"),
    percent: whole(1, 100, "percent"),
  }).optional(),
  tests,
});

/** What one stage deploys a model with. */
export type ModelSettings = Readonly<z.output<typeof modelSchema>>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
