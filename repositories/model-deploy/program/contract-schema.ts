import { z } from "zod";

import { arnOf, field, ids, text } from "../../shared/contract-fields";

/** Form of the contract; a reader refuses any other. */
export const CONTRACT_VERSION = 2;

/** Where models are deployed to. */
export const STAGES = ["staging", "production"] as const;

export type Stage = (typeof STAGES)[number];

/** Retention times that CloudWatch Logs offers. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What the landing zone tells deployments into one stage: where, as whom, with which key and buckets. */
export const contractSchema = z.object(
  {
    version: z.literal(CONTRACT_VERSION),
    team: text("a name of lower-case letters, digits and single hyphens", /^[a-z0-9](-?[a-z0-9])*$/),
    /** The stage; version 2 has it under this name. */
    environment: z.enum(STAGES, `one of ${STAGES.join(", ")}`),
    account: field.accountId,
    region: field.region,
    /** Which rules hold: those of a trial are looser. */
    profile: field.profile,
    /** Tags of whatever the deploy program makes. */
    tags: z.record(
      text("the name of a tag"),
      field.tagValue,
      "the tags of what is deployed: a mapping of names to text",
    ),
    subnetIds: ids("subnet"),
    securityGroupIds: ids("sg"),
    kmsKeyArn: field.kmsKeyArn,
    /** Bucket that takes what endpoints are asked and answer. */
    captureBucketName: field.bucketName,
    /** Bucket of requests and results of asynchronous endpoints and batch runs. */
    inferenceBucketName: field.bucketName,
    /** Role that endpoints run with. */
    endpointRoleArn: field.roleArn,
    /** Topic that alarms go to. */
    alertTopicArn: arnOf("sns", "an SNS topic"),
    /** Destination in the automation account that log groups of endpoints are sent to. @default logs are not searched */
    logDestinationArn: arnOf("logs", "a destination of CloudWatch Logs").optional(),
    logRetentionDays: z
      .int("a number of days that CloudWatch Logs offers, such as 365")
      .refine(
        (days) => RETENTION_DAYS.includes(days),
        "a number of days that CloudWatch Logs offers, such as 365",
      ),
    /**
     * Whether images of the automation account's registry are copied into that of this account: serverless endpoints take
     * images of their own account only.
     */
    replicatesImages: z.boolean("true or false"),
    /** The account that models come from and where the state of the deploy program lies. */
    automation: z.object(
      {
        account: field.accountId,
        artifactBucketName: field.bucketName,
        stateBucketName: field.bucketName,
        stateKeyArn: field.kmsKeyArn,
      },
      "a mapping with the keys account, artifactBucketName, stateBucketName, stateKeyArn",
    ),
    /** The guardrails that the deploy program is held to: one file, its SHA-256, its configuration. */
    policyPack: z.object(
      {
        bucketName: field.bucketName,
        key: text("the key of an object"),
        sha256: text("a SHA-256 of 64 hexadecimal digits", /^[0-9a-f]{64}$/),
        config: z.record(z.string(), z.unknown(), "a mapping"),
      },
      "a mapping with the keys bucketName, key, sha256, config",
    ),
    /** What starts the batch runs of a model by schedule. */
    batch: z.object(
      {
        functionArn: arnOf("lambda", "a Lambda function"),
        schedulerRoleArn: field.roleArn,
        deadLetterQueueArn: arnOf("sqs", "an SQS queue"),
      },
      "a mapping with the keys functionArn, schedulerRoleArn, deadLetterQueueArn",
    ),
    /** Days without a request after which an endpoint is removed, a day after its owner is told. @default never */
    idleRemovalDays: z.int("a number of days").min(1, "at least 1").optional(),
    /** Queue that is told what asynchronous endpoints answer, and of which models. @default none is watched */
    asynchronousCapture: z
      .object(
        {
          queueArn: arnOf("sqs", "an SQS queue"),
          models: z.array(text("the name of a model"), "a list of names"),
        },
        "a mapping with the keys queueArn, models",
      )
      .optional(),
  },
  "a JSON object",
);

export type Contract = Readonly<z.output<typeof contractSchema>>;

/** What the landing zone writes. */
export type ContractInput = z.input<typeof contractSchema>;
