import type { Logger } from "@aws-lambda-powertools/logger";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { Refusal } from "../inference-http/answers";
import { createHttpHandler, type HttpHandler } from "../inference-http/handler";
import { modelOf } from "../inference-http/request";
import { result, submit } from "./asynchronous";
import { batchRun, startBatchRun } from "./batch";
import type { Settings } from "./environment";
import { createStore } from "./store";

export interface Clients {
  readonly s3: S3Client;
  readonly runtime: SageMakerRuntimeClient;
  readonly sageMaker: SageMakerClient;
  readonly lambda: LambdaClient;
}

/** Answers of the routes below `/models/{name}` that start something and that tell what became of it. */
export function createHandler(settings: Settings, clients: Clients, logger: Logger): HttpHandler {
  const dependencies = {
    settings,
    ...clients,
    store: createStore(clients.s3, settings.bucket),
    now: () => new Date(),
  };

  const route = (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const model = modelOf(event);
    const id = event.pathParameters?.id ?? "";
    switch (`${event.httpMethod} ${event.resource.split("/").slice(3).join("/")}`) {
      case "POST async-invocations":
        return submit(event, model, dependencies);
      case "GET async-invocations/{id}":
        return result(model, id, dependencies);
      case "POST batch-runs":
        return startBatchRun(event, model, dependencies);
      case "GET batch-runs/{id}":
        return batchRun(model, id, dependencies);
      default:
        throw new Refusal(404, "request", "there is no such route");
    }
  };

  return createHttpHandler(logger, route, ({ message }) => ({ detail: message }));
}
