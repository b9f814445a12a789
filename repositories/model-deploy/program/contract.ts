import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems, shown } from "./problems";

/** Form of the contract that this repository reads. */
export const CONTRACT_VERSION = 2;

/** Kinds of landing zones: a trial in one account, or one account for each stage. */
export const PROFILES = ["trial", "production"] as const;

export type Profile = (typeof PROFILES)[number];

/** Where models are deployed to. */
export const ENVIRONMENTS = ["staging", "production"] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** What is allowed stands in the message: problems are told in its words. */
const text = (allowed: string, pattern = /./) => z.string(allowed).regex(pattern, allowed);

const accountId = text("an account id of 12 digits", /^\d{12}$/);
const roleArn = text("the ARN of an IAM role", /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/);
const keyArn = text("the ARN of a KMS key", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/);
const bucketName = text("the name of an S3 bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
const arnOf = (service: string, what: string) =>
  text(`the ARN of ${what}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+$`));
const ids = (prefix: string) =>
  z
    .array(text(`an id such as ${prefix}-0a1b2c3d`, new RegExp(`^${prefix}-[0-9a-f]+$`)), `a list of ids`)
    .min(1, `a list of at least one id such as ${prefix}-0a1b2c3d`);
const tagValue = text(
  "at most 256 letters, digits, spaces or characters of _.:/=+-@",
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
);

/** Retention times that CloudWatch Logs offers. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const contractSchema = z.object(
  {
    version: z.literal(CONTRACT_VERSION),
    team: text("a name of lower-case letters, digits and single hyphens", /^[a-z0-9](-?[a-z0-9])*$/),
    environment: z.enum(ENVIRONMENTS, `one of ${ENVIRONMENTS.join(", ")}`),
    account: accountId,
    region: text("a Region such as eu-west-1", /^[a-z]{2}(-[a-z]+)+-\d$/),
    profile: z.enum(PROFILES, `one of ${PROFILES.join(", ")}`),
    tags: z.record(
      text("the name of a tag"),
      tagValue,
      "the tags of what is deployed: a mapping of names to text",
    ),
    subnetIds: ids("subnet"),
    securityGroupIds: ids("sg"),
    kmsKeyArn: keyArn,
    captureBucketName: bucketName,
    inferenceBucketName: bucketName,
    endpointRoleArn: roleArn,
    alertTopicArn: arnOf("sns", "an SNS topic"),
    /** @default logs are not searched */
    logDestinationArn: arnOf("logs", "a destination of CloudWatch Logs").optional(),
    logRetentionDays: z
      .int("a number of days that CloudWatch Logs offers, such as 365")
      .refine(
        (days) => RETENTION_DAYS.includes(days),
        "a number of days that CloudWatch Logs offers, such as 365",
      ),
    /** Whether images of the automation account's registry are copied into that of this account. */
    replicatesImages: z.boolean("true or false"),
    automation: z.object(
      {
        account: accountId,
        artifactBucketName: bucketName,
        stateBucketName: bucketName,
        stateKeyArn: keyArn,
      },
      "a mapping with the keys account, artifactBucketName, stateBucketName, stateKeyArn",
    ),
    policyPack: z.object(
      {
        bucketName,
        key: text("the key of an object"),
        sha256: text("a SHA-256 of 64 hexadecimal digits", /^[0-9a-f]{64}$/),
        config: z.record(z.string(), z.unknown(), "a mapping"),
      },
      "a mapping with the keys bucketName, key, sha256, config",
    ),
    batch: z.object(
      {
        functionArn: arnOf("lambda", "a Lambda function"),
        schedulerRoleArn: roleArn,
        deadLetterQueueArn: arnOf("sqs", "an SQS queue"),
      },
      "a mapping with the keys functionArn, schedulerRoleArn, deadLetterQueueArn",
    ),
  },
  "a JSON object",
);

/** What the landing zone tells deployments into one environment: where, as whom, with which key and bucket. */
export type Contract = Readonly<z.output<typeof contractSchema>>;

const WHAT = "the deployment contract";

/**
 * Reads the value of the SSM parameter `/mlops/<team>/<environment>/deployment`.
 *
 * Keys that are not known are passed over, so that the landing zone may add some without a new version.
 *
 * @throws InvalidInput that names every key that is missing or wrong; of another version, only the version.
 */
export function parseContract(json: string): Contract {
  return contractOf(readJson(json));
}

/**
 * Takes the contract as an object, as the stack's configuration holds it.
 *
 * @throws InvalidInput as {@link parseContract} does.
 */
export function contractOf(input: unknown): Contract {
  const version = z.object({ version: z.unknown() }).safeParse(input).data?.version;
  if (version !== CONTRACT_VERSION) {
    throw new InvalidInput(WHAT, [
      `version is ${version === undefined ? "missing" : shown(version)}, but this repository reads version ` +
        `${CONTRACT_VERSION}; take over the newer content of this repository's template, or let the platform team ` +
        "update the landing zone",
    ]);
  }
  const parsed = contractSchema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      WHAT,
      problems.map((problem) => `${keyOf(problem.path)} ${problem.text}`),
    );
  }
  return parsed.data;
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(WHAT, [`it is not JSON: ${reason}`]);
  }
}
