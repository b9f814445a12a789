import assert from "node:assert/strict";

import { callersPolicy } from "../../../components/inference/inference-api-authorization";
import { document } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { createApi, PRODUCTION } from "./api";
import { AWS } from "../../support/types";

const ACCOUNT = "200000000004";
const CALL = {
  Action: "execute-api:Invoke",
  Resource: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:*/v1/*`,
};
const VPCE = "vpce-0a1b2c3d4e5f60718";
const root = (account: string): string => `arn:aws:iam::${account}:root`;

describe("the policy of the inference API", () => {
  const policy = async (callers: Parameters<typeof callersPolicy>[2]): Promise<unknown> => {
    const rendered = callersPolicy(PRODUCTION, "v1", callers);
    return rendered === undefined ? undefined : JSON.parse(await valueOf(rendered));
  };
  const callersStatement = (principals: string | readonly string[]) => ({
    Sid: "Callers",
    Effect: "Allow",
    Principal: { AWS: principals },
    ...CALL,
  });
  const denial = {
    Sid: "OnlyThroughVpcEndpoints",
    Effect: "Deny",
    Principal: "*",
    ...CALL,
    Condition: { StringNotEquals: { "aws:SourceVpce": [VPCE] } },
  };

  it("names the API's account, and who else the settings name", async () => {
    const role = "arn:aws:iam::210000000001:role/checkout";
    assert.deepEqual(
      await policy({ authorization: "iam", callers: [] }),
      document(callersStatement([root(ACCOUNT)])),
    );
    for (const authorization of ["iam", "apiKey"] as const) {
      assert.deepEqual(
        await policy({ authorization, callers: ["210000000002", role, ACCOUNT] }),
        document(callersStatement([root(ACCOUNT), root("210000000002"), role])),
      );
    }
  });

  it("binds callers of a private API to its VPC endpoints, those of the own account too", async () => {
    assert.deepEqual(
      await policy({ authorization: "iam", callers: [], vpcEndpointIds: [VPCE] }),
      document(callersStatement([root(ACCOUNT)]), denial),
    );
  });

  it("is not needed where a token says who calls, but where that token comes from", async () => {
    assert.equal(await policy({ authorization: "jwt", callers: [] }), undefined);
    assert.deepEqual(
      await policy({ authorization: "jwt", callers: [], vpcEndpointIds: [VPCE] }),
      document(
        {
          Sid: "Callers",
          Effect: "Allow",
          Principal: "*",
          ...CALL,
          Condition: { StringEquals: { "aws:SourceVpce": [VPCE] } },
        },
        denial,
      ),
    );
  });
});

describe("the authorization of the inference API", () => {
  const methods = async (given: object) => {
    const { cloud } = await createApi(given);
    const inputs = cloud.byType(AWS.apigateway.Method).map((method) => method.inputs);
    return { cloud, inputs };
  };

  it("asks for a signature, and with apiKey for a key besides", async () => {
    for (const { authorization, apiKeyRequired } of (await methods({})).inputs) {
      assert.deepEqual([authorization, apiKeyRequired], ["AWS_IAM", undefined]);
    }
    const withKeys = await methods({ authorization: "apiKey", apiKeys: { shop: {} } });
    for (const { authorization, apiKeyRequired } of withKeys.inputs) {
      assert.deepEqual([authorization, apiKeyRequired], ["AWS_IAM", true]);
    }
  });

  it("asks a function about tokens, and refuses by itself what is none", async () => {
    const { cloud, inputs } = await methods({
      authorization: "jwt",
      jwt: {
        issuer: "https://login.example.com/",
        audience: "models",
        jwksUri: "https://login.example.com/keys",
      },
    });
    const authorizer = cloud.one(AWS.apigateway.Authorizer, "api-authorizer");
    for (const { authorization, authorizerId } of inputs) {
      assert.deepEqual([authorization, authorizerId], ["CUSTOM", authorizer.id]);
    }
    const { identityValidationExpression, type, identitySource, authorizerResultTtlInSeconds } =
      authorizer.inputs;
    assert.deepEqual(
      [type, identitySource, authorizerResultTtlInSeconds],
      ["TOKEN", "method.request.header.Authorization", 300],
    );
    const fits = new RegExp(String(identityValidationExpression));
    assert.match("Bearer aA0-_.bB1.cC2", fits);
    for (const other of ["Bearer a.b.", "Basic a.b.c", "Bearer a.b.c d", "Bearer a.b"]) {
      assert.doesNotMatch(other, fits);
    }
  });

  it("gives each consumer a key of its own, made by AWS, and a plan", async () => {
    const { cloud } = await createApi({
      authorization: "apiKey",
      apiKeys: { shop: { requestsPerSecond: 5, burst: 10, requestsPerDay: 1000 } },
    });
    const plan = cloud.one(AWS.apigateway.UsagePlan, "api-consumers-shop-plan");
    const key = cloud.one(AWS.apigateway.ApiKey, "api-consumers-shop-key");
    const api = cloud.one(AWS.apigateway.RestApi, "api");
    assert.deepEqual(plan.inputs, {
      name: "mlops-fraud-production-inference-shop",
      description: "What shop may ask of the models",
      apiStages: [{ apiId: api.id, stage: "v1" }],
      throttleSettings: { rateLimit: 5, burstLimit: 10 },
      quotaSettings: { limit: 1000, period: "DAY" },
    });
    assert.deepEqual(key.inputs, {
      name: "mlops-fraud-production-inference-shop",
      description: "Key of shop",
    });
    assert.deepEqual(cloud.one(AWS.apigateway.UsagePlanKey, "api-consumers-shop-plan-key").inputs, {
      usagePlanId: plan.id,
      keyId: key.id,
      keyType: "API_KEY",
    });
  });
});
