import { setTimeout } from "node:timers/promises";
import type { Logger } from "@aws-lambda-powertools/logger";
import { errors } from "@opensearch-project/opensearch";
import type { Client } from "@opensearch-project/opensearch";
import type { Context } from "aws-lambda";
import { logTo } from "../shared/log";
import { prepareLogSearch } from "./core";
import type { Answer, Dependencies } from "./core";

/** The handler of the deployment's call. It fails the deployment by throwing. */
export function createHandler(
  client: Client,
  logger: Logger,
  wait: Dependencies["wait"] = (milliseconds) => setTimeout(milliseconds),
): (event: unknown, context: Context) => Promise<{ readonly done: true }> {
  return async (event, context) => {
    logger.addContext(context);
    await prepareLogSearch(event, {
      send: (method, path, body) => send(client, method, path, body),
      wait,
      log: logTo(logger),
    });
    return { done: true };
  };
}

async function send(client: Client, method: string, path: string, body?: object): Promise<Answer> {
  const [bare = path, querystring = ""] = path.split("?");
  try {
    const response = await client.transport.request({
      method,
      path: bare,
      querystring,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.statusCode ?? 0, body: response.body };
  } catch (error) {
    if (error instanceof errors.ResponseError) {
      return { status: error.statusCode, body: error.body };
    }
    throw error;
  }
}
