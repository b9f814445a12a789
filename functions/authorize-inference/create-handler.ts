import type { Logger } from "@aws-lambda-powertools/logger";
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent, Context } from "aws-lambda";
import type { Settings } from "./environment";
import { createVerifier, NotOurs } from "./token";

/** API Gateway answers with status 401 for exactly this message, and with 500 for every other one. */
const UNAUTHORIZED = "Unauthorized";

/**
 * Lambda authorizer for bearer tokens. A token that is not ours gives status 401, one without a needed scope 403; if the
 * issuer's keys are unavailable, 500.
 *
 * API Gateway caches the answer by token, so the answer is valid for every route of the stage.
 */
export function createHandler(
  settings: Settings,
  logger: Logger,
): (event: APIGatewayTokenAuthorizerEvent, context: Context) => Promise<APIGatewayAuthorizerResult> {
  const verify = createVerifier(settings);
  return async ({ authorizationToken, methodArn }, context) => {
    logger.addContext(context);
    const token = /^bearer (\S+)$/i.exec(authorizationToken)?.[1] ?? "";
    try {
      const { subject, scopes } = await verify(token);
      const missing = settings.scopes.filter((scope) => !scopes.includes(scope));
      if (missing.length > 0) {
        logger.info("refused: the token lacks scopes", { subject, missing });
      }
      return answer(subject, missing.length === 0, methodArn);
    } catch (error) {
      if (!(error instanceof NotOurs)) {
        logger.error("the issuer's keys cannot be had", { reason: (error as Error).name });
        throw error;
      }
      logger.info("refused: not a token of ours", { reason: error.message });
      throw new Error(UNAUTHORIZED, { cause: error });
    }
  };
}

/** @param methodArn - `arn:…:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
function answer(subject: string, allowed: boolean, methodArn: string): APIGatewayAuthorizerResult {
  const [api, stage] = methodArn.split("/");
  return {
    principalId: subject,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: allowed ? "Allow" : "Deny",
          Action: "execute-api:Invoke",
          Resource: `${api}/${stage}/*/models/*`,
        },
      ],
    },
  };
}
