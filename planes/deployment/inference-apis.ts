import * as pulumi from "@pulumi/pulumi";

import type { InferenceApiArgs } from "../../components/inference/inference-api";
import { InferenceApi } from "../../components/inference/inference-api";
import { InferenceApiAccount } from "../../components/inference/inference-api-account";
import type { InferenceApiFunctionArgs } from "../../components/inference/inference-api-function";
import { InferenceApiFunction } from "../../components/inference/inference-api-function";
import type { Statement } from "../../components/identity/policy";
import { BUCKETS, FUNCTIONS } from "../../settings/names";
import type { Stage } from "../../settings/planes";
import type { InferenceApiSettings } from "../../settings/schema/inference-api";
import { bucketName, physicalName } from "../../settings/scope";
import type { Context } from "../context";
import type { DeploymentPlane } from "./deployment-plane";
import { functionCode } from "../../assets/function-code";
import type { FunctionName } from "../../assets/function-code";
import { processStatements, submitStatements } from "../../access/inference-api";
import type { Foundation } from "../../components/foundation";

/** A plane with the API in front of its endpoints. */
export type Serving = Pick<DeploymentPlane, "foundation"> & pulumi.ComponentResource;

export interface InferenceApis {
  readonly staging: InferenceApi;
  readonly production: InferenceApi;
}

/**
 * The APIs in front of staging and production; undefined where the settings ask for none. In a single account, the one
 * setting that lets API Gateway write logs belongs to staging, and production waits for it.
 */
export function createInferenceApis(
  { settings, singleAccount }: Pick<Context, "settings" | "singleAccount">,
  planes: { readonly staging: Serving; readonly production: Serving },
): InferenceApis | undefined {
  const api = settings.inferenceApi;
  if (api === undefined) {
    return undefined;
  }
  const logging = (plane: Serving, name: string): InferenceApiAccount | undefined =>
    api.accountLogs === "create" ? createAccount(name, plane) : undefined;
  const code = bundles(api);
  const inStaging = logging(planes.staging, "staging");
  const inProduction = singleAccount ? inStaging : logging(planes.production, "production");
  return {
    staging: createInferenceApi("staging", api, planes.staging, code, inStaging),
    production: createInferenceApi("production", api, planes.production, code, inProduction),
  };
}

/** What callers need to know, by stage. */
export function addresses(apis: InferenceApis): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(apis).map(([stage, api]: [string, InferenceApi]) => [
      stage,
      { url: api.url, ...(api.domainTarget ? { domainTarget: api.domainTarget } : {}) },
    ]),
  );
}

function createAccount(name: string, plane: Serving): InferenceApiAccount {
  return new InferenceApiAccount(`${name}-api-gateway`, plane.foundation, { parent: plane });
}

function createInferenceApi(
  stage: Stage,
  settings: InferenceApiSettings,
  plane: Serving,
  code: Bundles,
  logging: InferenceApiAccount | undefined,
): InferenceApi {
  const { foundation } = plane;
  const create = (purpose: FunctionName, args: OwnArgs): InferenceApiFunction =>
    new InferenceApiFunction(
      `${stage}-${purpose}`,
      { ...foundation, purpose, code: code(purpose), ...args },
      { parent: plane },
    );
  return new InferenceApi(
    `${stage}-inference-api`,
    {
      ...foundation,
      ...ofStage(settings, stage),
      submit: create("submit-inference", submitArgs(foundation)),
      process:
        Object.keys(settings.processing).length > 0
          ? create("process-inference", processArgs(foundation, settings))
          : undefined,
      tokens: settings.jwt ? create("authorize-inference", authorizeArgs(settings.jwt)) : undefined,
      logging,
    },
    { parent: plane },
  );
}

type ApiOfStage = Omit<
  InferenceApiArgs,
  | ("scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn" | "logRetentionDays")
  | ("submit" | "process" | "tokens" | "logging")
>;

/** What the settings say of the API of one stage. */
export function ofStage(
  { apiKeys, domains, vpcEndpoints, waf, ...settings }: InferenceApiSettings,
  stage: Stage,
): ApiOfStage {
  return {
    ...settings,
    consumers: apiKeys,
    domain: domains?.[stage],
    vpcEndpointIds: vpcEndpoints?.[stage],
    requestsPerFiveMinutes: waf.rules === "managed" ? waf.requestsPerFiveMinutes : undefined,
  };
}

type Bundles = (name: FunctionName) => pulumi.asset.Archive;

/** Both stages run the same code: it is bundled once. */
function bundles({ processing }: InferenceApiSettings): Bundles {
  const made = new Map<FunctionName, pulumi.asset.Archive>();
  return (name) => {
    const data = name === "process-inference" ? { "models.json": processing } : {};
    const bundle = made.get(name) ?? functionCode(name, data);
    made.set(name, bundle);
    return bundle;
  };
}

type OwnArgs = Pick<InferenceApiFunctionArgs, "description" | "environment" | "statements">;

function submitArgs({ scope }: Foundation): OwnArgs {
  return {
    description: "Asynchronous requests and batch runs of the inference API",
    environment: {
      ENDPOINT_PREFIX: physicalName(scope, ""),
      INFERENCE_BUCKET: bucketName(scope, BUCKETS.inference),
      BATCH_FUNCTION: physicalName(scope, FUNCTIONS.batchTransform),
    },
    statements: submitStatements(scope),
  };
}

function processArgs({ scope }: Foundation, { processing }: InferenceApiSettings): OwnArgs {
  return {
    description: "Translates requests of the inference API for models, and their answers",
    environment: {
      ENDPOINT_PREFIX: physicalName(scope, ""),
    },
    statements: processStatements(scope, Object.keys(processing)),
  };
}

/** It asks the identity provider for public keys and has no permissions in AWS. */
function authorizeArgs(jwt: NonNullable<InferenceApiSettings["jwt"]>): OwnArgs {
  const statements: Statement[] = [];
  return {
    description: "Looks at the tokens of who calls the inference API",
    environment: {
      ISSUER: jwt.issuer,
      AUDIENCE: jwt.audience,
      JWKS_URI: jwt.jwksUri,
      SCOPES: jwt.scopes.join(" "),
    },
    statements,
  };
}
