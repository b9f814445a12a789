import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { awsProvider } from "../../../settings/providers";
import { inferenceApi } from "../../../settings/schema/inference-api";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import { addresses, createInferenceApis } from "../../../planes/deployment/inference-apis";
import type { Serving } from "../../../planes/deployment/inference-apis";
import type { Foundation } from "../../../components/foundation";
import { foundation } from "../../support/foundation";
import { startMocks } from "../../support/mocks";
import type { MockedCloud } from "../../support/mocks";
import { PROFILE_AND_TEAM, scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const PROCESSING = {
  payments: { features: ["amount", "country"], threshold: 0.8, labels: ["genuine", "fraud"] },
};

class Plane extends pulumi.ComponentResource implements Serving {
  readonly foundation: Foundation;
  constructor(stage: "staging" | "production", account?: string) {
    const scope = scopeOf(stage, account === undefined ? {} : { account });
    super("mlops:plane:Deployment", stage, {}, { providers: [awsProvider(scope, PROFILE_AND_TEAM.team)] });
    this.foundation = foundation(scope);
  }
}

async function apis(given: object | undefined, single?: string) {
  const cloud = startMocks();
  const settings = { inferenceApi: inferenceApi.parse(given) } as LandingZoneSettings;
  const created = createInferenceApis(
    { settings, singleAccount: single !== undefined },
    { staging: new Plane("staging", single), production: new Plane("production", single) },
  );
  await cloud.settled();
  return { cloud, created };
}

const names = (cloud: MockedCloud, type: string): string[] =>
  cloud
    .byType(type)
    .map(({ name }) => name)
    .sort();

describe("createInferenceApis", () => {
  it("makes nothing unless the settings ask for it", async () => {
    const { cloud, created } = await apis(undefined);
    assert.equal(created, undefined);
    assert.deepEqual(names(cloud, AWS.apigateway.RestApi), []);
  });

  it("makes an API for each stage, in its account", async () => {
    const { cloud } = await apis({});
    assert.deepEqual(
      cloud
        .byType(AWS.apigateway.RestApi)
        .map(({ name, place }) => `${name} ${String(place?.account)}`)
        .sort(),
      ["production-inference-api 200000000004", "staging-inference-api 200000000003"],
    );
    assert.deepEqual(names(cloud, AWS.lambda.Function), [
      "production-submit-inference",
      "staging-submit-inference",
    ]);
  });

  it("makes the functions that the settings need", async () => {
    const jwt = {
      issuer: "https://login.example.com/",
      audience: "models",
      jwksUri: "https://login.example.com/keys",
    };
    const { cloud } = await apis({
      authorization: "jwt",
      jwt: { ...jwt, scopes: ["models.invoke", "models.read"] },
      processing: PROCESSING,
    });
    assert.deepEqual(
      names(cloud, AWS.lambda.Function).filter((name) => name.startsWith("production")),
      ["production-authorize-inference", "production-process-inference", "production-submit-inference"],
    );
    const environment = (name: string): unknown =>
      (cloud.one(AWS.lambda.Function, name).inputs.environment as { variables: unknown }).variables;
    assert.deepEqual(environment("production-authorize-inference"), {
      ISSUER: jwt.issuer,
      AUDIENCE: "models",
      JWKS_URI: jwt.jwksUri,
      SCOPES: "models.invoke models.read",
    });
    assert.deepEqual(environment("production-submit-inference"), {
      ENDPOINT_PREFIX: "mlops-fraud-production-",
      INFERENCE_BUCKET: "mlops-fraud-production-inference-200000000004",
      BATCH_FUNCTION: "mlops-fraud-production-batch-transform",
    });
    assert.deepEqual(environment("production-process-inference"), {
      ENDPOINT_PREFIX: "mlops-fraud-production-",
    });
  });

  it("gives the function 500 features a model, which its environment could not hold", async () => {
    const features = Array.from({ length: 500 }, (_, index) => `a_feature_with_a_long_name_${index}`);
    const processing = { payments: { ...PROCESSING.payments, features } };
    const { cloud } = await apis({ processing });
    const { code } = cloud.one(AWS.lambda.Function, "production-process-inference").inputs;
    const { "models.json": models } = await (code as pulumi.asset.AssetArchive).assets;
    assert.deepEqual(JSON.parse(await (models as pulumi.asset.StringAsset).text), processing);
  });

  it("lets API Gateway write logs in each account", async () => {
    const { cloud } = await apis({});
    assert.deepEqual(names(cloud, AWS.apigateway.Account), ["production-api-gateway", "staging-api-gateway"]);
  });

  it("says so once in a single account, before either stage, and not at all where somebody else has", async () => {
    const { cloud } = await apis({}, "300000000001");
    assert.deepEqual(names(cloud, AWS.apigateway.Account), ["staging-api-gateway"]);
    const setting = cloud.one(AWS.apigateway.Account, "staging-api-gateway").urn;
    for (const stage of cloud.byType(AWS.apigateway.Stage)) {
      assert.ok(stage.dependencies.includes(setting), stage.name);
    }
    assert.deepEqual(names((await apis({ accountLogs: "existing" })).cloud, AWS.apigateway.Account), []);
  });

  it("tells the address of each", async () => {
    const { created } = await apis({});
    assert.ok(created);
    assert.deepEqual(Object.keys(addresses(created)), ["staging", "production"]);
  });
});
