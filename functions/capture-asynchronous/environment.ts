import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From CAPTURE_BUCKET: name of the bucket that takes what endpoints were asked and answered. */
  readonly captureBucket: string;
  /** From INFERENCE_BUCKET: name of the bucket of requests and answers. */
  readonly inferenceBucket: string;
  /** From ENDPOINT_PREFIX: what names of the team's endpoints begin with, such as `mlops-fraud-production-`. */
  readonly endpointPrefix: string;
  /** From MODELS: names of the models whose requests are kept, separated by commas. */
  readonly models: readonly string[];
}

const schema = z.object({
  CAPTURE_BUCKET: text("the name of the bucket of captured data"),
  INFERENCE_BUCKET: text("the name of the bucket of requests and answers"),
  ENDPOINT_PREFIX: text("what names of the team's endpoints begin with"),
  MODELS: text("the names of the models, separated by commas").transform((names) => names.split(",")),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return {
    captureBucket: data.CAPTURE_BUCKET,
    inferenceBucket: data.INFERENCE_BUCKET,
    endpointPrefix: data.ENDPOINT_PREFIX,
    models: data.MODELS,
  };
}
