import type { Values, Variation } from "../variation";

const JWT: Values = {
  "inferenceApi.authorization": "jwt",
  "inferenceApi.callers": undefined,
  "inferenceApi.jwt": {
    issuer: "https://login.example.com",
    audience: "models",
    jwksUri: "https://login.example.com/keys",
  },
};
const API_KEY: Values = { "inferenceApi.authorization": "apiKey", "inferenceApi.apiKeys": { risk: {} } };
const PRIVATE: Values = {
  "inferenceApi.access": "private",
  "inferenceApi.vpcEndpoints": {
    staging: ["vpce-0a1b2c3d4e5f60718"],
    production: ["vpce-0a1b2c3d4e5f60719"],
  },
};
const domains = (name: string, digit: number): Values => ({
  "inferenceApi.domains": Object.fromEntries(
    [
      ["staging", "200000000003"],
      ["production", "200000000004"],
    ].map(([stage = "", account = ""]) => [
      stage,
      {
        name: `${name}-${stage}.example.com`,
        certificateArn: `arn:aws:acm:eu-west-1:${account}:certificate/${digit}f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21`,
      },
    ]),
  ),
});

/** Every setting of the interface to models. */
export const INFERENCE_API: readonly Variation[] = [
  { keys: ["inferenceApi"], what: "remove", change: { inferenceApi: undefined } },
  { keys: ["inferenceApi.authorization", "inferenceApi.jwt"], what: "`iam` to `jwt`", change: JWT },
  {
    keys: ["inferenceApi.authorization", "inferenceApi.apiKeys"],
    what: "`iam` to `apiKey`",
    change: API_KEY,
  },
  { keys: ["inferenceApi.callers"], change: { "inferenceApi.callers": ["210000000004", "210000000005"] } },
  {
    keys: ["issuer", "audience", "jwksUri", "scopes"].map((key) => `inferenceApi.jwt.${key}`),
    given: JWT,
    change: {
      "inferenceApi.jwt": {
        issuer: "https://other.example.com",
        audience: "others",
        jwksUri: "https://other.example.com/keys",
        scopes: ["predict"],
      },
    },
  },
  {
    keys: ["inferenceApi.apiKeys"],
    what: "add or remove a consumer",
    given: API_KEY,
    change: { "inferenceApi.apiKeys": { cards: {} } },
  },
  {
    keys: ["requestsPerSecond", "burst", "requestsPerDay"].map((key) => `inferenceApi.apiKeys.<name>.${key}`),
    given: API_KEY,
    change: { "inferenceApi.apiKeys": { risk: { requestsPerSecond: 50, burst: 100, requestsPerDay: 5000 } } },
  },
  {
    keys: ["inferenceApi.throttling.requestsPerSecond", "inferenceApi.throttling.burst"],
    change: { "inferenceApi.throttling": { requestsPerSecond: 50, burst: 100 } },
  },
  { keys: ["inferenceApi.access"], what: "`regional` to `private`", change: PRIVATE },
  {
    keys: [
      "inferenceApi.vpcEndpoints",
      "inferenceApi.vpcEndpoints.staging",
      "inferenceApi.vpcEndpoints.production",
    ],
    given: PRIVATE,
    change: {
      "inferenceApi.vpcEndpoints": {
        staging: ["vpce-0a1b2c3d4e5f60720"],
        production: ["vpce-0a1b2c3d4e5f60721"],
      },
    },
  },
  {
    keys: ["inferenceApi.domains", "inferenceApi.domains.staging", "inferenceApi.domains.production"],
    what: "add",
    change: domains("models", 1),
  },
  {
    keys: ["inferenceApi.domains.staging.name", "inferenceApi.domains.production.name"],
    given: domains("models", 1),
    change: domains("predict", 1),
  },
  {
    keys: ["inferenceApi.domains.staging.certificateArn", "inferenceApi.domains.production.certificateArn"],
    given: domains("models", 1),
    change: domains("models", 2),
  },
  {
    keys: ["inferenceApi.waf.rules"],
    what: "`managed` to `none`",
    given: PRIVATE,
    change: { "inferenceApi.waf": { rules: "none" } },
  },
  {
    keys: ["inferenceApi.waf.requestsPerFiveMinutes"],
    change: { "inferenceApi.waf.requestsPerFiveMinutes": 5000 },
  },
  {
    keys: ["inferenceApi.processing"],
    what: "remove a model",
    change: { "inferenceApi.processing.payments": undefined },
  },
  {
    keys: ["features", "kinds", "threshold", "labels"].map((key) => `inferenceApi.processing.<name>.${key}`),
    change: {
      "inferenceApi.processing.payments": {
        features: ["amount"],
        kinds: {},
        threshold: 0.6,
        labels: ["good", "bad"],
      },
    },
  },
  {
    keys: ["inferenceApi.accountLogs"],
    what: "`create` to `existing`",
    change: { "inferenceApi.accountLogs": "existing" },
  },
  { keys: ["inferenceApi.tracing"], change: { "inferenceApi.tracing": true } },
];
