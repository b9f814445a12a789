import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SSMClient } from "@aws-sdk/client-ssm";

import type { Environment } from "./run-environment";

/** Clients of the AWS services that the tools call. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly lambda: LambdaClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly scheduler: SchedulerClient;
}

/** How long one try of a call may take, in milliseconds, and how many there are. */
export interface Patience {
  /** @default 5000 */
  readonly connectMs?: number;
  /** @default 65000 - an endpoint may take a minute to answer */
  readonly requestMs?: number;
  /** @default 8 */
  readonly tries?: number;
}

/**
 * Clients with the credentials of the environment variables; without AWS_ACCESS_KEY_ID, with those that the AWS SDK
 * finds. Calls that are throttled, cannot connect or take too long are tried up to eight times. AWS_ENDPOINT_URL, or
 * AWS_ENDPOINT_URL_S3 and so on for one service, is where a test server listens.
 */
export function awsClients(
  environment: Environment,
  region: string,
  { connectMs = 5_000, requestMs = 65_000, tries = 8 }: Patience = {},
): Clients {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  const common = {
    region,
    maxAttempts: tries,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: requestMs,
      throwOnRequestTimeout: true,
    },
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
  const at = (service: string) => {
    const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment.AWS_ENDPOINT_URL;
    return { ...common, ...(endpoint === undefined ? {} : { endpoint }) };
  };
  const s3 = at("S3");
  return {
    sagemaker: new SageMakerClient(at("SAGEMAKER")),
    runtime: new SageMakerRuntimeClient(at("SAGEMAKER_RUNTIME")),
    s3: new S3Client({ ...s3, forcePathStyle: "endpoint" in s3 }),
    ssm: new SSMClient(at("SSM")),
    lambda: new LambdaClient(at("LAMBDA")),
    scaling: new ApplicationAutoScalingClient(at("APPLICATION_AUTO_SCALING")),
    scheduler: new SchedulerClient(at("SCHEDULER")),
  };
}

/** Closes the connections to AWS. */
export function closeClients(clients: Clients): void {
  for (const client of Object.values<{ destroy(): void }>({ ...clients })) {
    client.destroy();
  }
}
