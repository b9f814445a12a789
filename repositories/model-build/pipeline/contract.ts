import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems, shown } from "./problems";

/** Form of the contract that this repository reads. */
export const CONTRACT_VERSION = 1;

/** Kinds of landing zones: a trial in one account, or one account for each stage. */
export const PROFILES = ["trial", "production"] as const;

export type Profile = (typeof PROFILES)[number];

/** What is allowed stands in the message: problems are told in its words. */
const text = (allowed: string, pattern = /./) => z.string(allowed).regex(pattern, allowed);

const roleArn = text("the ARN of an IAM role", /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/);
const bucketName = text("the name of an S3 bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
const image = text(
  "the URI of an image in Amazon ECR",
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+$/,
);
const name = text(
  "a name of letters, digits and single hyphens, of at most 63 characters",
  /^(?=.{1,63}$)[a-zA-Z0-9](-?[a-zA-Z0-9])*$/,
);
const ids = (prefix: string) =>
  z
    .array(text(`an id such as ${prefix}-0a1b2c3d`, new RegExp(`^${prefix}-[0-9a-f]+$`)), `a list of ids`)
    .min(1, `a list of at least one id such as ${prefix}-0a1b2c3d`);
const tagValue = text(
  "at most 256 letters, digits, spaces or characters of _.:/=+-@",
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
);

const contractSchema = z.object(
  {
    team: name,
    model: name,
    profile: z.enum(PROFILES, `one of ${PROFILES.join(", ")}`),
    account: text("an account id of 12 digits", /^\d{12}$/),
    region: text("a Region such as eu-west-1", /^[a-z]{2}(-[a-z]+)+-\d$/),
    pipelineName: name,
    modelPackageGroupName: name,
    imageRepositoryUri: image,
    pipelineRoleArn: roleArn,
    processingRoleArn: roleArn,
    trainingRoleArn: roleArn,
    clarifyRoleArn: roleArn,
    artifactBucketName: bucketName,
    dataBucketName: bucketName,
    kmsKeyArn: text("the ARN of a KMS key", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/),
    subnetIds: ids("subnet"),
    securityGroupIds: ids("sg"),
    images: z.object(
      {
        xgboost: image,
        /** @default SageMaker does not offer Model Monitor in the Region */
        modelMonitor: image.optional(),
        /** @default SageMaker does not offer Clarify in the Region */
        clarify: image.optional(),
      },
      "the URIs of AWS's images",
    ),
    tags: z.object(
      { Project: tagValue, Team: tagValue, Environment: tagValue, Owner: tagValue, CostCenter: tagValue },
      "the tags of what the pipeline makes",
    ),
  },
  "a JSON object",
);

/** What the landing zone tells the Model Build pipeline of one model: where, as whom and with which key jobs run. */
export type Contract = Readonly<z.output<typeof contractSchema>>;

/**
 * Reads the value of the SSM parameter that the pipeline's variable BUILD_CONTRACT names.
 *
 * Keys that are not known are passed over, so that the landing zone may add some without a new version.
 *
 * @throws InvalidInput that names every key that is missing or wrong; of another version, only the version.
 */
export function parseContract(json: string): Contract {
  const input = readJson(json);
  const version = z.object({ version: z.unknown() }).safeParse(input).data?.version;
  if (version !== CONTRACT_VERSION) {
    throw new InvalidInput("the build contract", [
      `version is ${version === undefined ? "missing" : shown(version)}, but this repository reads version ` +
        `${CONTRACT_VERSION}; take over the newer content of this repository's template, or let the platform team ` +
        "update the landing zone",
    ]);
  }
  const parsed = contractSchema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      "the build contract",
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
    throw new InvalidInput("the build contract", [`it is not JSON: ${reason}`]);
  }
}
