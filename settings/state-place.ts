/** Where the state of stacks is: a bucket and the key that encrypts it and the secrets in it. */
export interface StatePlace {
  readonly bucket: string;
  readonly kmsKeyArn: string;
  readonly partition: string;
  readonly region: string;
  /** Account that owns both. */
  readonly account: string;
}

/**
 * Everything but the bucket's name comes from the ARN of the key: S3 encrypts with a key of the bucket's own Region only, and
 * the landing zone itself may be in another one.
 */
export function statePlace(bucket: string, kmsKeyArn: string): StatePlace {
  const [, partition = "", , region = "", account = ""] = kmsKeyArn.split(":");
  return { bucket, kmsKeyArn, partition, region, account };
}

export function stateBucketArn({ partition, bucket }: StatePlace): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** What `pulumi login` takes. */
export function backendUrl({ bucket, region }: StatePlace): string {
  return `s3://${bucket}?region=${region}&awssdk=v2`;
}

/** What `pulumi stack init --secrets-provider` takes. Without its Region, Pulumi asks for the key in that of the caller. */
export function secretsProvider({ kmsKeyArn, region }: StatePlace): string {
  return `awskms:///${kmsKeyArn}?region=${region}`;
}
