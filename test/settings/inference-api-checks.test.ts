import assert from "node:assert/strict";

import { parseSettings } from "../../settings/load";
import type { Raw } from "./samples";
import { landingZone, problemsIn, withValue } from "./samples";

const JWT = {
  issuer: "https://login.example.com/",
  audience: "models",
  jwksUri: "https://login.example.com/keys",
};
const CERTIFICATE = "arn:aws:acm:eu-west-1:200000000004:certificate/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";
const DOMAIN = { production: { name: "models.example.com", certificateArn: CERTIFICATE } };
const ENDPOINTS = { staging: ["vpce-0a1b2c3d4e5f60718"], production: ["vpce-0b1c2d3e4f5061728"] };

const settings = (api: Raw): Raw => withValue(landingZone(), "inferenceApi", api);
const refused = (api: Raw): string[] =>
  problemsIn(settings(api)).map(({ key, allowed }) => `${key.replace("mlops:inferenceApi", "")}: ${allowed}`);

describe("what the inference API needs", () => {
  it("is complete by itself, and with what belongs to each choice", () => {
    for (const api of [
      {},
      { callers: ["210000000001", "arn:aws:iam::210000000001:role/apps/checkout"] },
      { authorization: "jwt", jwt: JWT },
      { authorization: "apiKey", apiKeys: { shop: {} }, callers: ["210000000001"] },
      { access: "private", vpcEndpoints: ENDPOINTS, waf: { rules: "none" } },
      { domains: DOMAIN },
      { processing: { churn: { features: ["tenure"] } } },
    ] as readonly Raw[]) {
      assert.equal(parseSettings("prod", settings(api)).kind, "landing-zone");
    }
  });

  it("is nothing where there is no API", () => {
    const parsed = parseSettings("prod", landingZone());
    assert.equal(parsed.kind === "landing-zone" && parsed.inferenceApi, undefined);
  });

  it("is secure by default", () => {
    const parsed = parseSettings("prod", settings({}));
    assert.ok(parsed.kind === "landing-zone");
    assert.deepEqual(parsed.inferenceApi, {
      authorization: "iam",
      throttling: { requestsPerSecond: 100, burst: 200 },
      access: "regional",
      waf: { rules: "managed", requestsPerFiveMinutes: 10_000 },
      processing: {},
      accountLogs: "create",
      tracing: false,
    });
  });

  it("names what an authorization lacks, and what belongs to another one", () => {
    assert.deepEqual(refused({ authorization: "jwt" }), [".jwt: given, since authorization is jwt"]);
    assert.deepEqual(refused({ authorization: "apiKey" }), [
      ".apiKeys: given, since authorization is apiKey",
    ]);
    assert.deepEqual(refused({ jwt: JWT, apiKeys: { shop: {} } }), [
      ".jwt: left out, since authorization is iam",
      ".apiKeys: left out, since authorization is iam",
    ]);
    assert.deepEqual(refused({ authorization: "jwt", jwt: JWT, callers: ["210000000001"] }), [
      ".callers: left out, since authorization is jwt",
    ]);
  });

  it("names the ways to a private API, for each stage", () => {
    assert.deepEqual(refused({ access: "private" }), [
      ".vpcEndpoints.staging: a list of VPC endpoint ids, since access is private",
      ".vpcEndpoints.production: a list of VPC endpoint ids, since access is private",
    ]);
    assert.deepEqual(refused({ access: "private", vpcEndpoints: { staging: ENDPOINTS.staging } }), [
      ".vpcEndpoints.production: a list of VPC endpoint ids, since access is private",
    ]);
    assert.deepEqual(refused({ vpcEndpoints: ENDPOINTS }), [
      ".vpcEndpoints: left out, since access is regional",
    ]);
    assert.deepEqual(refused({ access: "private", vpcEndpoints: ENDPOINTS, domains: DOMAIN }), [
      ".domains: left out, since access is private",
    ]);
  });

  it("keeps the web ACL of an open API in production", () => {
    assert.deepEqual(refused({ waf: { rules: "none" } }), [
      ".waf.rules: managed, since the profile is production and access is regional",
    ]);
    const trial = withValue(settings({ waf: { rules: "none" } }), "profile", "trial");
    assert.equal(parseSettings("dev", trial).kind, "landing-zone");
  });

  it("knows the models that a function stands before", () => {
    assert.deepEqual(refused({ processing: { chrun: { features: ["tenure"] } } }), [
      ".processing.chrun: one of mlops:models (churn)",
    ]);
  });

  it("knows the features that have a kind", () => {
    const churn = { features: ["tenure", "plan"], kinds: { plan: "category", plann: "date" } };
    assert.deepEqual(refused({ processing: { churn } }), [
      ".processing.churn.kinds.plann: a kind of one of the model's features",
    ]);
  });

  it("refuses values that AWS would refuse, or that would mean something else", () => {
    const places = (api: Raw): string[] =>
      problemsIn(settings(api)).map(({ key }) => key.replace("mlops:inferenceApi.", ""));
    for (const [api, ...keys] of [
      [{ callers: ["*"] }, "callers[0]"],
      [{ callers: ["arn:aws:iam::210000000001:user/ada"] }, "callers[0]"],
      [{ callers: ["arn:aws:iam::210000000001:role/*"] }, "callers[0]"],
      [{ authorization: "none" }, "authorization"],
      [{ authorization: "jwt", jwt: { ...JWT, jwksUri: "http://login.example.com/keys" } }, "jwt.jwksUri"],
      [{ throttling: { requestsPerSecond: 0 } }, "throttling.requestsPerSecond"],
      [{ throttling: { burst: 5001 } }, "throttling.burst"],
      [{ waf: { requestsPerFiveMinutes: 99 } }, "waf.requestsPerFiveMinutes"],
      [
        { domains: { production: { ...DOMAIN.production, name: "https://models.example.com" } } },
        "domains.production.name",
      ],
      [{ processing: { churn: { features: ["a", "a"] } } }, "processing.churn.features"],
      [{ processing: { churn: { features: [] } } }, "processing.churn.features"],
      [{ processing: { churn: { features: ["a"], threshold: 1.1 } } }, "processing.churn.threshold"],
      [{ processing: { churn: { features: ["a"], kinds: { a: "text" } } } }, "processing.churn.kinds.a"],
      [{ processing: { churn: { features: ["a"], labels: ["one"] } } }, "processing.churn.labels"],
      [{ authorization: "apiKey", apiKeys: {} }, "apiKeys"],
    ] as const) {
      assert.deepEqual(places(api as unknown as Raw), keys);
    }
  });
});
