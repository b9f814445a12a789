import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

import type { Contract } from "../../program/contract-schema";
import type { Inference, ModelSettings } from "../../program/model-file";
import type { TestSettings } from "./settings";

/** Clients in the account of the deployment. */
export interface TestClients {
  readonly s3: S3Client;
  readonly runtime: SageMakerRuntimeClient;
  /** For batch. */
  readonly lambda: LambdaClient;
  /** For batch. */
  readonly sagemaker: SageMakerClient;
}

/** A version that is deployed. */
export interface TestedVersion {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
  /** CustomerMetadataProperties.casesUri of the version; undefined if it has none, which refuses the deployment. */
  readonly casesUri: string | undefined;
}

/** A deployment and what it has to do to pass. */
export interface DeploymentTest {
  readonly inference: Inference;
  /** Undefined for batch, which has no endpoint. */
  readonly endpointName: string | undefined;
  /** Name of the model, without the team. */
  readonly model: string;
  readonly version: TestedVersion;
  readonly contract: Pick<Contract, "account" | "region" | "inferenceBucketName" | "automation" | "batch">;
  /** `tests` of the model file. */
  readonly settings: TestSettings;
  /** `batch` of the model file. */
  readonly batch: Pick<ModelSettings["batch"], "instanceType" | "instanceCount" | "maxPayloadMb">;
  /** Names this run of the tests, and no other: the build's id and attempt, such as `417-1`. */
  readonly run: string;
  readonly clients: TestClients;
  /** Waits; tests of the tests do not. @default setTimeout */
  readonly wait?: (ms: number) => Promise<void>;
}
