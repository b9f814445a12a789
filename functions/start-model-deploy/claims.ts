import { IdempotencyAlreadyInProgressError } from "@aws-lambda-powertools/idempotency";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createClaims, FOR_GOOD_SECONDS, type Claim } from "../shared/claims";
import { RetryableError } from "../shared/azure-devops/errors";

/**
 * Claims on the deployment of a version. They outlive the use of any model version.
 * @returns a function that binds the claims to one message
 */
export function createRunClaims(dynamoDb: DynamoDBClient, tableName: string): (context: Context) => Claim {
  const claims = createClaims(dynamoDb, {
    tableName,
    keyPrefix: "start-model-deploy",
    expiresAfterSeconds: FOR_GOOD_SECONDS,
  });
  return (context) => {
    // Another invocation has at most its whole time-out left, which is what this one has now.
    const claimSeconds = Math.ceil(context.getRemainingTimeInMillis() / 1000);
    const claim = claims(context);
    return async (key, work) => {
      try {
        return await claim(key, work);
      } catch (error) {
        if (!(error instanceof IdempotencyAlreadyInProgressError)) throw error;
        throw new RetryableError(
          "claimed-elsewhere",
          "another invocation is at work on this version, or was cut off and still holds its claim",
          claimSeconds,
        );
      }
    };
  };
}
