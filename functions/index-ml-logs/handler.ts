import { Logger } from "@aws-lambda-powertools/logger";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";
import { createSearchClient } from "./search-client";

/** Writes log events of ML jobs and endpoints to the search domain. Lambda entry point; see `environment.ts`. */
export const handler = createHandler(
  createSearchClient(readSettings(process.env)),
  new Logger({ serviceName: "index-ml-logs" }),
);
