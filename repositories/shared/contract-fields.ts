import { z } from "zod";

/** Kinds of landing zones: a trial in one account, or one account for each stage. */
export const PROFILES = ["trial", "production"] as const;

export type Profile = (typeof PROFILES)[number];

/** Text of a form. The message says what is allowed: problems are told in its words. */
export function text(allowed: string, pattern = /./): z.ZodString {
  return z.string(allowed).regex(pattern, allowed);
}

/** The ARN of something in a Region and an account. */
export function arnOf(service: string, what: string): z.ZodString {
  return text(`the ARN of ${what}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+$`));
}

/** At least one id, such as those of subnets. */
export function ids(prefix: string): z.ZodArray<z.ZodString> {
  return z
    .array(text(`an id such as ${prefix}-0a1b2c3d`, new RegExp(`^${prefix}-[0-9a-f]+$`)), "a list of ids")
    .min(1, `a list of at least one id such as ${prefix}-0a1b2c3d`);
}

/** Fields of which a contract has one or more. */
export const field = {
  accountId: text("an account id of 12 digits", /^\d{12}$/),
  region: text("a Region such as eu-west-1", /^[a-z]{2}(-[a-z]+)+-\d$/),
  profile: z.enum(PROFILES, `one of ${PROFILES.join(", ")}`),
  roleArn: text("the ARN of an IAM role", /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/),
  kmsKeyArn: text("the ARN of a KMS key", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/),
  bucketName: text("the name of an S3 bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  tagValue: text(
    "at most 256 letters, digits, spaces or characters of _.:/=+-@",
    /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
  ),
} as const;
