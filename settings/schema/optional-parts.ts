/** Parts of a landing zone that a team can leave out. */
import { z } from "zod";

import { text } from "./texts";
import { explained, slug } from "./values";

export const studio = explained(
  z
    .strictObject({
      signIn: explained(z.enum(["iam", "identityCenter"]).default("iam"), {
        description:
          "How people enter Studio: iam through their persona's role, identityCenter from the access portal.",
        allowed: "iam or identityCenter",
        fix: "say identityCenter only if IAM Identity Center is enabled in the same Region; it cannot be changed later",
      }),
      instanceType: explained(
        z
          .string()
          .regex(/^ml\.[a-z0-9-]+\.[a-z0-9]+$/)
          .default("ml.t3.medium"),
        {
          description: "Instance type that new notebooks start on.",
          allowed: "a SageMaker instance type such as ml.t3.medium",
          fix: "write the type with its prefix ml",
        },
      ),
      idleMinutes: explained(z.int().min(60).max(525_600).default(120), {
        description: "Minutes without activity after which notebooks are shut down.",
        allowed: "a whole number from 60 to 525600",
        fix: "use 120 unless long interactive runs are normal",
      }),
      volumeGiB: explained(z.int().min(5).max(1000).default(20), {
        description: "Size of the volume of each private space, in GiB.",
        allowed: "a whole number from 5 to 1000",
        fix: "begin small: a volume can grow but not shrink",
      }),
    })
    .optional(),
  {
    description:
      "SageMaker Studio for the people of the team. Without it nobody explores in this landing zone.",
    allowed: "signIn, instanceType, idleMinutes and volumeGiB, all optional; {} for the defaults",
    fix: "write studio: {} to begin with",
  },
);

/** Names that SageMaker keeps for itself. */
const RESERVED_FEATURES = ["is_deleted", "write_time", "api_invocation_time"];

const featureName = explained(
  z
    .string()
    .regex(/^[a-zA-Z0-9]([_-]*[a-zA-Z0-9]){0,63}$/)
    .refine((name) => !RESERVED_FEATURES.includes(name)),
  {
    description: "Name of a feature.",
    allowed: `at most 64 letters, digits, hyphens and underscores, but not ${RESERVED_FEATURES.join(", ")}`,
    fix: "rename the feature",
  },
);

const featureType = explained(z.enum(["String", "Integral", "Fractional"]), {
  description: "Type of the feature.",
  allowed: "String, Integral or Fractional",
  fix: "use Integral for whole numbers, Fractional for others, String for the rest",
});

export const featureGroups = explained(
  z
    .record(
      slug("Name of the feature group.", 32),
      explained(
        z.strictObject({
          description: text("What the features describe.", 128),
          recordIdentifier: text("Feature that identifies a record.", 64),
          eventTime: text(
            "Feature that says when a record was true; of type String (ISO 8601) or Fractional.",
            64,
          ),
          features: explained(z.record(featureName, featureType), {
            description: "All features by name, the identifier and the event time among them.",
            allowed:
              "names of at most 64 letters, digits, hyphens and underscores, each with String, Integral or Fractional",
            fix: "rename what SageMaker keeps for itself: is_deleted, write_time and api_invocation_time",
          }),
          onlineStore: explained(z.boolean().default(true), {
            description: "Whether the latest record can be read by key within milliseconds.",
            allowed: "true or false",
            fix: "say false for features that only training uses",
          }),
        }),
        {
          description: "One feature group.",
          allowed: "description, recordIdentifier, eventTime, features and, optionally, onlineStore",
          fix: "fill in the missing keys",
        },
      ),
    )
    .refine((groups) => Object.keys(groups).length <= 50)
    .default({}),
  {
    description: "Feature Store groups of the automation account by name. None: no Feature Store.",
    allowed: "at most 50 groups",
    fix: "write the group's name and its features below",
  },
);

export const images = explained(
  z
    .record(
      slug("Name of the image.", 32),
      explained(z.strictObject({ description: text("What the image is for.", 200) }), {
        description: "One image.",
        allowed: "a description",
        fix: "write description below the name",
      }),
    )
    .refine((all) => Object.keys(all).length <= 20)
    .default({}),
  {
    description:
      "Container images that data scientists define for processing and training. Each gets an image repository; together they get a repository in Azure Repos and a pipeline that builds, scans and pushes.",
    allowed: "at most 20 images, each with a description",
    fix: "add an image, its name and then its description",
  },
);

export const mlflow = explained(
  z
    .strictObject({
      size: explained(z.enum(["Small", "Medium", "Large"]).default("Small"), {
        description:
          "Size of the tracking server. Small serves about 25 people and costs about 0.6 USD an hour.",
        allowed: "Small, Medium or Large",
        fix: "begin with Small",
      }),
    })
    .optional(),
  {
    description: "Managed MLflow in the automation account, for tracking experiments.",
    allowed: "size, optional; {} for the default",
    fix: "write mlflow: {} to begin with",
  },
);

export const openSearch = explained(
  z
    .strictObject({
      instanceType: explained(
        z
          .string()
          .regex(/^[a-z0-9]+\.[a-z0-9]+\.search$/)
          .default("r7g.large.search"),
        {
          description: "Instance type of the data nodes.",
          allowed: "an OpenSearch instance type such as r7g.large.search",
          fix: "write the type with its ending .search",
        },
      ),
      nodes: explained(z.int().min(1).max(12).default(3), {
        description: "How many data nodes, spread over the Availability Zones.",
        allowed: "1, or a multiple of network.availabilityZones up to 12",
        fix: "use 3 in production; 1 is enough for a trial",
      }),
      volumeGiB: explained(z.int().min(10).max(1000).default(50), {
        description: "Volume of each data node, in GiB.",
        allowed: "a whole number from 10 to 1000",
        fix: "begin with 50",
      }),
    })
    .optional(),
  {
    description: "OpenSearch in the automation account over the logs of jobs and endpoints.",
    allowed: "instanceType, nodes and volumeGiB, all optional; {} for the defaults",
    fix: "write openSearch: {} to begin with",
  },
);

export const imageReplication = explained(z.enum(["none", "models"]).default("none"), {
  description:
    "models: images of models are copied to staging and production. Serverless endpoints need it: they refuse images of another account.",
  allowed: "none or models; models only with accounts of their own",
  fix: "say models if a model is served by a serverless endpoint",
});

/** Retention periods that CloudWatch Logs offers, from a month on. */
const RETENTION_DAYS = [
  30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const retentionDays = explained(
  z
    .int()
    .refine((days) => RETENTION_DAYS.includes(days))
    .default(365),
  {
    description: "Days that logs are kept.",
    allowed: RETENTION_DAYS.join(", "),
    fix: "use one of the periods that CloudWatch Logs offers",
  },
);

export const logs = explained(z.strictObject({ retentionDays }).prefault({}), {
  description: "Logs of jobs, functions, networks and data stores.",
  allowed: "retentionDays, optional",
  fix: "leave it out for a year",
});

const permissionSet = (name: string): z.ZodDefault<z.ZodString> =>
  explained(
    z
      .string()
      .regex(/^[\w+=,.@-]{1,32}$/)
      .default(name),
    {
      description: `Permission set of IAM Identity Center. Default: ${name}.`,
      allowed: "1 to 32 letters, digits and +=,.@-_",
      fix: "copy the name of the permission set",
    },
  );

export const permissionSets = explained(
  z
    .strictObject({
      dataScientist: permissionSet("DataScientist"),
      leadDataScientist: permissionSet("LeadDataScientist"),
      mlEngineer: permissionSet("MlEngineer"),
      platformAdministrator: permissionSet("PlatformAdministrator"),
      auditor: permissionSet("Auditor"),
    })
    .prefault({}),
  {
    description:
      "Permission sets by which people sign in. Each persona's role in an account can be assumed from its permission set in that account only.",
    allowed: "one name for each persona, all optional",
    fix: "name the permission sets of your IAM Identity Center, or create them with the default names",
  },
);
