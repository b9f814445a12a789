import type { Environment } from "./variables";

/** How long one try of a call may take, in milliseconds, and how many there are. */
export interface Patience {
  /** @default 5000 */
  readonly connectMs?: number;
  readonly requestMs: number;
  /** @default 8 */
  readonly tries?: number;
}

/** Options of a client of the AWS SDK. */
export interface ClientOptions {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: "standard";
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/**
 * Options of clients by service, such as `SAGEMAKER_RUNTIME`. The credentials are those of the environment variables;
 * without AWS_ACCESS_KEY_ID, those that the AWS SDK finds. Calls that are throttled, cannot connect or take too long are
 * tried up to eight times. AWS_ENDPOINT_URL, or AWS_ENDPOINT_URL_S3 and so on for one service, is where a test server
 * listens.
 */
export function clientOptions(
  environment: Environment,
  region: string,
  { connectMs = 5_000, requestMs, tries = 8 }: Patience,
): (service: string) => ClientOptions {
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
  } as const;
  return (service) => {
    const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment.AWS_ENDPOINT_URL;
    return { ...common, ...(endpoint === undefined ? {} : { endpoint }) };
  };
}

/** Closes the connections to AWS. */
export function closeClients(clients: object): void {
  for (const client of Object.values<{ destroy(): void }>({ ...clients })) {
    client.destroy();
  }
}
