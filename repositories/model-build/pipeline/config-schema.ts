import {
  ProcessingInstanceType,
  ProductionVariantInstanceType,
  TrainingInstanceType,
} from "@aws-sdk/client-sagemaker";
import { z } from "zod";

import { hasOwnDisk } from "../../shared/instances";
import { impossible, metricNames, metricOf, PROBLEMS } from "../../shared/metrics";
import { section, whole } from "./schema-parts";

const IMAGE =
  '"aws", or the full URI of an image in Amazon ECR: of this model\'s repository, or an approved one';
/** What `aws` was called when there was one framework. */
const OLD_IMAGE = "xgboost";

/** How often the nightly build trains without a change in this repository. */
export const SCHEDULES = ["never", "daily", "weekly", "monthly"] as const;

export type Schedule = (typeof SCHEDULES)[number];

const flag = z.boolean("true or false");
const metricNamesOfAll = [...new Set(PROBLEMS.flatMap(metricNames))];
const prose = (limit: number) => {
  const allowed = `text of 1 to ${limit} characters`;
  return z.string(allowed).trim().min(1, allowed).max(limit, allowed);
};

const oneOf = <T extends Record<string, string>>(types: T, kind: string) =>
  z.enum(types, `an instance type that SageMaker offers for ${kind}, such as ml.m5.large`);

/** Limits: API reference of ProcessingClusterConfig and ProcessingStoppingCondition. */
const limits = { volumeGb: whole(1, 16_384, "GB"), maxRuntimeMinutes: whole(1, 12_960, "minutes") };
const processing = section({ type: oneOf(ProcessingInstanceType, "processing jobs"), ...limits });
const training = section({
  type: oneOf(TrainingInstanceType, "training jobs"),
  ...limits,
  /** Whether it runs on capacity that AWS may take away; xgboost and pytorch go on from a checkpoint. */
  spot: flag.default(false),
});

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

const GROUP_VALUES = "a list of at least one whole number or text";
const group = section({
  /** Protected column of steps/columns.json. */
  facet: z
    .string("a protected column of steps/columns.json")
    .min(1, "a protected column of steps/columns.json"),
  /** What the column holds for those who may be at a disadvantage. */
  values: z
    .array(z.union([z.int(), z.string().min(1)], "a whole number or a text"), GROUP_VALUES)
    .min(1, GROUP_VALUES),
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

/** Keys of the card. */
export const CARD_KEYS = Object.keys(card.shape);

const shape = section({
  /** What the model predicts. */
  problem: z.enum(PROBLEMS, `one of ${PROBLEMS.join(", ")}`).default("binary"),
  /** What it is trained with: steps/framework_<name>.py, which steps/hyperparameters.json describes. */
  framework: z
    .string("the name of a framework, such as xgboost")
    .regex(/^[a-z]\w{0,62}$/, "the name of a framework, such as xgboost")
    .default("xgboost"),
  /** How often the nightly build trains without a change. */
  schedule: z.enum(SCHEDULES, `one of ${SCHEDULES.join(", ")}`),
  /** `sample`, or a prefix of the data bucket. */
  data: z
    .string('"sample", or a prefix of the data bucket such as curated/applications/')
    .regex(
      /^(sample|[A-Za-z0-9][\w=.-]*(\/[\w=.-]+)*\/)$/,
      '"sample", or a prefix of the data bucket such as curated/applications/',
    ),
  metric: z.enum(metricNamesOfAll, `one of ${metricNamesOfAll.join(", ")}`),
  /** The least value of the metric on the hold-out, or the most one of a metric that is better the lower it is. */
  threshold: z.number("a number"),
  /** By how much the metric has to be better than that of the version in production. */
  improvement: z.number("a number of 0 or more").min(0, "a number of 0 or more"),
  /** `aws`: AWS's image for the framework. Otherwise the full URI of an image in Amazon ECR. */
  image: z
    .string(IMAGE)
    .regex(/^(aws|\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+)$/, {
      error: ({ input }) => (input === OLD_IMAGE ? `aws, the new name of ${OLD_IMAGE}` : IMAGE),
    })
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
  /** Groups that bias is measured for; with none, nobody measures it. */
  bias: z.array(group, "a list of groups").default([]),
  /** Which services of AWS make baselines. AWS has closed both to new customers. */
  baselines: section({ modelMonitor: flag, clarify: flag }),
  compareWithApprovedBaseline: flag,
  parallelSteps: whole(1, 50, "steps"),
  card,
});

/** What one profile builds with: `defaults`, with the profile's own values laid over. */
export const profileSchema = shape.superRefine(
  ({ problem, metric: name, threshold, improvement }, context) => {
    const metric = metricOf(problem, name);
    const refuse = (key: string, message: string): void => {
      context.addIssue({ code: "custom", path: [key], message });
    };
    if (metric === undefined) {
      refuse("metric", `one that a ${problem} problem has: ${metricNames(problem).join(", ")}`);
      return;
    }
    const possible = impossible(metric, threshold);
    if (possible !== undefined) {
      refuse("threshold", `${possible}, as ${name} is`);
    }
    if (metric.unit !== "label" && metric.unit !== "nats" && improvement > 1) {
      refuse("improvement", `a number from 0 to 1, as ${name} cannot differ by more`);
    }
  },
);

export type ProfileConfig = Readonly<z.output<typeof profileSchema>>;

/** An instance type with its disk and its longest run. */
export interface InstanceConfig<Type extends string = string> {
  readonly type: Type;
  readonly volumeGb: number;
  readonly maxRuntimeMinutes: number;
}
