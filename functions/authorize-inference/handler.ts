import { Logger } from "@aws-lambda-powertools/logger";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Says whether a bearer token may call the inference API. Lambda entry point; the environment variables are described in
 * `environment.ts`. The issuer's keys are kept from call to call.
 */
export const handler = createHandler(
  readSettings(process.env),
  new Logger({ serviceName: "authorize-inference" }),
);
