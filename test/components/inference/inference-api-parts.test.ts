import assert from "node:assert/strict";

import { InferenceApiAccount } from "../../../components/inference/inference-api-account";
import { inferenceApiAlarms } from "../../../components/inference/inference-api-alarms";
import { featuresSchema, jsonSchema } from "../../../components/inference/inference-api-schemas";
import {
  allow,
  BOUNDARY_ARN,
  create,
  document,
  forResource,
  json,
  KEY_ARN,
  TOPIC_ARN,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { apiFunction, createApi, PRODUCTION } from "./api";
import { AWS } from "../../support/types";

const ACCOUNT = "200000000004";

describe("the stage of the inference API", () => {
  it("notes every call without what was sent, in a group that expires and is encrypted", async () => {
    const { cloud } = await createApi({ tracing: true });
    const { accessLogSettings, stageName, xrayTracingEnabled } = cloud.one(AWS.apigateway.Stage, "api-stage")
      .inputs as { accessLogSettings: { destinationArn: string; format: string } } & Record<string, unknown>;
    assert.deepEqual([stageName, xrayTracingEnabled], ["v1", true]);
    assert.equal(
      accessLogSettings.destinationArn,
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/apigateway/mlops-fraud-production-inference`,
    );
    const noted = Object.values(JSON.parse(accessLogSettings.format) as Record<string, string>);
    assert.ok(noted.includes("$context.status") && noted.includes("$context.identity.userArn"));
    for (const variable of noted) {
      assert.match(variable, /^\$context\.[A-Za-z.]+$/);
      assert.doesNotMatch(variable, /body|input|querystring|header|identity\.apiKey$/i);
    }
    const api = String(cloud.one(AWS.apigateway.RestApi, "api").id);
    assert.deepEqual(
      ["api-stage-access-logs", "api-stage-execution-logs"].map(
        (name) => cloud.one(AWS.cloudwatch.LogGroup, name).inputs,
      ),
      ["/aws/apigateway/mlops-fraud-production-inference", `API-Gateway-Execution-Logs_${api}/v1`].map(
        (name) => ({
          name,
          retentionInDays: 365,
          kmsKeyId: KEY_ARN,
        }),
      ),
    );
  });

  it("passes on as much as the settings say, and traces no data", async () => {
    const { cloud } = await createApi({ throttling: { requestsPerSecond: 7, burst: 9 } });
    const { methodPath, settings } = cloud.one(AWS.apigateway.MethodSettings, "api-stage-settings").inputs;
    assert.equal(methodPath, "*/*");
    assert.deepEqual(settings, {
      throttlingRateLimit: 7,
      throttlingBurstLimit: 9,
      metricsEnabled: true,
      loggingLevel: "ERROR",
      dataTraceEnabled: false,
      cachingEnabled: false,
    });
  });
});

describe("the web ACL of the inference API", () => {
  it("lets large bodies through, and turns away attacks and too much from one address", async () => {
    const { cloud } = await createApi({ waf: { requestsPerFiveMinutes: 500 } });
    const acl = cloud.one(AWS.wafv2.WebAcl, "api-waf");
    const { rules, scope, defaultAction, name } = acl.inputs as {
      rules: Record<string, { managedRuleGroupStatement?: unknown; rateBasedStatement?: unknown }>[];
    } & Record<string, unknown>;
    assert.deepEqual(
      [name, scope, defaultAction],
      ["mlops-fraud-production-inference", "REGIONAL", { allow: {} }],
    );
    assert.deepEqual(
      rules.map(({ statement }) => statement),
      [
        { rateBasedStatement: { limit: 500, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
        {
          managedRuleGroupStatement: {
            vendorName: "AWS",
            name: "AWSManagedRulesCommonRuleSet",
            ruleActionOverrides: [
              { name: "SizeRestrictions_BODY", actionToUse: { count: {} } },
              { name: "NoUserAgent_HEADER", actionToUse: { count: {} } },
            ],
          },
        },
        {
          managedRuleGroupStatement: {
            vendorName: "AWS",
            name: "AWSManagedRulesKnownBadInputsRuleSet",
            ruleActionOverrides: [],
          },
        },
      ],
    );
    assert.deepEqual([rules[0]?.action, rules[1]?.overrideAction], [{ block: {} }, { none: {} }]);
    const stage = cloud.one(AWS.apigateway.Stage, "api-stage").inputs;
    assert.deepEqual(cloud.one(AWS.wafv2.WebAclAssociation, "api-waf-association").inputs, {
      resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${String(stage.restApi)}/stages/v1`,
      webAclArn: `arn:aws:wafv2:eu-west-1:${ACCOUNT}:regional/webacl/mlops-fraud-production-inference/${String(acl.id)}`,
    });
  });

  it("notes what it turned away, without tokens and keys", async () => {
    const { cloud } = await createApi();
    const logging = cloud.one(AWS.wafv2.WebAclLoggingConfiguration, "api-waf-logging").inputs;
    assert.deepEqual(logging.logDestinationConfigs, [
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:aws-waf-logs-mlops-fraud-production-inference`,
    ]);
    assert.deepEqual(logging.redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "x-amz-security-token" } },
      { singleHeader: { name: "x-api-key" } },
    ]);
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "api-waf-logs").inputs, {
      name: "aws-waf-logs-mlops-fraud-production-inference",
      retentionInDays: 365,
      kmsKeyId: KEY_ARN,
    });
  });
});

describe("inferenceApiAlarms", () => {
  const alarms = async (webAclName: string | undefined) => {
    const { cloud } = await create((options) => {
      inferenceApiAlarms(
        "api",
        { scope: PRODUCTION, apiName: "the-api", stageName: "v1", webAclName, alertTopicArn: TOPIC_ARN },
        forResource(options),
      );
    }, PRODUCTION);
    return ["errors", "latency", "blocked"].flatMap((what) =>
      cloud
        .byType(AWS.cloudwatch.MetricAlarm)
        .filter(({ name }) => name === `api-${what}-alarm`)
        .map(({ inputs }) => inputs),
    );
  };

  it("tell people of errors, of waiting and of calls that were turned away", async () => {
    const created = await alarms("acl");
    assert.deepEqual(
      created.map(({ name, metricName, threshold, dimensions, alarmActions }) => [
        name,
        metricName,
        threshold,
        dimensions,
        alarmActions,
      ]),
      [
        [
          "mlops-fraud-production-inference-api-errors",
          "5XXError",
          0.05,
          { ApiName: "the-api", Stage: "v1" },
          [TOPIC_ARN],
        ],
        [
          "mlops-fraud-production-inference-api-latency",
          "Latency",
          5000,
          { ApiName: "the-api", Stage: "v1" },
          [TOPIC_ARN],
        ],
        [
          "mlops-fraud-production-inference-api-blocked",
          "BlockedRequests",
          1000,
          { WebACL: "acl", Region: "eu-west-1", Rule: "ALL" },
          [TOPIC_ARN],
        ],
      ],
    );
    assert.equal(created[1]?.extendedStatistic, "p95");
  });

  it("say nothing of a web ACL that is not there", async () => {
    assert.equal((await alarms(undefined)).length, 2);
  });
});

describe("InferenceApiAccount", () => {
  it("lets API Gateway write logs with a role of the account", async () => {
    const { cloud } = await create(
      (options) =>
        new InferenceApiAccount("logs", { scope: PRODUCTION, permissionsBoundaryArn: BOUNDARY_ARN }, options),
      PRODUCTION,
    );
    assert.deepEqual(cloud.one(AWS.apigateway.Account, "logs").inputs, {
      cloudwatchRoleArn: `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-production-api-gateway-logs`,
    });
  });
});

describe("InferenceApiFunction", () => {
  it("answers within the 29 seconds that API Gateway waits, and is in no network", async () => {
    const { cloud } = await create((options) => apiFunction("submit-inference", options), PRODUCTION);
    const { timeout, vpcConfig, name, kmsKeyArn, runtime } = cloud.one(
      AWS.lambda.Function,
      "submit-inference",
    ).inputs;
    assert.deepEqual(
      [timeout, vpcConfig, name, kmsKeyArn, runtime],
      [29, undefined, "mlops-fraud-production-submit-inference", KEY_ARN, "nodejs22.x"],
    );
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "submit-inference-role-policy")),
      document(
        allow(
          "WriteOwnLogs",
          ["logs:CreateLogStream", "logs:PutLogEvents"],
          `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/mlops-fraud-production-submit-inference:*`,
        ),
        allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
      ),
    );
  });
});

describe("JSON schemas of the inference API", () => {
  it("ask for exactly the features of a model", async () => {
    const schema = JSON.parse(await valueOf(featuresSchema(["amount", "country"]))) as {
      required: unknown;
      additionalProperties: unknown;
      properties: { features: { required: unknown; additionalProperties: unknown; properties: object } };
    };
    const { features } = schema.properties;
    assert.deepEqual([schema.required, schema.additionalProperties], [["features"], false]);
    assert.deepEqual([features.required, features.additionalProperties], [["amount", "country"], false]);
    assert.deepEqual(Object.keys(features.properties), ["amount", "country"]);
  });

  it("take any JSON for a model without a function, but not nothing", async () => {
    assert.deepEqual((JSON.parse(await valueOf(jsonSchema())) as { type: unknown }).type, [
      "object",
      "array",
    ]);
  });
});
