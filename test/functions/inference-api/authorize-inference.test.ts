import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import type { CryptoKey, JWTPayload } from "jose";
import { createHandler } from "../../../functions/authorize-inference/create-handler";
import { readSettings } from "../../../functions/authorize-inference/environment";
import { withLog } from "../log";
import type { StandIn } from "./stand-in";
import { context, startStandIn } from "./stand-in";

const ISSUER = "https://login.example.com/";
const API = "arn:aws:execute-api:eu-west-1:200000000004:a1b2c3d4e5";
const CLAIMS: JWTPayload = { scope: "models.invoke models.batch" };

describe("authorize-inference", () => {
  let provider: StandIn;
  let keys: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
  let strange: typeof keys;

  before(async () => {
    [provider, keys, strange] = await Promise.all([
      startStandIn(),
      generateKeyPair("RS256"),
      generateKeyPair("RS256"),
    ]);
  });
  after(() => provider.stop());
  beforeEach(async () => {
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", use: "sig", alg: "RS256" };
    provider.say(() => ({ status: 200, body: JSON.stringify({ keys: [jwk] }) }));
  });

  const create = (scopes = "models.invoke") =>
    createHandler(
      readSettings({ ISSUER, AUDIENCE: "models", JWKS_URI: `${provider.url}/keys`, SCOPES: scopes }),
      new Logger({ serviceName: "authorize-inference" }),
    );
  const authorize = async (
    token: string,
    handler = create(),
  ): Promise<{ answer: APIGatewayAuthorizerResult | string; log: string }> => {
    const event = {
      type: "TOKEN" as const,
      authorizationToken: token,
      methodArn: `${API}/v1/POST/models/churn/invocations`,
    };
    const { result, log } = await withLog(() =>
      handler(event, context).catch((error: unknown) => (error as Error).message),
    );
    return { answer: result, log };
  };

  interface Options {
    readonly issuer?: string;
    readonly audience?: string;
    readonly expires?: string | number;
    readonly kid?: string;
    readonly key?: CryptoKey;
    readonly subject?: string | undefined;
  }
  const token = async (claims: JWTPayload = CLAIMS, options: Options = {}): Promise<string> => {
    const {
      issuer = ISSUER,
      audience = "models",
      expires = "5m",
      kid = "one",
      key = keys.privateKey,
    } = options;
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuedAt()
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(expires);
    const named = "subject" in options ? options.subject : "checkout-service";
    return `Bearer ${await (named === undefined ? jwt : jwt.setSubject(named)).sign(key)}`;
  };
  const policy = (effect: "Allow" | "Deny"): APIGatewayAuthorizerResult => ({
    principalId: "checkout-service",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: effect, Action: "execute-api:Invoke", Resource: `${API}/v1/*/models/*` }],
    },
  });

  it("lets in who has a token of the issuer, for this API, with the scopes", async () => {
    assert.deepEqual((await authorize(await token())).answer, policy("Allow"));
  });

  it("reads scopes however the provider writes them", async () => {
    for (const claims of [
      { scp: "models.invoke" },
      { scp: ["other", "models.invoke"] },
      { scope: ["models.invoke"] },
    ]) {
      assert.deepEqual((await authorize(await token(claims))).answer, policy("Allow"));
    }
  });

  it("turns away a token without a needed scope, which is status 403", async () => {
    for (const claims of [{}, { scope: "models.batch" }, { scope: "models.invoke.all" }, { scope: 7 }]) {
      assert.deepEqual((await authorize(await token(claims as JWTPayload))).answer, policy("Deny"));
    }
    const both = create("models.invoke models.admin");
    assert.deepEqual((await authorize(await token(), both)).answer, policy("Deny"));
  });

  it("turns away every token that is not ours, which is status 401, and logs nothing of it", async () => {
    const secret = createSecretKey(Buffer.from(JSON.stringify(await exportJWK(keys.publicKey))));
    const withSecret = new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: "HS256", kid: "one" })
      .setIssuer(ISSUER)
      .setAudience("models")
      .setSubject("checkout-service")
      .setExpirationTime("5m");
    const unsigned = new UnsecuredJWT(CLAIMS)
      .setIssuer(ISSUER)
      .setAudience("models")
      .setSubject("checkout-service")
      .setExpirationTime("5m");
    const good = await token();
    const [head, payload, signature] = good.slice("Bearer ".length).split(".");
    const forged = Buffer.from(
      JSON.stringify({ iss: ISSUER, aud: "models", sub: "root", exp: 9e9 }),
    ).toString("base64url");
    const tokens: Readonly<Record<string, string>> = {
      expired: await token(CLAIMS, { expires: Math.floor(Date.now() / 1000) - 120 }),
      "another issuer": await token(CLAIMS, { issuer: "https://login.example.org/" }),
      "another audience": await token(CLAIMS, { audience: "payroll" }),
      "another key under the same id": await token(CLAIMS, { key: strange.privateKey }),
      "a key that nobody publishes": await token(CLAIMS, { key: strange.privateKey, kid: "two" }),
      "no signature, alg none": `Bearer ${unsigned.encode()}`,
      "the public key as a shared secret": `Bearer ${await withSecret.sign(secret)}`,
      "no subject": await token(CLAIMS, { subject: undefined }),
      "another payload under the same signature": `Bearer ${head}.${forged}.${signature}`,
      "no signature at all": `Bearer ${head}.${payload}.`,
      "no token": "Bearer ",
      "another scheme": good.replace("Bearer", "Basic"),
      nonsense: "Bearer a.b.c",
    };
    for (const [what, one] of Object.entries(tokens)) {
      const { answer, log } = await authorize(one);
      assert.equal(answer, "Unauthorized", what);
      assert.match(log, /refused: not a token of ours/);
      assert.doesNotMatch(log, new RegExp(one.slice("Bearer ".length, 40) || "never"), what);
    }
  });

  it("allows for clocks that differ by half a minute, and no more", async () => {
    const now = Math.floor(Date.now() / 1000);
    assert.deepEqual((await authorize(await token(CLAIMS, { expires: now - 10 }))).answer, policy("Allow"));
    assert.equal((await authorize(await token(CLAIMS, { expires: now - 60 }))).answer, "Unauthorized");
  });

  it("fetches the keys once for many tokens", async () => {
    const handler = create();
    for (let count = 0; count < 3; count += 1) {
      await authorize(await token(), handler);
    }
    assert.deepEqual(
      provider.asked.map(({ path }) => path),
      ["/keys"],
    );
  });

  it("fails, and lets nobody in, when the keys cannot be had", async () => {
    provider.say(() => ({ status: 503 }));
    const { answer, log } = await authorize(await token());
    assert.notEqual(answer, "Unauthorized");
    assert.equal(typeof answer, "string");
    assert.match(log, /the issuer's keys cannot be had/);
  });
});

describe("the environment of authorize-inference", () => {
  it("fails when it is not set, and names every variable", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the function's environment variables are wrong: ISSUER must be set to the iss claim; AUDIENCE must be set to the aud claim; JWKS_URI must be set to the https address of the issuer's keys",
    });
  });

  it("fails when keys would come over plain HTTP", () => {
    assert.throws(
      () => readSettings({ ISSUER, AUDIENCE: "models", JWKS_URI: "http://login.example.com/keys" }),
      /JWKS_URI must be an https address/,
    );
  });
});
