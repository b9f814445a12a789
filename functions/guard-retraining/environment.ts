import * as z from "zod";
import { readStarter, type StarterSettings } from "../shared/azure-devops/environment";
import { type Environment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings extends StarterSettings {
  /** From TEAM. Groups and pipelines are named `<team>-<model>`. */
  readonly team: string;
  /** From RETRAINING_TABLE: name of the DynamoDB table of decisions, see `store.ts`. */
  readonly table: string;
  /** From ARTIFACT_BUCKET: where monitoring keeps its reports and counts labels. */
  readonly artifactBucket: string;
  /** From LIMITS_PREFIX: parameters of SSM with the limits of each model, see `limits.ts`; ends with a slash. */
  readonly limitsPrefix: string;
  /** From BUILDS_TOPIC_ARN: the topic of whoever builds versions. */
  readonly topicArn: string;
}

const schema = z.object({
  TEAM: text("the name of the team"),
  RETRAINING_TABLE: text("the name of the DynamoDB table of decisions"),
  ARTIFACT_BUCKET: text("the name of the artifact bucket"),
  LIMITS_PREFIX: text("the prefix of the parameters with limits").endsWith("/", "must end with a slash"),
  BUILDS_TOPIC_ARN: text("the ARN of an SNS topic").regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
    "must be the ARN of an SNS topic",
  ),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const { settings, own } = readStarter(schema, environment);
  return {
    ...settings,
    team: own.TEAM,
    table: own.RETRAINING_TABLE,
    artifactBucket: own.ARTIFACT_BUCKET,
    limitsPrefix: own.LIMITS_PREFIX,
    topicArn: own.BUILDS_TOPIC_ARN,
  };
}
