import assert from "node:assert/strict";

import { allow, counts, document, json } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { createApi, FUNCTION_ARN, routes } from "./api";
import { AWS } from "../../support/types";

const PROCESSING = { payments: { features: ["amount", "country"] } };
const JWT = {
  authorization: "jwt",
  jwt: {
    issuer: "https://login.example.com/",
    audience: "models",
    jwksUri: "https://login.example.com/keys",
  },
};

describe("InferenceApi", () => {
  it("leads every model's calls to its endpoint, and the others to a function", async () => {
    const { cloud } = await createApi();
    assert.deepEqual(routes(cloud), [
      "GET /models/{name}/async-invocations/{id} AWS_IAM submit-inference",
      "GET /models/{name}/batch-runs/{id} AWS_IAM submit-inference",
      "POST /models/{name}/async-invocations AWS_IAM submit-inference",
      "POST /models/{name}/batch-runs AWS_IAM submit-inference",
      "POST /models/{name}/invocations AWS_IAM runtime.sagemaker:path/endpoints/{endpoint}/invocations",
    ]);
  });

  it("repeats every route for a model with a function: API Gateway does not go back to {name}", async () => {
    const { cloud } = await createApi({ processing: PROCESSING });
    assert.deepEqual(
      routes(cloud).filter((route) => route.includes("/payments/")),
      [
        "GET /models/payments/async-invocations/{id} AWS_IAM submit-inference",
        "GET /models/payments/batch-runs/{id} AWS_IAM submit-inference",
        "POST /models/payments/async-invocations AWS_IAM submit-inference",
        "POST /models/payments/batch-runs AWS_IAM submit-inference",
        "POST /models/payments/invocations AWS_IAM process-inference",
      ],
    );
    assert.equal(routes(cloud).length, 10);
  });

  it("asks SageMaker itself, with the role of the API, and takes two content types", async () => {
    const { cloud } = await createApi();
    const { requestTemplates, requestParameters, ...rest } = cloud.one(
      AWS.apigateway.Integration,
      "api-routes-invoke-integration",
    ).inputs;
    assert.deepEqual(
      { ...rest, restApi: undefined, resourceId: undefined },
      {
        restApi: undefined,
        resourceId: undefined,
        httpMethod: "POST",
        type: "AWS",
        integrationHttpMethod: "POST",
        uri: "arn:aws:apigateway:eu-west-1:runtime.sagemaker:path/endpoints/{endpoint}/invocations",
        credentials: "arn:aws:iam::200000000004:role/mlops-fraud-production-inference-api",
        passthroughBehavior: "NEVER",
      },
    );
    assert.deepEqual(Object.keys(requestTemplates as object), ["application/json", "text/csv"]);
    assert.ok(
      Object.values(requestTemplates as Record<string, string>).every((template) =>
        template.includes('"mlops-fraud-production-$model"'),
      ),
    );
    assert.equal(Object.keys(requestParameters as object).length, 4);
  });

  it("answers with what the integration declares, and with what a template overrides", async () => {
    const { cloud } = await createApi();
    const declared = cloud.byType(AWS.apigateway.MethodResponse);
    const mapped = cloud.byType(AWS.apigateway.IntegrationResponse);
    assert.deepEqual(declared.map(({ inputs }) => inputs.statusCode).sort(), [
      "200",
      "400",
      "404",
      "429",
      "500",
      "502",
      "503",
    ]);
    assert.deepEqual(
      mapped.map(({ inputs }) => `${String(inputs.statusCode)} ${String(inputs.selectionPattern)}`).sort(),
      ["200 200", "400 400", "429 429", "500 undefined", "502 424", "503 503"],
    );
  });

  it("may ask the endpoints of its stage, and nothing else", async () => {
    const { cloud } = await createApi();
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "api-role-policy")),
      document(
        allow(
          "AskEndpoints",
          "sagemaker:InvokeEndpoint",
          "arn:aws:sagemaker:eu-west-1:200000000004:endpoint/mlops-fraud-production-*",
        ),
      ),
    );
    assert.deepEqual(
      json(cloud.one(AWS.iam.Role, "api-role"), "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "200000000004" } },
      }),
    );
  });

  it("lets its functions be called by it alone", async () => {
    const { cloud } = await createApi({ ...JWT, processing: PROCESSING });
    const api = cloud.one(AWS.apigateway.RestApi, "api");
    const permissions = cloud.byType(AWS.lambda.Permission).map(({ inputs }) => inputs);
    const execution = `arn:aws:execute-api:eu-west-1:200000000004:${String(api.id)}`;
    const authorizer = String(cloud.byType(AWS.apigateway.Authorizer)[0]?.id);
    const common = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" };
    assert.deepEqual(
      permissions.map(({ function: name, sourceArn, ...rest }) => [name, sourceArn, rest]).sort(),
      [
        [`${FUNCTION_ARN}authorize-inference`, `${execution}/authorizers/${authorizer}`, common],
        [`${FUNCTION_ARN}process-inference`, `${execution}/*/*/models/*`, common],
        [`${FUNCTION_ARN}submit-inference`, `${execution}/*/*/models/*`, common],
      ],
    );
  });

  it("takes TLS 1.2 and later, at an address of AWS", async () => {
    const { cloud, component } = await createApi();
    assert.deepEqual(cloud.one(AWS.apigateway.RestApi, "api").inputs, {
      name: "mlops-fraud-production-inference",
      description: "Models of team fraud in production",
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint: false,
      securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
      endpointAccessMode: "STRICT",
    });
    assert.match(
      await valueOf(component.url),
      /^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com\/v1$/,
    );
    assert.equal(component.domainTarget, undefined);
  });

  it("is reached by a domain of one's own, and then not by that of AWS", async () => {
    const certificateArn =
      "arn:aws:acm:eu-west-1:200000000004:certificate/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";
    const { cloud, component } = await createApi({
      domains: { production: { name: "models.example.com", certificateArn } },
    });
    assert.equal(cloud.one(AWS.apigateway.RestApi, "api").inputs.disableExecuteApiEndpoint, true);
    assert.equal(await valueOf(component.url), "https://models.example.com/v1");
    assert.ok(component.domainTarget);
    assert.match(
      await valueOf(component.domainTarget),
      /^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/,
    );
    assert.deepEqual(cloud.one(AWS.apigateway.DomainName, "api-domain").inputs, {
      domainName: "models.example.com",
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
      endpointAccessMode: "STRICT",
    });
    const mapping = cloud.one(AWS.apigateway.BasePathMapping, "api-domain-mapping").inputs;
    assert.deepEqual([mapping.basePath, mapping.stageName], ["v1", "v1"]);
  });

  it("is private where the settings say so", async () => {
    const { cloud } = await createApi({
      access: "private",
      vpcEndpoints: { staging: ["vpce-0000000a"], production: ["vpce-0a1b2c3d4e5f60718"] },
    });
    assert.deepEqual(cloud.one(AWS.apigateway.RestApi, "api").inputs.endpointConfiguration, {
      types: "PRIVATE",
      vpcEndpointIds: ["vpce-0a1b2c3d4e5f60718"],
    });
  });

  it("asks every method for parameters and bodies that fit", async () => {
    const { cloud } = await createApi({ processing: PROCESSING });
    const validator = cloud.one(AWS.apigateway.RequestValidator, "api-validator");
    assert.deepEqual(
      [validator.inputs.validateRequestBody, validator.inputs.validateRequestParameters],
      [true, true],
    );
    for (const { inputs } of cloud.byType(AWS.apigateway.Method)) {
      assert.equal(inputs.requestValidatorId, validator.id);
    }
    const models = cloud.byType(AWS.apigateway.Model).map(({ inputs }) => inputs);
    assert.deepEqual(
      models.map(({ name }) => name),
      ["AnyJson", "FeaturesPayments"],
    );
    const schema = JSON.parse(String(models[1]?.schema)) as {
      properties: { features: { required: string[] } };
    };
    assert.deepEqual(schema.properties.features.required, ["amount", "country"]);
  });

  it("marks what the gateway itself answers", async () => {
    const { cloud } = await createApi();
    assert.deepEqual(
      cloud.byType(AWS.apigateway.Response).map(({ inputs }) => inputs.responseType),
      ["DEFAULT_4XX", "DEFAULT_5XX", "BAD_REQUEST_BODY"],
    );
  });

  it("has a web ACL unless the settings say no, and says nothing of keys unless they are asked for", async () => {
    assert.deepEqual(
      Object.keys(counts((await createApi()).cloud)).filter((type) => /wafv2|[kK]ey/.test(type)),
      [AWS.wafv2.WebAcl, AWS.wafv2.WebAclAssociation, AWS.wafv2.WebAclLoggingConfiguration],
    );
    const bare = await createApi({ waf: { rules: "none" } });
    assert.deepEqual(
      Object.keys(counts(bare.cloud)).filter((type) => type.includes("wafv2")),
      [],
    );
  });
});

describe("the deployment of an InferenceApi", () => {
  const digest = async (given: object): Promise<unknown> => {
    const { cloud } = await createApi(given);
    return cloud.one(AWS.apigateway.Deployment, "api-stage-deployment").inputs.triggers;
  };

  it("is the same for the same definition, and another one when any part of it changes", async () => {
    const first = await digest({});
    assert.deepEqual(await digest({}), first);
    for (const change of [
      { processing: PROCESSING },
      { callers: ["210000000001"] },
      { authorization: "apiKey", apiKeys: { shop: {} } },
      JWT,
    ]) {
      assert.notDeepEqual(await digest(change), first);
    }
  });

  it("changes with the features of a model, though no name does", async () => {
    const other = { payments: { features: ["amount", "merchant"] } };
    assert.notDeepEqual(await digest({ processing: other }), await digest({ processing: PROCESSING }));
  });

  it("comes after every method, integration and answer", async () => {
    const { cloud } = await createApi();
    const { dependencies } = cloud.one(AWS.apigateway.Deployment, "api-stage-deployment");
    const before = new Set(dependencies);
    const parts = [
      AWS.apigateway.Method,
      AWS.apigateway.Integration,
      AWS.apigateway.IntegrationResponse,
      AWS.apigateway.Response,
      AWS.apigateway.RestApiPolicy,
    ].flatMap((type) => cloud.byType(type));
    assert.deepEqual(
      parts.filter(({ urn }) => !before.has(urn)).map(({ name }) => name),
      [],
    );
    assert.ok(parts.length > 15);
  });
});
