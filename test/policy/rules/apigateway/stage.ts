import type { MethodSettingsArgs, RestApiArgs, StageArgs } from "@pulumi/aws/apigateway";
import { types } from "../../../../policy/harness/types";
import { UNKNOWN } from "../../../support/analyzer";
import { node } from "../../rule-table";

/** An API without fault, its stage and the stage's settings. */
export const API = node(types.restApi, "api", {
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
} satisfies RestApiArgs);

export const STAGE = node(
  types.apiStage,
  "v1",
  {
    restApi: UNKNOWN,
    deployment: "a1b2c3",
    stageName: "v1",
    accessLogSettings: {
      destinationArn: "arn:aws:logs:eu-west-1:111122223333:log-group:access",
      format: "{}",
    },
  } satisfies StageArgs,
  { restApi: API },
);

export const SETTINGS = node(
  types.apiMethodSettings,
  "settings",
  {
    restApi: UNKNOWN,
    stageName: UNKNOWN,
    methodPath: "*/*",
    settings: { throttlingRateLimit: 100, throttlingBurstLimit: 200, dataTraceEnabled: false },
  } satisfies MethodSettingsArgs,
  { restApi: API, stageName: STAGE },
);
