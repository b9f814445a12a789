/** What watches models in production, and what it leads to. */
import { z } from "zod";

import { accountId, explained } from "./values";

/** How models answer, where SageMaker can capture it. */
export const CAPTURED_INFERENCE = ["realtime", "asynchronous", "batch"] as const;

/** Monitors that settings switch on and off; the monitor of the capture itself is always on. */
export const MONITORS = ["dataQuality", "drift", "modelQuality", "bias", "explainability"] as const;

export type Monitor = (typeof MONITORS)[number];

/** Hours that a monitor judges at a time, by setting. */
export const WINDOW_HOURS = { hour: 1, day: 24, week: 168 } as const;

const fraction = (fallback: number, description: string, fix: string): z.ZodDefault<z.ZodNumber> =>
  explained(z.number().gt(0).lt(1).default(fallback), {
    description,
    allowed: "a number above 0 and below 1",
    fix,
  });

const count = (
  { from, to, fallback }: Readonly<Record<"from" | "to" | "fallback", number>>,
  description: string,
  fix: string,
): z.ZodDefault<z.ZodInt> =>
  explained(z.int().min(from).max(to).default(fallback), {
    description,
    allowed: `a whole number from ${from} to ${to}`,
    fix,
  });

const inference = explained(z.enum(CAPTURED_INFERENCE), {
  description:
    "How the model answers, as its file in Model Deploy says. A serverless endpoint cannot be monitored: nothing captures what it is asked.",
  allowed: "realtime, asynchronous or batch",
  fix: "serve the model by a realtime endpoint, or leave monitoring out",
});

const monitor = explained(z.enum(MONITORS), {
  description: "One monitor.",
  allowed: MONITORS.join(", "),
  fix: "use these monitors only",
});

const kinds = explained(z.array(monitor).min(1).optional(), {
  description:
    "What is judged. dataQuality: completeness, types, ranges, categories. drift: distributions of features, predictions and labels. modelQuality: predictions against labels. bias: differences between groups. explainability: what the model looks at. Default: all, modelQuality only with groundTruth.",
  allowed: `a list of ${MONITORS.join(", ")}`,
  fix: "leave it out for all",
});

const thresholds = explained(
  z
    .strictObject({
      falseAlarms: fraction(
        0.005,
        "Chance that a window without drift raises an alarm, over all features together.",
        "keep 0.005: at one window a day, one false alarm in half a year",
      ),
      smallestDrift: fraction(
        0.1,
        "Distance between two distributions (Kolmogorov-Smirnov, Jensen-Shannon) below which a difference is not told, however certain it is.",
        "keep 0.1; docs/monitoring.md says what it means for how many rows",
      ),
      qualityDrop: fraction(
        0.05,
        "How far the model's metric may be below that of its hold-out.",
        "keep 0.05 until you know how much the metric moves",
      ),
      biasChange: fraction(
        0.1,
        "How far a difference between groups may be from that of the training data or the hold-out.",
        "keep 0.1",
      ),
      attributionRanking: fraction(
        0.9,
        "Least agreement (NDCG) between the order of the features by their contributions and that of the hold-out.",
        "keep 0.9",
      ),
    })
    .prefault({}),
  {
    description: "From where on a difference is told.",
    allowed: "falseAlarms, smallestDrift, qualityDrop, biasChange and attributionRanking, all optional",
    fix: "leave it out for the defaults",
  },
);

const groundTruth = explained(
  z
    .strictObject({
      account: accountId("Account of the service that delivers labels.").optional(),
      waitHours: count(
        { from: 1, to: 2160, fallback: 72 },
        "How long labels may take, in hours. Those of unknown requests are kept as long, then reported.",
        "use the time after which most labels are there",
      ),
    })
    .optional(),
  {
    description:
      "Labels of what was predicted arrive below ground-truth/<model>/ of the data bucket: docs/monitoring.md. Without it nobody knows how well the model does.",
    allowed: "account and waitHours, both optional; {} for the defaults",
    fix: "name the account of the service that delivers labels, or leave groundTruth out",
  },
);

const retraining = explained(
  z
    .strictObject({
      mode: explained(z.enum(["notify", "retrain"]), {
        description:
          "notify: people are told that the model should be trained. retrain: its Model Build pipeline starts, and people are told. A version still needs a person's approval.",
        allowed: "notify or retrain",
        fix: "begin with notify, and look at what it asks for",
      }),
      monitors: explained(z.array(monitor).min(1).default(["drift", "modelQuality"]), {
        description: "Monitors whose alarms ask for training.",
        allowed: `a list of ${MONITORS.join(", ")}`,
        fix: "leave it out for drift and modelQuality: more data mends neither bad data nor bias",
      }),
      coolDownHours: count(
        { from: 1, to: 2160, fallback: 168 },
        "Hours after a training in which none starts.",
        "keep a week: drift is seen again until the new version serves",
      ),
      runsPerMonth: count(
        { from: 1, to: 31, fallback: 2 },
        "Most trainings that start in a month of UTC.",
        "keep 2",
      ),
      minimumNewLabels: count(
        { from: 0, to: 10_000_000, fallback: 0 },
        "New labelled rows that have to be there since the training before.",
        "say how many rows change a model; 0 where the training data come from elsewhere",
      ),
      schedule: explained(z.enum(["never", "weekly", "monthly", "quarterly"]).default("never"), {
        description: "How often training is asked for without an alarm; the same limits hold.",
        allowed: "never, weekly, monthly or quarterly",
        fix: "leave it out for never",
      }),
    })
    .optional(),
  {
    description: "What alarms of monitors lead to besides telling people. Default: nothing.",
    allowed: "mode, and optionally monitors, coolDownHours, runsPerMonth, minimumNewLabels and schedule",
    fix: "write mode: notify below retraining",
  },
);

/** Monitoring of one model. */
export const monitoring = explained(
  z
    .strictObject({
      inference,
      stage: explained(z.enum(["staging", "production"]).default("production"), {
        description: "Whose requests and answers are judged.",
        allowed: "staging or production",
        fix: "leave it out for production",
      }),
      engine: explained(z.enum(["own", "sagemaker"]).default("own"), {
        description:
          "own: this project's code on open libraries. sagemaker: the containers of Model Monitor and Clarify, which AWS has closed to new customers.",
        allowed: "own or sagemaker",
        fix: "keep own, unless the account may use Model Monitor and Clarify",
      }),
      window: explained(z.enum(["hour", "day", "week"]).default("day"), {
        description: "What is judged at a time, and how often: the last full hour, day or week.",
        allowed: "hour, day or week",
        fix: "use the shortest that holds some thousand requests",
      }),
      kinds,
      minimumRows: count(
        { from: 30, to: 1_000_000, fallback: 200 },
        "Rows that a window must have to be judged.",
        "keep 200: fewer rows tell of large differences only",
      ),
      thresholds,
      groundTruth,
      retraining,
    })
    .optional(),
  {
    description:
      "What watches the model while it serves: a SageMaker pipeline in the automation account, with alarms. Default: nothing does.",
    allowed:
      "inference, and optionally stage, engine, window, kinds, minimumRows, thresholds, groundTruth and retraining",
    fix: "write inference: realtime below monitoring to begin with",
  },
);

export type MonitoringSettings = NonNullable<z.output<typeof monitoring>>;

export const dashboards = explained(z.boolean().default(true), {
  description:
    "Dashboards of CloudWatch in the automation account: one of the platform, one a model; about 3 USD a month each after the third.",
  allowed: "true or false",
  fix: "say false if you watch by other means",
});

export const metricSink = explained(z.enum(["create", "existing"]).default("create"), {
  description:
    "Where the other accounts send their metrics to, so that dashboards of the automation account show them. An account has one sink a Region. Without meaning with a single account, or without dashboards.",
  allowed: "create or existing",
  fix: "say existing if the automation account has a sink already; its policy must let the team's other accounts link metrics to it",
});

/** What is done about an endpoint of staging that nobody asks, besides telling its owner. */
export const IDLE_ACTIONS = ["notify", "scaleToZero", "remove"] as const;

export type IdleAction = (typeof IDLE_ACTIONS)[number];

export const idleEndpoints = explained(
  z
    .strictObject({
      afterDays: count(
        { from: 1, to: 63, fallback: 7 },
        "Days without a request after which an endpoint of staging is idle.",
        "keep 7, a week",
      ),
      action: explained(z.enum(IDLE_ACTIONS).default("notify"), {
        description:
          "notify: its owner is told, with the cost of a day. scaleToZero: asynchronous endpoints end their instances as well, until a request comes or the model is deployed again. remove: a pipeline of Model Deploy removes the deployment a day after its owner is told; the next one makes it anew. What has been idle for longer goes the first morning.",
        allowed: "notify, scaleToZero or remove",
        fix: "begin with notify",
      }),
    })
    .optional(),
  {
    description: "Looks every day for endpoints outside production that nobody asks. Default: nobody looks.",
    allowed: "afterDays and action, both optional; {} for the defaults",
    fix: "write idleEndpoints: {} to begin with",
  },
);
