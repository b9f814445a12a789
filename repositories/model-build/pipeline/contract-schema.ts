import { z } from "zod";

import { field, ids, text } from "../../shared/contract-fields";

/** Form of the contract; a reader refuses any other. */
export const CONTRACT_VERSION = 1;

const image = text(
  "the URI of an image in Amazon ECR",
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+$/,
);
const name = text(
  "a name of letters, digits and single hyphens, of at most 63 characters",
  /^(?=.{1,63}$)[a-zA-Z0-9](-?[a-zA-Z0-9])*$/,
);

/** Kinds of monitors; the one of capture is always there. In the words of the landing zone's settings. */
export const MONITOR_KINDS = ["dataQuality", "drift", "modelQuality", "bias", "explainability"] as const;

export type MonitorKind = (typeof MONITOR_KINDS)[number];

const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, `one of ${values.join(", ")}`);
const number = (from: number, to: number) => {
  const allowed = `a number from ${from} to ${to}`;
  return z.number(allowed).min(from, allowed).max(to, allowed);
};
const whole = (from: number, to: number, unit: string) => {
  const allowed = `a whole number of ${unit} from ${from} to ${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
};
const KINDS = `a list of at least one of ${MONITOR_KINDS.join(", ")}, each once`;

/** How production or staging is watched: what the monitoring pipeline of the model is made from. */
const monitoring = z
  .object(
    {
      pipelineName: name,
      /** Role of the pipeline's jobs: it reads the stage's capture across accounts. */
      roleArn: field.roleArn,
      /** own: the code of this repository; sagemaker: AWS's containers, for accounts that may use them. */
      engine: oneOf(["own", "sagemaker"]),
      /** Whose answers are judged. */
      stage: oneOf(["staging", "production"]),
      /** How the stage answers, and so where capture comes from. */
      inference: oneOf(["realtime", "asynchronous", "batch"]),
      /** Name of the stage's endpoint; a part of the keys of what it captures. */
      endpointName: name,
      /** Bucket of the stage's account that takes what is asked and answered. */
      captureBucketName: field.bucketName,
      /** Length of the time that one run judges. */
      windowHours: whole(1, 168, "hours"),
      kinds: z
        .array(oneOf(MONITOR_KINDS), KINDS)
        .min(1, KINDS)
        .refine((kinds) => new Set(kinds).size === kinds.length, KINDS),
      /** A window with fewer rows is not judged. */
      minimumRows: whole(1, 1_000_000, "rows"),
      thresholds: z.object(
        {
          /** Chance that a window without drift raises an alarm of drift, over all features. */
          falseAlarms: number(0, 1),
          /** Effect sizes below are not told: distance of Kolmogorov and Smirnov, or of Jensen and Shannon. */
          smallestDrift: number(0, 1),
          /** How far the metric may lie below the baseline's. */
          qualityDrop: number(0, 1),
          /** How far the metric of a group may move from the baseline's. */
          biasChange: number(0, 1),
          /** Least NDCG of the ranking of attributions. */
          attributionRanking: number(0, 1),
        },
        "a mapping with the keys falseAlarms, smallestDrift, qualityDrop, biasChange, attributionRanking",
      ),
      /** How long labels may take. @default no labels arrive */
      groundTruthWaitHours: whole(0, 8_760, "hours").optional(),
      /** Namespace of the metrics in CloudWatch. */
      namespace: text("a namespace of CloudWatch of at most 255 characters", /^(?!AWS\/)[\w.\-/#:]{1,255}$/),
    },
    "a JSON object",
  )
  .refine(({ kinds, groundTruthWaitHours: wait }) => wait !== undefined || !kinds.includes("modelQuality"), {
    path: ["groundTruthWaitHours"],
    error: "how many hours labels may take: the kind modelQuality compares with labels",
  });

/** What the landing zone tells the Model Build pipeline of one model: where, as whom and with which key jobs run. */
export const contractSchema = z.object(
  {
    version: z.literal(CONTRACT_VERSION),
    team: name,
    model: name,
    profile: field.profile,
    account: field.accountId,
    region: field.region,
    pipelineName: name,
    modelPackageGroupName: name,
    /** Address of the model's own images. */
    imageRepositoryUri: image,
    /** What addresses of the team's approved images begin with. @default there are none that this model can use */
    approvedImagesUri: image.optional(),
    /** Role of the SageMaker pipeline. */
    pipelineRoleArn: field.roleArn,
    /** Roles of the jobs that it starts. */
    processingRoleArn: field.roleArn,
    trainingRoleArn: field.roleArn,
    /** Role of Clarify's jobs, and of the model that they ask. */
    clarifyRoleArn: field.roleArn,
    /** Bucket of code, models and reports. */
    artifactBucketName: field.bucketName,
    /** Bucket of the training data; the processing role reads `curated/`. */
    dataBucketName: field.bucketName,
    kmsKeyArn: field.kmsKeyArn,
    subnetIds: ids("subnet"),
    securityGroupIds: ids("sg"),
    images: z.object(
      {
        xgboost: image,
        /** Of jobs, and of endpoints. @default the landing zone is older than the framework */
        pytorchTraining: image.optional(),
        pytorchInference: image.optional(),
        /** @default SageMaker does not offer Model Monitor in the Region */
        modelMonitor: image.optional(),
        /** @default SageMaker does not offer Clarify in the Region */
        clarify: image.optional(),
      },
      "the URIs of AWS's images",
    ),
    /** @default the model is not monitored */
    monitoring: monitoring.optional(),
    /** Tags of what the pipeline makes. */
    tags: z.object(
      {
        Project: field.tagValue,
        Team: field.tagValue,
        Environment: field.tagValue,
        Owner: field.tagValue,
        CostCenter: field.tagValue,
      },
      "the tags of what the pipeline makes",
    ),
  },
  "a JSON object",
);

export type Contract = Readonly<z.output<typeof contractSchema>>;

/** How a model is watched. */
export type MonitoringContract = NonNullable<Contract["monitoring"]>;

/** What the landing zone writes. */
export type ContractInput = z.input<typeof contractSchema>;
