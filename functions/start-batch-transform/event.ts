import * as z from "zod";

/** A version of a model package group: the group's name is `<team>-<model>`. */
export const VERSION_ARN =
  /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package\/([a-z0-9][a-z0-9-]*)\/([1-9]\d*)$/;

const prefixSchema = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9.-]+\/(?:[\w.=-]+\/)+$/,
    "expected the S3 URI of a prefix that ends with a slash, such as s3://bucket/batch/churn/input/",
  )
  .refine((uri) => !/\/\.{1,2}\//.test(uri), "a prefix has no . and no .. in it");

/**
 * Input of the function. It takes whole prefixes; the files below `input` hold one record per line.
 *
 * A schedule of EventBridge Scheduler gives `<aws.scheduler.scheduled-time>` as `executionId` and as `scheduledTime`:
 * `<aws.scheduler.execution-id>` is, by its documentation, another one at each attempt.
 */
export const eventSchema = z.strictObject({
  /** Name of the model, without the team. */
  model: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected the name of a model, such as churn"),
  /** `newest-approved`, or the ARN of a version of the model's group; it must be approved. */
  versions: z.union([
    z.literal("newest-approved"),
    z.string().regex(VERSION_ARN, "expected newest-approved or the ARN of a version of the model's group"),
  ]),
  instanceType: z.string().regex(/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/, "expected a type such as ml.m5.large"),
  instanceCount: z.int().min(1).max(100).default(1),
  /** Longest request to the model's container, in MB. */
  maxPayloadMb: z.int().min(1).max(100).default(6),
  /** MIME type of the records. */
  contentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, "expected a MIME type")
    .default("text/csv"),
  /** Prefix below `s3://<inference bucket>/batch/<model>/`. */
  input: prefixSchema,
  /** Prefix below `s3://<inference bucket>/batch/<model>/`; a job writes to `<output><date>/<job>/`. */
  output: prefixSchema,
  /** Above 0, what goes in and comes out is captured, all of it: transform jobs take no samples. */
  capturePercent: z.number().min(0).max(100).default(0),
  /** Names the occasion: the same one again starts nothing. */
  executionId: z.string().min(1).max(256),
  /** The date of the output, such as `2026-11-26T06:00:00Z`. */
  scheduledTime: z.iso.datetime({ offset: true }),
});

/** The event as callers write it: what has a default may be left out. */
export type BatchEvent = z.input<typeof eventSchema>;

/** The event with its defaults. */
export type BatchRequest = z.output<typeof eventSchema>;

/** A transform job of this occasion: started now, or found. */
export interface StartedJob {
  /** False when an earlier event of the same execution had started it. */
  readonly started: boolean;
  readonly transformJobName: string;
  readonly transformJobArn: string;
  readonly modelPackageArn: string;
  /** S3 URI of the prefix that the job writes to: a file `<name>.out` for each file of the input. */
  readonly output: string;
}

/** There is no file below the input prefix, so there is no job. */
export interface NothingToDo {
  readonly started: false;
  readonly reason: "no-input";
}

/** What the function answers. What cannot be started is an error of the function, with a message for people. */
export type BatchAnswer = StartedJob | NothingToDo;
