import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From ENDPOINT_PREFIX: what names of the team's endpoints begin with, such as `mlops-fraud-staging-`. */
  readonly endpointPrefix: string;
  /** From AFTER_DAYS: days without a request after which an endpoint is idle. */
  readonly afterDays: number;
  /** From ACTION: what is done besides telling. scaleToZero concerns asynchronous endpoints only; Model Deploy removes. */
  readonly action: (typeof ACTIONS)[number];
  /** From TOPIC_ARN: topic of those who are told. */
  readonly topicArn: string;
  /** From AWS_REGION, which Lambda sets: where the endpoints are, and what their price is asked for. */
  readonly region: string;
  /** From PRICES_REGION: Region of the price list; undefined if the variable is empty: there is none. */
  readonly pricesRegion: string | undefined;
}

const ACTIONS = ["notify", "scaleToZero", "remove"] as const;

const schema = z.object({
  ENDPOINT_PREFIX: text("what names of the team's endpoints begin with"),
  AFTER_DAYS: text("a whole number of days")
    .regex(/^[1-9]\d*$/, "must be a whole number of days above 0")
    .transform(Number),
  ACTION: z.enum(ACTIONS, `must be one of ${ACTIONS.join(", ")}`),
  TOPIC_ARN: text("the ARN of an SNS topic").regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
    "must be the ARN of an SNS topic",
  ),
  AWS_REGION: text("a Region"),
  PRICES_REGION: z.string("must be set to the Region of the price list, or be empty"),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return {
    endpointPrefix: data.ENDPOINT_PREFIX,
    afterDays: data.AFTER_DAYS,
    action: data.ACTION,
    topicArn: data.TOPIC_ARN,
    region: data.AWS_REGION,
    pricesRegion: data.PRICES_REGION === "" ? undefined : data.PRICES_REGION,
  };
}
