import type { Logger } from "@aws-lambda-powertools/logger";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand, type SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { json, Refusal } from "../inference-http/answers";
import { createHttpHandler, type HttpHandler } from "../inference-http/handler";
import { header, jsonBody, modelOf } from "../inference-http/request";
import type { Settings } from "./environment";
import type { Hooks } from "./hooks";
import { hooksOf } from "./models";
import { createVersions } from "./versions";

export interface Clients {
  readonly runtime: SageMakerRuntimeClient;
  readonly sageMaker: SageMakerClient;
}

const INFERENCE_ID = "X-Amzn-SageMaker-Inference-Id";

/**
 * Answers `POST /models/<model>/invocations` of models that have a function before and behind them: request, hooks, model,
 * hooks, answer. Nothing of what callers send is logged.
 *
 * @param own - Hooks by the model's name. @default those of `models/index.ts`
 */
export function createHandler(
  settings: Settings,
  { runtime, sageMaker }: Clients,
  logger: Logger,
  own?: Readonly<Record<string, Hooks>>,
): HttpHandler {
  const versions = createVersions(sageMaker, (message, details) => {
    logger.warn(message, { ...details });
  });

  const answer = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const model = modelOf(event);
    const modelSettings = Object.hasOwn(settings.models, model) ? settings.models[model] : undefined;
    if (modelSettings === undefined) {
      throw new Refusal(404, "request", "no endpoint serves this model");
    }
    const hooks = hooksOf(model, own);
    const { body, contentType, accept } = hooks.preprocess(jsonBody(event), modelSettings);
    const endpointName = `${settings.prefix}${model}`;
    const inferenceId = header(event, INFERENCE_ID);
    const [said, modelVersion] = await Promise.all([
      runtime.send(
        new InvokeEndpointCommand({
          EndpointName: endpointName,
          Body: body,
          ContentType: contentType,
          Accept: accept,
          ...(inferenceId === undefined ? {} : { InferenceId: inferenceId }),
        }),
      ),
      versions(endpointName),
    ]);
    const modelAnswer = {
      body: Buffer.from(said.Body).toString("utf-8"),
      contentType: said.ContentType ?? "application/octet-stream",
      modelVersion,
    };
    return json(
      200,
      hooks.postprocess(modelAnswer, modelSettings),
      inferenceId === undefined ? {} : { [INFERENCE_ID]: inferenceId },
    );
  };

  return createHttpHandler(logger, answer);
}
