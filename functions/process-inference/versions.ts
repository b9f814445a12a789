import { DescribeEndpointCommand, ListTagsCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";

/** Tag that the deploy program gives to the configuration of an endpoint: the version in the model registry. */
export const VERSION_TAG = "ModelVersion";

/** For how long an answer is taken for true, in milliseconds: a deployment takes minutes. */
const FRESH_MS = 60_000;

/** The version that an endpoint serves; null where nothing tells. */
export type Versions = (endpointName: string) => Promise<number | null>;

interface Known {
  readonly version: number | null;
  readonly until: number;
}

/**
 * Reads versions from the tags of the configuration that an endpoint runs with, once a minute. A prediction is never lost
 * over its version: what cannot be read is null, and logged.
 */
export function createVersions(
  sageMaker: SageMakerClient,
  warn: (message: string, details: Readonly<Record<string, unknown>>) => void,
  now: () => number = Date.now,
): Versions {
  const known = new Map<string, Known>();
  return async (endpointName) => {
    const before = known.get(endpointName);
    if (before !== undefined && before.until > now()) {
      return before.version;
    }
    const version = await read(sageMaker, endpointName).catch((error: unknown) => {
      warn("the version of the model cannot be read", { endpointName, reason: (error as Error).name });
      return null;
    });
    known.set(endpointName, { version, until: now() + FRESH_MS });
    return version;
  };
}

async function read(sageMaker: SageMakerClient, endpointName: string): Promise<number | null> {
  const { EndpointArn = "", EndpointConfigName = "" } = await sageMaker.send(
    new DescribeEndpointCommand({ EndpointName: endpointName }),
  );
  const [place] = EndpointArn.split(":endpoint/");
  const { Tags = [] } = await sageMaker.send(
    new ListTagsCommand({ ResourceArn: `${place}:endpoint-config/${EndpointConfigName}` }),
  );
  const value = Tags.find(({ Key }) => Key === VERSION_TAG)?.Value;
  return value !== undefined && /^[1-9]\d*$/.test(value) ? Number(value) : null;
}
