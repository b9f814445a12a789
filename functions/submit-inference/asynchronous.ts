import { randomUUID } from "node:crypto";
import { InvokeEndpointAsyncCommand, type SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import { json, Refusal } from "../inference-http/answers";
import { bodyOf, header } from "../inference-http/request";
import type { Settings } from "./environment";
import type { Store } from "./store";

export interface AsyncDependencies {
  readonly settings: Settings;
  readonly runtime: SageMakerRuntimeClient;
  readonly store: Store;
}

/** Where the result or the failure of a request will be. SageMaker chooses the names and says them once. */
const ticketSchema = z.object({ outputKey: z.string(), failureKey: z.string().nullable() });

/** Longest result that is answered as it is, in bytes: Lambda answers at most 6 MB, including quotes and escapes. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** For how long the address of a longer result is good. */
const ADDRESS_SECONDS = 900;

/** Content types whose results are text. */
const TEXT = /^(text\/|application\/(json|jsonlines|x-ndjson))/;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Request header that names an object of the inference bucket in place of a body. */
export const INPUT_LOCATION = "X-Amzn-SageMaker-InputLocation";

/**
 * Submits a request to an asynchronous endpoint. The ticket is written last: without it nobody can ask for the result, so
 * a caller never gets an id without a request behind it.
 */
export async function submit(
  event: APIGatewayProxyEvent,
  model: string,
  { settings, runtime, store }: AsyncDependencies,
): Promise<APIGatewayProxyResult> {
  const id = randomUUID();
  const contentType = header(event, "Content-Type") ?? "application/json";
  const accept = header(event, "Accept");
  const { OutputLocation, FailureLocation } = await runtime.send(
    new InvokeEndpointAsyncCommand({
      EndpointName: `${settings.prefix}${model}`,
      ContentType: contentType,
      ...(accept === undefined || accept.includes("*") ? {} : { Accept: accept }),
      InferenceId: id,
      InputLocation: await inputOf(event, model, id, contentType, settings, store),
    }),
  );
  if (OutputLocation === undefined) {
    throw new Error("sagemaker took the request and did not say where its result will be");
  }
  const ticket: z.infer<typeof ticketSchema> = {
    outputKey: ownKey(OutputLocation, settings),
    failureKey: FailureLocation === undefined ? null : ownKey(FailureLocation, settings),
  };
  await store.write(ticketKey(model, id), JSON.stringify(ticket), "application/json");
  return json(202, { id, status: "running" });
}

/** What became of a request: its result, the model's error, or not yet anything. */
export async function result(
  model: string,
  id: string,
  { store }: Pick<AsyncDependencies, "store">,
): Promise<APIGatewayProxyResult> {
  const text = UUID.test(id) ? await store.read(ticketKey(model, id)) : undefined;
  if (text === undefined) {
    throw new Refusal(404, "request", "there is no such request, or it is older than its records are kept");
  }
  const { outputKey, failureKey } = ticketSchema.parse(JSON.parse(text));
  const found = await store.find(outputKey);
  if (found !== undefined) {
    return found.bytes <= LONGEST_ANSWER && TEXT.test(found.contentType)
      ? {
          statusCode: 200,
          headers: { "Content-Type": found.contentType },
          body: (await store.read(outputKey)) ?? "",
        }
      : json(200, {
          id,
          status: "completed",
          resultUrl: await store.addressOf(outputKey, ADDRESS_SECONDS),
          expiresInSeconds: ADDRESS_SECONDS,
        });
  }
  const failure = failureKey === null ? undefined : await store.read(failureKey);
  if (failure !== undefined) {
    throw new Refusal(502, "model", failure.slice(0, 2000), { id });
  }
  return json(202, { id, status: "running" });
}

async function inputOf(
  event: APIGatewayProxyEvent,
  model: string,
  id: string,
  contentType: string,
  { bucket }: Settings,
  store: Store,
): Promise<string> {
  const own = `s3://${bucket}/${inputPrefix(model)}`;
  const given = header(event, INPUT_LOCATION);
  if (given === undefined) {
    const key = `${inputPrefix(model)}${id}/payload`;
    await store.write(key, bodyOf(event), contentType);
    return `s3://${bucket}/${key}`;
  }
  if (!given.startsWith(own) || given.slice(own.length).split("/").includes("..")) {
    throw new Refusal(400, "request", `${INPUT_LOCATION} must be below ${own}`);
  }
  return given;
}

const inputPrefix = (model: string): string => `async/${model}/input/`;
const ticketKey = (model: string, id: string): string => `${inputPrefix(model)}${id}/ticket.json`;

function ownKey(location: string, { bucket }: Settings): string {
  const own = `s3://${bucket}/`;
  if (!location.startsWith(own)) {
    throw new Error(`the endpoint writes to ${location}, which is not in the inference bucket`);
  }
  return location.slice(own.length);
}
