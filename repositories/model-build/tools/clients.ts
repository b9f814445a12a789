import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SSMClient } from "@aws-sdk/client-ssm";

import type { Environment } from "./build-environment";

/** Clients of the AWS services that the tools call. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly logs: CloudWatchLogsClient;
}

/** How long one try of a call may take, in milliseconds, and how many there are. */
export interface Patience {
  /** @default 5000 */
  readonly connectMs?: number;
  /** @default 30000 */
  readonly requestMs?: number;
  /** @default 8 */
  readonly tries?: number;
}

/**
 * Clients with the credentials of the environment variables; without AWS_ACCESS_KEY_ID, with those that the AWS SDK
 * finds. Calls that are throttled, cannot connect or take too long are tried up to eight times, which takes up to about
 * a minute. AWS_ENDPOINT_URL is where a test server listens.
 */
export function awsClients(
  environment: Environment,
  region: string,
  { connectMs = 5_000, requestMs = 30_000, tries = 8 }: Patience = {},
): Clients {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL } = environment;
  const options = {
    region,
    maxAttempts: tries,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: requestMs,
      throwOnRequestTimeout: true,
    },
    ...(AWS_ENDPOINT_URL === undefined ? {} : { endpoint: AWS_ENDPOINT_URL }),
    ...(AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined
      ? {}
      : {
          credentials: {
            accessKeyId: AWS_ACCESS_KEY_ID,
            secretAccessKey: AWS_SECRET_ACCESS_KEY,
            ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
          },
        }),
  };
  return {
    sagemaker: new SageMakerClient(options),
    s3: new S3Client({ ...options, forcePathStyle: AWS_ENDPOINT_URL !== undefined }),
    ssm: new SSMClient(options),
    logs: new CloudWatchLogsClient(options),
  };
}
