import { DescribeModelCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";

import { plain, type Print } from "../../shared/agent-log";
import { isNotFound } from "../../shared/aws-errors";
import { Failure } from "../../shared/failure";
import { VARIANT } from "../program/names";
import type { ModelVersion } from "../program/version";
import { settledEndpoint, type EndpointPatience } from "./current-endpoint";

/** What has to be true of an endpoint. */
export interface ExpectedEndpoint {
  readonly name: string;
  readonly version: ModelVersion;
  /** @default any configuration whose model is of the version */
  readonly configName?: string;
}

/**
 * Fails unless the endpoint answers, and answers with this version. Pulumi's word is not enough: SageMaker goes back to the
 * earlier configuration when an alarm rings during an update, and the provider takes that for a success
 * (terraform-provider-aws#46663, #48997).
 */
export async function verifyEndpoint(
  sagemaker: SageMakerClient,
  { name, version, configName }: ExpectedEndpoint,
  patience: EndpointPatience,
  print: Print,
): Promise<void> {
  const endpoint = await settledEndpoint(sagemaker, name, patience, print);
  const what = `version ${version.version} of ${version.group}`;
  if (endpoint === undefined) {
    throw new Failure(`there is no endpoint ${name}: ${what} does not serve`);
  }
  if (endpoint.status !== "InService") {
    const reason = endpoint.failureReason === undefined ? "" : `: ${endpoint.failureReason}`;
    throw new Failure(`the endpoint ${name} is ${endpoint.status}${reason}`);
  }
  if (configName !== undefined && endpoint.configName !== configName) {
    throw new Failure(
      `SageMaker took the update of ${name} back: it serves with ${endpoint.configName}, not with ${configName} of ${what}. An alarm rang, or the update took too long: look at the endpoint's alarms in CloudWatch. Callers get the answers of the version before`,
    );
  }
  const variant = endpoint.variants.find((candidate) => candidate.name === VARIANT);
  const model = await modelOf(sagemaker, variant?.modelName);
  if (!isOf(model, version)) {
    throw new Failure(
      `the endpoint ${name} serves ${model?.source ?? "a model that is no longer there"}, not ${what}: another run may have deployed in between. Start the run again`,
    );
  }
  print(`The endpoint ${plain(name)} is in service with ${plain(what)} (${plain(endpoint.configName)}).`);
}

/** What a model was made of. */
interface ModelSource {
  readonly modelPackageName?: string;
  readonly image?: string;
  readonly modelDataUrl?: string;
  /** For people. */
  readonly source: string;
}

async function modelOf(
  sagemaker: SageMakerClient,
  name: string | undefined,
): Promise<ModelSource | undefined> {
  if (name === undefined) {
    return undefined;
  }
  try {
    const { PrimaryContainer, Containers } = await sagemaker.send(
      new DescribeModelCommand({ ModelName: name }),
    );
    const { ModelPackageName, Image, ModelDataUrl } = PrimaryContainer ?? Containers?.[0] ?? {};
    return {
      ...(ModelPackageName === undefined ? {} : { modelPackageName: ModelPackageName }),
      ...(Image === undefined ? {} : { image: Image }),
      ...(ModelDataUrl === undefined ? {} : { modelDataUrl: ModelDataUrl }),
      source: ModelPackageName ?? ModelDataUrl ?? name,
    };
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Serverless endpoints are made of image and archive; the image may be a copy in the endpoint's own registry. */
function isOf(model: ModelSource | undefined, { arn, image, modelDataUrl }: ModelVersion): boolean {
  if (model?.modelPackageName !== undefined) {
    return model.modelPackageName === arn;
  }
  return model?.modelDataUrl === modelDataUrl && withoutAccount(model.image) === withoutAccount(image);
}

function withoutAccount(image: string | undefined): string | undefined {
  return image?.replace(/^\d{12}\./, "");
}
