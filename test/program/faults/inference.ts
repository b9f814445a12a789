import type { Fault } from "./fault";
import { AWS } from "../../support/types";

const API = "production-inference-api";
const settings = { loggingLevel: "ERROR", throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** Mistakes in the inference API, and in what runs by a schedule. */
export const INFERENCE_FAULTS: readonly Fault[] = [
  {
    what: "a model that anybody asks",
    rule: "apigw-authorization",
    at: [AWS.apigateway.Method, `${API}-routes-invoke`],
    inputs: { authorization: "NONE" },
  },
  {
    what: "calls that reach the model unseen",
    rule: "apigw-request-validated",
    at: [AWS.apigateway.Method, `${API}-routes-payments-process`],
    inputs: { requestValidatorId: undefined },
  },
  {
    what: "an API without a record of its calls",
    rule: "apigw-access-logs",
    at: [AWS.apigateway.Stage, `${API}-stage`],
    inputs: { accessLogSettings: undefined },
  },
  {
    what: "an API without limits",
    rule: "apigw-throttled",
    at: [AWS.apigateway.MethodSettings, `${API}-stage-settings`],
    inputs: { settings: { loggingLevel: "ERROR", dataTraceEnabled: false } },
  },
  {
    what: "what people ask, in the logs",
    rule: "apigw-no-payload-logging",
    at: [AWS.apigateway.MethodSettings, `${API}-stage-settings`],
    inputs: { settings: { ...settings, dataTraceEnabled: true } },
  },
  {
    what: "an API that takes old TLS",
    rule: "apigw-tls12",
    at: [AWS.apigateway.RestApi, API],
    inputs: { securityPolicy: "TLS_1_0" },
  },
  {
    what: "an API without a firewall",
    rule: "apigw-waf",
    at: [AWS.wafv2.WebAclAssociation, `${API}-waf-association`],
    seenAt: [AWS.apigateway.Stage, "production-inference-api-stage"],
    removed: true,
  },
  {
    what: "a schedule whose failures nobody sees",
    rule: "scheduler-dlq-and-retry",
    at: [AWS.scheduler.Schedule, "notices-check"],
    inputs: {
      target: {
        arn: "arn:aws:sqs:eu-west-1:200000000002:queue",
        roleArn: "arn:aws:iam::200000000002:role/r",
      },
    },
  },
];
