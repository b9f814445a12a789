import * as pulumi from "@pulumi/pulumi";

import type { InferenceApiArgs } from "../../../components/inference/inference-api";
import { InferenceApi } from "../../../components/inference/inference-api";
import { InferenceApiFunction } from "../../../components/inference/inference-api-function";
import type { InferenceApiSettings } from "../../../settings/schema/inference-api";
import { inferenceApi } from "../../../settings/schema/inference-api";
import { ofStage } from "../../../planes/deployment/inference-apis";
import type { MockedCloud } from "../../support/mocks";
import { BOUNDARY_ARN, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

export const PRODUCTION = scope({ plane: "production", account: "200000000004" });
export const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:200000000004:function:mlops-fraud-production-";

/** Settings with their defaults. */
export function apiSettings(given: object = {}): InferenceApiSettings {
  const settings = inferenceApi.parse(given);
  if (settings === undefined) throw new Error("there are settings");
  return settings;
}

export function apiFunction(purpose: string, opts: pulumi.ComponentResourceOptions): InferenceApiFunction {
  return new InferenceApiFunction(
    purpose,
    {
      scope: PRODUCTION,
      purpose,
      description: "What it does",
      code: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset("exports.handler = () => 0"),
      }),
      kmsKeyArn: KEY_ARN,
      permissionsBoundaryArn: BOUNDARY_ARN,
      statements: [],
      environment: {},
      logRetentionDays: 365,
    },
    opts,
  );
}

/** The API of production, and the cloud with nothing else in it. */
export function createApi(
  given: object = {},
  changes: Partial<InferenceApiArgs> = {},
): Promise<{ readonly cloud: MockedCloud; readonly component: InferenceApi }> {
  const settings = apiSettings(given);
  return create(
    (opts) =>
      new InferenceApi(
        "api",
        {
          scope: PRODUCTION,
          ...ofStage(settings, "production"),
          submit: apiFunction("submit-inference", opts),
          process:
            Object.keys(settings.processing).length > 0 ? apiFunction("process-inference", opts) : undefined,
          tokens: settings.jwt ? apiFunction("authorize-inference", opts) : undefined,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          logRetentionDays: 365,
          ...changes,
        },
        opts,
      ),
    PRODUCTION,
  );
}

/** Every route as `<method> <path>`, with the authorization and the kind of what answers. */
export function routes(cloud: MockedCloud): string[] {
  const resources = new Map(cloud.byType(AWS.apigateway.Resource).map((one) => [one.id, one.inputs]));
  const pathOf = (id: unknown): string => {
    const found = resources.get(String(id));
    return found ? `${pathOf(found.parentId)}/${String(found.pathPart)}` : "";
  };
  const integrations = cloud.byType(AWS.apigateway.Integration).map(({ inputs }) => inputs);
  return cloud
    .byType(AWS.apigateway.Method)
    .map(({ inputs }) => {
      const target = integrations.find(
        ({ resourceId, httpMethod }) => resourceId === inputs.resourceId && httpMethod === inputs.httpMethod,
      );
      const uri = String(target?.uri).replace(/^arn:aws:apigateway:eu-west-1:/, "");
      const to = /function:mlops-fraud-production-([a-z-]+)/.exec(uri)?.[1] ?? uri;
      return `${String(inputs.httpMethod)} ${pathOf(inputs.resourceId)} ${String(inputs.authorization)} ${to}`;
    })
    .sort();
}
