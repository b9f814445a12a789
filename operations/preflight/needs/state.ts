import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";

import type { Caller } from "../aws/caller";
import type { AwsFailure } from "../aws/read";
import { find } from "../aws/read";
import type { Finding, Need } from "../need";
import { FINE, lack } from "../need";
import type { LandingZone } from "../stack";

/** Where the Infrastructure pipeline keeps the state. It is read with the credentials of whoever runs the command. */
export function stateNeeds({ settings }: LandingZone, caller: Caller): Need[] {
  const { infrastructurePipeline } = settings;
  if (infrastructurePipeline === undefined) {
    return [];
  }
  const { stateBucket, stateKeyArn } = infrastructurePipeline;
  const region = stateKeyArn.split(":")[3] ?? "";
  const place = { title: `state of the stack, ${region}` };
  return [
    {
      place,
      by: "the Infrastructure pipeline (mlops:infrastructurePipeline.stateBucket)",
      what: `bucket ${stateBucket}`,
      look: () => bucket(stateBucket, region, caller),
    },
    {
      place,
      by: "the Infrastructure pipeline (mlops:infrastructurePipeline.stateKeyArn)",
      what: `key ${stateKeyArn}`,
      look: () => key(stateKeyArn, region, caller),
    },
  ];
}

/** AWS encrypts a bucket with keys of its own Region only. */
async function bucket(name: string, region: string, caller: Caller): Promise<Finding> {
  const s3 = new S3Client({ ...caller.clientSettings(region), followRegionRedirects: false });
  try {
    const place = await find("s3:ListBucket", ["NotFound", "NoSuchBucket"], () =>
      s3.send(new HeadBucketCommand({ Bucket: name })).then(
        ({ BucketRegion }) => BucketRegion ?? region,
        (error: unknown) => elsewhere(error as Redirected),
      ),
    );
    if (place === undefined) {
      return lack(`bucket ${name} is not there`, "create it: docs/bootstrap.md, step 2");
    }
    return place === region
      ? FINE
      : lack(
          `bucket ${name} is in ${place}, its key in ${region}`,
          `aws kms create-key --region ${place} --description "Pulumi state", and enter its ARN as mlops:infrastructurePipeline.stateKeyArn`,
        );
  } finally {
    s3.destroy();
  }
}

/** S3 tells whoever asks in another Region where the bucket is. */
type Redirected = AwsFailure & {
  readonly $response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
};

function elsewhere(error: Redirected): string {
  if (error.$metadata?.httpStatusCode === 301) {
    return error.$response?.headers?.["x-amz-bucket-region"] ?? "another Region";
  }
  throw error;
}

async function key(arn: string, region: string, caller: Caller): Promise<Finding> {
  const kms = new KMSClient(caller.clientSettings(region));
  try {
    const found = await find("kms:DescribeKey", ["NotFoundException"], () =>
      kms.send(new DescribeKeyCommand({ KeyId: arn })),
    );
    if (found === undefined) {
      return lack(`key ${arn} is not there`, "create it, or correct the ARN: docs/bootstrap.md, step 2");
    }
    const state = found.KeyMetadata?.KeyState;
    return state === "Enabled"
      ? FINE
      : lack(
          `key ${arn} is ${state ?? "in no known state"}`,
          `aws kms ${state === "PendingDeletion" ? "cancel-key-deletion" : "enable-key"} --region ${region} --key-id ${arn}`,
        );
  } finally {
    kms.destroy();
  }
}
