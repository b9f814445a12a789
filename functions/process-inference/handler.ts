import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Logger } from "@aws-lambda-powertools/logger";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { createHandler } from "./create-handler";
import { MODELS_FILE, readSettings } from "./environment";

/**
 * Stands before and behind models of the inference API. Lambda entry point; the environment variables are described in
 * `environment.ts`. Clients and settings are made once for each environment.
 */
export const handler = createHandler(
  readSettings(process.env, readFileSync(join(__dirname, MODELS_FILE), "utf8")),
  { runtime: new SageMakerRuntimeClient(), sageMaker: new SageMakerClient() },
  new Logger({ serviceName: "process-inference" }),
);
