import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointOutput,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { setTimeout as delay } from "node:timers/promises";

import { plain, type Print } from "../../shared/agent-log";
import { isNotFound } from "../../shared/aws-errors";
import { Failure } from "../../shared/failure";

/** The endpoint of a model as it is now. */
export interface CurrentEndpoint {
  /** Such as InService. */
  readonly status: string;
  readonly failureReason?: string;
  readonly configName: string;
  readonly variants: readonly CurrentVariant[];
}

/** A variant that answers. */
export interface CurrentVariant {
  readonly name: string;
  /** Undefined: serverless. */
  readonly instanceType?: string;
  /** How many instances serve. */
  readonly instances?: number;
  readonly modelName?: string;
}

/** How long to wait for an endpoint, and how often to look. */
export interface EndpointPatience {
  readonly minutes: number;
  /** @default 15 */
  readonly intervalSeconds?: number;
  readonly signal: AbortSignal;
}

/** States in which SageMaker still works on an endpoint, and takes no update. */
const MOVING = ["Creating", "Updating", "SystemUpdating", "RollingBack", "Deleting"];

/** Undefined if there is none. */
export async function currentEndpoint(
  sagemaker: SageMakerClient,
  name: string,
): Promise<CurrentEndpoint | undefined> {
  const endpoint = await describe(sagemaker, name);
  if (endpoint === undefined) {
    return undefined;
  }
  const { EndpointStatus: status = "?", FailureReason, EndpointConfigName: configName = "" } = endpoint;
  const config = await describeConfig(sagemaker, configName);
  return {
    status,
    ...(FailureReason === undefined ? {} : { failureReason: FailureReason }),
    configName,
    variants: (config?.ProductionVariants ?? []).map((variant) => {
      const serving = endpoint.ProductionVariants?.find(
        ({ VariantName }) => VariantName === variant.VariantName,
      );
      const instances = serving?.CurrentInstanceCount ?? serving?.DesiredInstanceCount;
      return {
        name: variant.VariantName ?? "",
        ...(variant.InstanceType === undefined ? {} : { instanceType: variant.InstanceType }),
        ...(instances === undefined ? {} : { instances }),
        ...(variant.ModelName === undefined ? {} : { modelName: variant.ModelName }),
      };
    }),
  };
}

/**
 * Waits until SageMaker no longer works on an endpoint.
 *
 * @returns Undefined if there is none.
 * @throws Failure if it takes longer than that.
 */
export async function settledEndpoint(
  sagemaker: SageMakerClient,
  name: string,
  { minutes, intervalSeconds = 15, signal }: EndpointPatience,
  print: Print,
): Promise<CurrentEndpoint | undefined> {
  const end = Date.now() + minutes * 60_000;
  let told = "";
  for (;;) {
    const endpoint = await currentEndpoint(sagemaker, name);
    if (endpoint === undefined || !MOVING.includes(endpoint.status)) {
      return endpoint;
    }
    if (endpoint.status !== told) {
      print(`The endpoint ${plain(name)} is ${plain(endpoint.status)}: waiting.`);
      told = endpoint.status;
    }
    if (Date.now() >= end) {
      throw new Failure(
        `the endpoint ${name} is still ${endpoint.status} after ${minutes} minutes: wait until it no longer is, then run the failed job again`,
      );
    }
    await delay(intervalSeconds * 1_000, undefined, { signal });
  }
}

async function describe(
  sagemaker: SageMakerClient,
  name: string,
): Promise<DescribeEndpointOutput | undefined> {
  try {
    return await sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** An endpoint goes on with a configuration that was deleted since. */
async function describeConfig(sagemaker: SageMakerClient, name: string) {
  try {
    return await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: name }));
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}
