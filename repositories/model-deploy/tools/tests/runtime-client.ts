import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

/** No request of a test may take longer: SageMaker gives a model 60 seconds. */
export const LONGEST_REQUEST_MS = 70_000;

/**
 * A client like another one, for the tests: it keeps connections, one for each request at a time, and tries nothing
 * twice, because a second try would hide the error of the first.
 */
export function testingClient(
  { config }: SageMakerRuntimeClient,
  concurrency: number,
): SageMakerRuntimeClient {
  const agent = { keepAlive: true, maxSockets: concurrency };
  return new SageMakerRuntimeClient({
    region: config.region,
    credentials: config.credentials,
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: LONGEST_REQUEST_MS,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  });
}
