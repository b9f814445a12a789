import type { Partition } from "./regions";

/**
 * Where a component lives: what it needs to name its resources and to write ARNs that are known before anything
 * exists, so that guardrails can judge policy documents in a preview.
 */
export interface Scope {
  readonly team: string;
  /** Part of the landing zone, also the value of the Environment tag. */
  readonly plane: string;
  readonly account: string;
  readonly region: string;
  readonly partition: Partition;
  /** Whether stateful resources refuse to be deleted. */
  readonly protect: boolean;
}

/**
 * A name that AWS or another account must know beforehand: `mlops-<team>-<plane>-<thing>`.
 *
 * @param max - Longest name that the service takes.
 * @throws Error if the name does not fit.
 */
export function physicalName(scope: Scope, thing: string, max = 64): string {
  const name = `mlops-${scope.team}-${scope.plane}-${thing}`;
  if (name.length > max) {
    throw new Error(
      `name ${name} has ${name.length} characters, the service allows ${max}: shorten ${thing}`,
    );
  }
  return name;
}

/** Bucket names are global, so they end with the account id: `mlops-<team>-<plane>-<purpose>-<account>`. */
export function bucketName(scope: Scope, purpose: string): string {
  return physicalName(scope, `${purpose}-${scope.account}`, 63);
}

/** Name of the sink that other accounts send their metrics to. */
export function metricSinkName(scope: Scope): string {
  return physicalName(scope, "metrics", 255);
}

/** ARN in the scope's account and Region. */
export function arn(scope: Scope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.account}:${resource}`;
}

/** ARN of something that has no Region, such as an IAM role. */
export function globalArn(scope: Scope, service: string, resource: string): string {
  return `arn:${scope.partition}:${service}::${scope.account}:${resource}`;
}

/** ARN of a bucket: it has neither Region nor account. */
export function bucketArn(scope: Scope, purpose: string): string {
  return `arn:${scope.partition}:s3:::${bucketName(scope, purpose)}`;
}
