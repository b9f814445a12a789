import * as z from "zod";
import { type Environment, parseEnvironment } from "../shared/environment";

/** Who is told. */
export type Audience = "approvals" | "escalations" | "builds";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From TEAM. Groups and pipelines are named `<team>-<model>`, metrics lie in the namespace `mlops/<team>`. */
  readonly team: string;
  /** From MODELS, with commas: the team's models. Nothing else is told. */
  readonly models: readonly string[];
  /** From APPROVALS_TOPIC_ARN, ESCALATIONS_TOPIC_ARN and BUILDS_TOPIC_ARN. */
  readonly topics: Readonly<Record<Audience, string>>;
  /** From CLAIMS_TABLE: table that remembers what was told, see `claims.ts`. */
  readonly claimsTable: string;
  /** From ARTIFACT_BUCKET: where the evaluations of builds lie. */
  readonly artifactBucket: string;
  /** From APPROVER_ROLE_ARN: the role that may decide. */
  readonly approverRoleArn: string;
  /** From REMIND_AFTER_HOURS: age of a version at which its approvers are reminded, every day from then on. */
  readonly remindAfterHours: number;
  /** From ESCALATE_AFTER_HOURS: age at which others are told, every day from then on. */
  readonly escalateAfterHours: number;
}

const named = (what: string): z.ZodString =>
  z.string(`must be set to ${what}`).min(1, `must be set to ${what}`);

const topic = named("the ARN of an SNS topic").regex(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
  "must be the ARN of an SNS topic",
);

const hours = named("a whole number of hours")
  .regex(/^[1-9]\d*$/, "must be a whole number of hours above 0")
  .transform(Number);

const schema = z.object({
  TEAM: named("the name of the team"),
  MODELS: named("the names of the models, with commas").transform((list) => list.split(",")),
  APPROVALS_TOPIC_ARN: topic,
  ESCALATIONS_TOPIC_ARN: topic,
  BUILDS_TOPIC_ARN: topic,
  CLAIMS_TABLE: named("the name of the DynamoDB table of claims"),
  ARTIFACT_BUCKET: named("the name of the artifact bucket"),
  APPROVER_ROLE_ARN: named("the ARN of the role that approves"),
  REMIND_AFTER_HOURS: hours,
  ESCALATE_AFTER_HOURS: hours,
});

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return {
    team: data.TEAM,
    models: data.MODELS,
    topics: {
      approvals: data.APPROVALS_TOPIC_ARN,
      escalations: data.ESCALATIONS_TOPIC_ARN,
      builds: data.BUILDS_TOPIC_ARN,
    },
    claimsTable: data.CLAIMS_TABLE,
    artifactBucket: data.ARTIFACT_BUCKET,
    approverRoleArn: data.APPROVER_ROLE_ARN,
    remindAfterHours: data.REMIND_AFTER_HOURS,
    escalateAfterHours: data.ESCALATE_AFTER_HOURS,
  };
}
