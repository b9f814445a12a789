import type { Fault } from "./fault";

const METHOD = "aws:apigateway/method:Method";
const SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
const API = "production-inference-api";
const settings = { loggingLevel: "ERROR", throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** Mistakes in the inference API, and in what runs by a schedule. */
export const INFERENCE_FAULTS: readonly Fault[] = [
  {
    what: "a model that anybody asks",
    rule: "apigw-authorization",
    at: [METHOD, `${API}-routes-invoke`],
    inputs: { authorization: "NONE" },
  },
  {
    what: "calls that reach the model unseen",
    rule: "apigw-request-validated",
    at: [METHOD, `${API}-routes-payments-process`],
    inputs: { requestValidatorId: undefined },
  },
  {
    what: "an API without a record of its calls",
    rule: "apigw-access-logs",
    at: ["aws:apigateway/stage:Stage", `${API}-stage`],
    inputs: { accessLogSettings: undefined },
  },
  {
    what: "an API without limits",
    rule: "apigw-throttled",
    at: [SETTINGS, `${API}-stage-settings`],
    inputs: { settings: { loggingLevel: "ERROR", dataTraceEnabled: false } },
  },
  {
    what: "what people ask, in the logs",
    rule: "apigw-no-payload-logging",
    at: [SETTINGS, `${API}-stage-settings`],
    inputs: { settings: { ...settings, dataTraceEnabled: true } },
  },
  {
    what: "an API that takes old TLS",
    rule: "apigw-tls12",
    at: ["aws:apigateway/restApi:RestApi", API],
    inputs: { securityPolicy: "TLS_1_0" },
  },
  {
    what: "an API without a firewall",
    rule: "apigw-waf",
    at: ["aws:wafv2/webAclAssociation:WebAclAssociation", `${API}-waf-association`],
    seenAt: ["aws:apigateway/stage:Stage", "production-inference-api-stage"],
    removed: true,
  },
  {
    what: "a schedule whose failures nobody sees",
    rule: "scheduler-dlq-and-retry",
    at: ["aws:scheduler/schedule:Schedule", "notices-check"],
    inputs: {
      target: {
        arn: "arn:aws:sqs:eu-west-1:200000000002:queue",
        roleArn: "arn:aws:iam::200000000002:role/r",
      },
    },
  },
];
