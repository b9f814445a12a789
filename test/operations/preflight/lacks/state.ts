import type { Lack } from "./lack";
import { full } from "./lack";

const KEY = "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";

const state = (title: string, seed: Lack["seed"], what: string, mend: string): Lack =>
  full(title, "state of the stack, eu-west-1", seed, what, mend);

export const STATE: readonly Lack[] = [
  state(
    "the bucket of the state",
    ({ aws }) => {
      aws.buckets.clear();
    },
    "bucket contoso-mlops-state is not there",
    "create it: docs/bootstrap.md, step 2",
  ),
  state(
    "a bucket in the Region of its key",
    ({ aws }) => aws.buckets.set("contoso-mlops-state", "us-east-1"),
    "bucket contoso-mlops-state is in us-east-1, its key in eu-west-1",
    'aws kms create-key --region us-east-1 --description "Pulumi state", and enter its ARN as mlops:infrastructurePipeline.stateKeyArn',
  ),
  state(
    "the key of the state",
    ({ aws }) => {
      aws.keys.clear();
    },
    `key ${KEY} is not there`,
    "create it, or correct the ARN: docs/bootstrap.md, step 2",
  ),
  state(
    "a key that is enabled",
    ({ aws }) => aws.keys.set(KEY, "Disabled"),
    `key ${KEY} is Disabled`,
    `aws kms enable-key --region eu-west-1 --key-id ${KEY}`,
  ),
  state(
    "a key that stays",
    ({ aws }) => aws.keys.set(KEY, "PendingDeletion"),
    `key ${KEY} is PendingDeletion`,
    `aws kms cancel-key-deletion --region eu-west-1 --key-id ${KEY}`,
  ),
];
