import type { Logger } from "@aws-lambda-powertools/logger";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { asError } from "../shared/errors";
import { OUT_OF_ORDER, Refusal, refused } from "./answers";
import { refusalOf } from "./sagemaker-errors";

/** Lambda handler of routes of the inference API. */
export type HttpHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * A handler that answers with what `answer` gives or refuses. Any other error is answered as one of the platform.
 *
 * @param detailOf - What the log tells of such an error beside its name. @default nothing: it may quote the request
 */
export function createHttpHandler(
  logger: Logger,
  answer: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>,
  detailOf: (error: Error) => Readonly<Record<string, string>> = () => ({}),
): HttpHandler {
  return async (event, context) => {
    logger.addContext(context);
    const route = event.resource;
    try {
      return await answer(event);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : refusalOf(error);
      if (refusal !== undefined) {
        logger.info("refused", { route, status: refusal.status, kind: refusal.kind });
        return refused(refusal);
      }
      const failure = asError(error);
      logger.error("the request failed", { route, reason: failure.name, ...detailOf(failure) });
      return refused(OUT_OF_ORDER);
    }
  };
}
