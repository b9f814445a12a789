import assert from "node:assert/strict";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import { createTokenSource, type TokenSource } from "../../../functions/shared/azure-devops/entra-token";
import { FinalError, RetryableError } from "../../../functions/shared/azure-devops/errors";
import type { AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import { signedIdentity } from "../../../functions/shared/azure-devops/signed-identity";
import { assertion, clientId, entraOf, startServer, tenantId } from "./support";

describe("createTokenSource", () => {
  const minute = 60_000;
  let server: AzureDevOpsServer;
  let sts: AwsClientStub<STSClient>;
  let now: number;
  let tokens: TokenSource;

  beforeEach(async () => {
    server = await startServer();
    sts = mockClient(STSClient);
    sts.on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: assertion });
    now = 0;
    tokens = createTokenSource(
      signedIdentity(new STSClient({ region: "eu-west-1" })),
      entraOf(server),
      () => now,
    );
  });

  afterEach(async () => {
    sts.restore();
    await server.close();
  });

  it("proves the function's role to Entra, and gets a token for Azure DevOps", async () => {
    assert.equal(await tokens.get(), "access-token-1");

    assert.deepEqual(
      sts.commandCalls(GetWebIdentityTokenCommand).map(({ args }) => args[0].input),
      [{ Audience: ["api://AzureADTokenExchange"], SigningAlgorithm: "RS256", DurationSeconds: 300 }],
    );
    assert.deepEqual(
      server.requests.map(({ method, url, headers, body }) => ({
        method,
        url,
        contentType: headers["content-type"],
        form: Object.fromEntries(new URLSearchParams(body)),
      })),
      [
        {
          method: "POST",
          url: `/${tenantId}/oauth2/v2.0/token`,
          contentType: "application/x-www-form-urlencoded",
          form: {
            grant_type: "client_credentials",
            client_id: clientId,
            client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion: assertion,
            scope: "499b84ac-1321-427f-aa17-267ca6975798/.default",
          },
        },
      ],
    );
  });

  it("keeps a token until five minutes before it expires", async () => {
    const lifetime = 3599 * 1000;
    await tokens.get();
    now = lifetime - 5 * minute - 1;
    assert.equal(await tokens.get(), "access-token-1");
    now += 1;
    assert.equal(await tokens.get(), "access-token-2");
    assert.equal(sts.commandCalls(GetWebIdentityTokenCommand).length, 2);
  });

  it("gets another token after the cached one was dropped", async () => {
    await tokens.get();
    tokens.drop();
    assert.equal(await tokens.get(), "access-token-2");
  });

  it("keeps nothing of a failed attempt", async () => {
    server.fail("token", { status: 503, body: "" });
    await assert.rejects(
      tokens.get(),
      new RetryableError("entra-unavailable", "entra gave no token: status 503 without a reason"),
    );
    assert.equal(await tokens.get(), "access-token-1");
  });

  it("fails for good when Entra does not trust the identity", async () => {
    sts.on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: "of.another.role" });
    await assert.rejects(
      tokens.get(),
      new FinalError("entra-refused", "entra gave no token: status 401 invalid_client AADSTS700213"),
    );
  });

  it("fails when STS answers without a token", async () => {
    sts.on(GetWebIdentityTokenCommand).resolves({});
    await assert.rejects(
      tokens.get(),
      new FinalError("aws-refused", "sts:GetWebIdentityToken answered without a token"),
    );
    assert.equal(server.requests.length, 0);
  });

  for (const [title, body] of Object.entries({
    "has no token": { token_type: "Bearer", expires_in: 3599 },
    "has an empty token": { token_type: "Bearer", expires_in: 3599, access_token: "" },
    "is of another type": { token_type: "pop", expires_in: 3599, access_token: "x" },
    "does not say how long it lasts": { token_type: "Bearer", access_token: "x" },
  })) {
    it(`fails when Entra's answer ${title}`, async () => {
      server.fail("token", { status: 200, body });
      await assert.rejects(
        tokens.get(),
        new FinalError("entra-refused", "entra gave no token: status 200 without a reason"),
      );
    });
  }
});
