import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createClaims, FOR_GOOD_SECONDS } from "../shared/claims";

/** How long a notice counts as told: news for good, reminders for a day. */
export type Span = "forGood" | "forADay";

/** Does the work unless it has been done for this key within the span. @returns whether it was done now */
export type Once = (key: string, span: Span, work: () => Promise<void>) => Promise<boolean>;

/** Remembers what was told. @returns a function that binds the claims to one invocation */
export function createOnce(dynamoDb: DynamoDBClient, tableName: string): (context: Context) => Once {
  const claimsFor = (expiresAfterSeconds: number): ReturnType<typeof createClaims> =>
    createClaims(dynamoDb, { tableName, keyPrefix: "people-notices", expiresAfterSeconds });
  const claims = { forGood: claimsFor(FOR_GOOD_SECONDS), forADay: claimsFor(24 * 3600) };
  return (context) => async (key, span, work) => {
    const { first } = await claims[span](context)(key, async () => {
      await work();
      return { told: true };
    });
    return first;
  };
}
