import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";

/** Outlives the use of any model version: an edit of an old one is announced as an event too. */
export const FOR_GOOD_SECONDS = 10 * 365 * 24 * 3600;

export interface Claimed<T> {
  /** Result of the work, whether done now or by an earlier event. */
  readonly result: T;
  /** False when an earlier event had done the work. */
  readonly first: boolean;
}

/** Does the work unless it has been done for this key, now or by another invocation. */
export type Claim = <T>(key: string, work: () => Promise<T>) => Promise<Claimed<T>>;

export interface ClaimsArgs {
  readonly tableName: string;
  /** What ids begin with. The library's default is the function's name, and renaming it would forget every claim. */
  readonly keyPrefix: string;
  /** How long work counts as done. */
  readonly expiresAfterSeconds: number;
}

/**
 * Claims kept in DynamoDB by the idempotency utility of Powertools for AWS Lambda: a conditional write takes the claim
 * before the work, failed work gives it back, and work cut off by the function's time-out frees it at that moment. A claim
 * whose time is over counts as free, whether or not DynamoDB has deleted it.
 *
 * The table needs the partition key `id` (string), no sort key, and time to live on `expiration` (epoch seconds). The
 * other attributes are `status` (INPROGRESS, COMPLETED), `in_progress_expiration` (epoch milliseconds) and `data`, the
 * result. `id` is `<keyPrefix>#` and the base64 SHA-256 of the key written as a JSON string; deleting the item lets the
 * next event for that key start the work again. The function needs dynamodb:PutItem, UpdateItem, DeleteItem and GetItem
 * on the table.
 * @returns a function that binds the claims to one invocation
 */
export function createClaims(
  dynamoDb: DynamoDBClient,
  { tableName, keyPrefix, expiresAfterSeconds }: ClaimsArgs,
): (context: Context) => Claim {
  // One for each configuration: a persistence layer keeps the one that it was used with first.
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: dynamoDb });
  const config = new IdempotencyConfig({
    expiresAfterSeconds,
    hashFunction: "sha256",
    throwOnNoIdempotencyKey: true,
  });
  return (context) => {
    config.registerLambdaContext(context);
    return async (key, work) => {
      let first = false;
      // The key is all that is hashed: the library takes it from the first argument.
      const once = makeIdempotent<(key: string) => ReturnType<typeof work>>(
        () => {
          first = true;
          return work();
        },
        { persistenceStore, config, keyPrefix },
      );
      const result = await once(key);
      return { result, first };
    };
  };
}
