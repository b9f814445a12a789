import {
  ProcessingInstanceType,
  ProductionVariantInstanceType,
  TrainingInstanceType,
} from "@aws-sdk/client-sagemaker";
import { z } from "zod";

import { hasOwnDisk } from "../../shared/instances";

/**
 * Metrics that the gate may ask for: what evaluation.json holds under `binary_classification_metrics`, in the names of
 * Model Monitor. More is better for each of them.
 */
export const METRICS = ["auc", "average_precision", "accuracy", "precision", "recall", "f1"] as const;

export type Metric = (typeof METRICS)[number];

/** How often the nightly build trains without a change in this repository. */
export const SCHEDULES = ["never", "daily", "weekly", "monthly"] as const;

export type Schedule = (typeof SCHEDULES)[number];

/** An object without other keys; each message says what is allowed. */
function section<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `use one of: ${keys}` : `a mapping with the keys ${keys}`,
  });
}

const flag = z.boolean("true or false");
const fraction = z
  .number("a number from 0 to 1")
  .min(0, "a number from 0 to 1")
  .max(1, "a number from 0 to 1");
const whole = (from: number, to: number, unit: string) => {
  const allowed = `a whole number of ${unit} from ${from} to ${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
};
const prose = (limit: number) => {
  const allowed = `text of 1 to ${limit} characters`;
  return z.string(allowed).trim().min(1, allowed).max(limit, allowed);
};

const oneOf = <T extends Record<string, string>>(types: T, kind: string) =>
  z.enum(types, `an instance type that SageMaker offers for ${kind}, such as ml.m5.large`);

/** Limits: API reference of ProcessingClusterConfig and ProcessingStoppingCondition. */
const limits = { volumeGb: whole(1, 16_384, "GB"), maxRuntimeMinutes: whole(1, 12_960, "minutes") };
const processing = section({ type: oneOf(ProcessingInstanceType, "processing jobs"), ...limits });
const training = section({ type: oneOf(TrainingInstanceType, "training jobs"), ...limits });

/** CreateTrainingJob takes at most 100 hyperparameters, as text of at most 2,500 characters. */
const hyperparameters = z
  .record(
    z.string().regex(/^[A-Za-z]\w*$/, "a name of letters, digits and underscores"),
    z.union([z.string().min(1).max(2_500), z.number(), z.boolean()], "text, a number, true or false"),
    "a mapping of names to text, numbers, true or false",
  )
  .refine((map) => Object.keys(map).length <= 100, "a mapping of at most 100 names");

const OWN_DISK_NEEDED =
  "an instance type with a disk of its own, such as ml.m5d.large: Clarify names no key for the volumes of the " +
  "endpoint, and the organization's guardrails deny other types without one";

const group = section({
  /** Protected column of steps/columns.json. */
  facet: z
    .string("a protected column of steps/columns.json")
    .min(1, "a protected column of steps/columns.json"),
  /** What the column holds for those who may be at a disadvantage. */
  values: z
    .array(z.int("a whole number"), "a list of whole numbers")
    .min(1, "a list of at least one whole number"),
});

/** Lengths: model card schema of model packages (Amazon SageMaker Developer Guide, View the Details of a Model Version). */
const card = section({
  purpose: prose(2_048),
  intendedUses: prose(2_048),
  factorsAffectingEfficiency: prose(2_048),
  riskRating: z.enum(["High", "Medium", "Low", "Unknown"], "one of High, Medium, Low, Unknown"),
  explanationForRiskRating: prose(2_048),
  businessProblem: prose(2_048),
  stakeholders: prose(2_048),
  lineOfBusiness: prose(2_048),
  ethicalConsiderations: prose(2_048),
  caveats: prose(2_048),
});

/** What one profile builds with: `defaults`, with the profile's own values laid over. */
export const profileSchema = section({
  /** How often the nightly build trains without a change. */
  schedule: z.enum(SCHEDULES, `one of ${SCHEDULES.join(", ")}`),
  /** `sample`, or a prefix of the data bucket. */
  data: z
    .string('"sample", or a prefix of the data bucket such as curated/applications/')
    .regex(
      /^(sample|[A-Za-z0-9][\w=.-]*(\/[\w=.-]+)*\/)$/,
      '"sample", or a prefix of the data bucket such as curated/applications/',
    ),
  metric: z.enum(METRICS, `one of ${METRICS.join(", ")}`),
  /** The least value of the metric on the hold-out. */
  threshold: fraction,
  /** By how much the metric has to be better than that of the version in production. */
  improvement: fraction,
  /** `xgboost`, or the full URI of an image of the model's own repository. */
  image: z
    .string('"xgboost", or the full URI of an image')
    .regex(
      /^(xgboost|\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+)$/,
      '"xgboost", or the full URI of an image of this model\'s repository in Amazon ECR',
    )
    .max(255, "at most 255 characters long"),
  hyperparameters,
  instances: section({
    processing,
    training,
    baselines: processing,
    /** Of the monitoring pipeline, for models that are monitored. */
    monitoring: processing.default({ type: "ml.m5.xlarge", volumeGb: 30, maxRuntimeMinutes: 60 }),
    shadowEndpoint: section({
      type: z.enum(ProductionVariantInstanceType, OWN_DISK_NEEDED).refine(hasOwnDisk, OWN_DISK_NEEDED),
    }),
  }),
  /** Groups that bias is measured for. */
  bias: z.array(group, "a list of groups").min(1, "a list of at least one group"),
  /** Which services of AWS make baselines. AWS has closed both to new customers. */
  baselines: section({ modelMonitor: flag, clarify: flag }),
  compareWithApprovedBaseline: flag,
  parallelSteps: whole(1, 50, "steps"),
  card,
});

export type ProfileConfig = Readonly<z.output<typeof profileSchema>>;

/** An instance type with its disk and its longest run. */
export interface InstanceConfig<Type extends string = string> {
  readonly type: Type;
  readonly volumeGb: number;
  readonly maxRuntimeMinutes: number;
}
