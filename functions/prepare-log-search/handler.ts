import { Logger } from "@aws-lambda-powertools/logger";
import { readSettings } from "../index-ml-logs/environment";
import { createSearchClient } from "../index-ml-logs/search-client";
import { createHandler } from "./create-handler";

/** Sets up the search domain of ML logs. Lambda entry point, called by the deployment. */
export const handler = createHandler(
  createSearchClient(readSettings(process.env)),
  new Logger({ serviceName: "prepare-log-search" }),
);
