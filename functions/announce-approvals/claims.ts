import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";

/** How long a notice counts as told: news for good, reminders for a day. */
export type Span = "forGood" | "forADay";

/** Outlives the use of any model version: an edit of an old one is announced as an event too. */
const SECONDS: Readonly<Record<Span, number>> = { forGood: 10 * 365 * 24 * 3600, forADay: 24 * 3600 };

/** Does the work unless it has been done for this key within the span. @returns whether it was done now */
export type Once = (key: string, span: Span, work: () => Promise<void>) => Promise<boolean>;

/**
 * Remembers in DynamoDB what was told, by the idempotency utility of Powertools for AWS Lambda: a conditional write takes
 * the claim before the work, failed work gives it back, and work cut off by the function's time-out frees it then. A claim
 * whose time is over counts as free, whether or not DynamoDB has deleted it.
 *
 * The table needs the partition key `id` (string), no sort key, and time to live on `expiration` (epoch seconds). `id` is
 * `people-notices#` and the base64 SHA-256 of the key written as a JSON string.
 * @returns a function that binds the claims to one invocation
 */
export function createClaims(dynamoDb: DynamoDBClient, tableName: string): (context: Context) => Once {
  // One for each span: a persistence layer keeps the configuration that it was used with first.
  const stores = { forGood: store("forGood"), forADay: store("forADay") };
  return (context) => async (key, span, work) => {
    const { config, persistenceStore } = stores[span];
    config.registerLambdaContext(context);
    let now = false;
    const once = makeIdempotent<(key: string) => Promise<{ told: true }>>(
      async () => {
        now = true;
        await work();
        return { told: true };
      },
      // A prefix of our own: the default is the function's name, and renaming it would tell everything again.
      { persistenceStore, config, keyPrefix: "people-notices" },
    );
    await once(key);
    return now;
  };

  function store(span: Span): { config: IdempotencyConfig; persistenceStore: DynamoDBPersistenceLayer } {
    return {
      config: new IdempotencyConfig({
        expiresAfterSeconds: SECONDS[span],
        hashFunction: "sha256",
        throwOnNoIdempotencyKey: true,
      }),
      persistenceStore: new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: dynamoDb }),
    };
  }
}
