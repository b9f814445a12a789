import assert from "node:assert/strict";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type { Settings } from "../../../functions/start-model-deploy/environment";
import type { AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import { failed } from "../events";
import {
  clientId,
  entraOf,
  modelPackageEvent,
  runRequests,
  startFunction,
  storedSecret,
  tenantId,
  versionsRun,
  type FunctionUnderTest,
} from "./support";

const secretArn =
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mlops/churn/automation/trigger-a1b2c3";
const stored = { secretArn, expires: "2027-03-31" };

const credentials: Record<string, (server: AzureDevOpsServer) => Settings["credential"]> = {
  "a client secret": (server) => ({ kind: "clientSecret", entra: entraOf(server), ...stored }),
  "a personal access token": () => ({ kind: "personalAccessToken", ...stored }),
};

for (const [title, credential] of Object.entries(credentials)) {
  describe(`function start-model-deploy, with ${title}`, () => {
    let fn: FunctionUnderTest;

    beforeEach(async () => {
      fn = await startFunction(30_000, credential);
      fn.secretsManager
        .on(GetSecretValueCommand, { SecretId: secretArn })
        .resolves({ SecretString: storedSecret });
    });

    afterEach(() => fn.close());

    it("starts a run, and reads the secret once", async () => {
      await fn.handle({ "message-1": modelPackageEvent(7) });
      await fn.handle({ "message-2": modelPackageEvent(8) });
      assert.deepEqual(versionsRun(fn.server), ["7", "8"]);
      assert.equal(fn.secretsManager.commandCalls(GetSecretValueCommand).length, 1);
      assert.equal(fn.sts.calls().length, 0, "no other proof is asked for");
    });

    it("takes a line end for part of the file that the value came from", async () => {
      fn.secretsManager.on(GetSecretValueCommand).resolves({ SecretString: `${storedSecret}\n` });
      await fn.handle({ "message-1": modelPackageEvent(7) });
      assert.deepEqual(versionsRun(fn.server), ["7"]);
    });

    it("reads the secret again when it is no longer taken, for somebody may have replaced it", async () => {
      fn.secretsManager.on(GetSecretValueCommand).resolves({ SecretString: "old" });
      await fn.handle({ "message-1": modelPackageEvent(7) });
      assert.deepEqual(versionsRun(fn.server), []);
      fn.secretsManager.on(GetSecretValueCommand).resolves({ SecretString: storedSecret });
      await fn.handle({ "message-2": modelPackageEvent(7) });
      assert.deepEqual(versionsRun(fn.server), ["7"]);
    });

    for (const [what, answer] of Object.entries({
      nothing: {},
      spaces: { SecretString: "  " },
      "two words": { SecretString: "PAT: abc" },
      "a binary value": { SecretBinary: Buffer.from("x") },
    })) {
      it(`gives the message up, calls nobody and repeats no value when the secret holds ${what}`, async () => {
        fn.secretsManager.on(GetSecretValueCommand).resolves(answer);
        const { result } = await fn.handle({ "message-1": modelPackageEvent(7) });
        assert.deepEqual(result, failed());
        assert.equal(fn.server.requests.length, 0);
        assert.deepEqual(
          fn.deadLetters().map(({ attributes }) => [attributes.reason, attributes.detail]),
          [
            [
              "credential-missing",
              `secret ${secretArn} holds no credential: put in the bare text of the token or client secret`,
            ],
          ],
        );
      });
    }

    it("gives the message up when nobody has put in a value yet", async () => {
      const missing = Object.assign(new Error("can't find the value"), { name: "ResourceNotFoundException" });
      fn.secretsManager.on(GetSecretValueCommand).rejects(missing);
      await fn.handle({ "message-1": modelPackageEvent(7) });
      assert.deepEqual(
        fn.deadLetters().map(({ attributes }) => attributes.reason),
        ["credential-missing"],
      );
    });

    it("gives the message up when the function may not read the secret", async () => {
      const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
      fn.secretsManager.on(GetSecretValueCommand).rejects(denied);
      await fn.handle({ "message-1": modelPackageEvent(7) });
      assert.deepEqual(
        fn.deadLetters().map(({ attributes }) => attributes.reason),
        ["aws-refused"],
      );
    });
  });
}

describe("what the function sends for its stored credential", () => {
  it("is the client secret to Entra, and a bearer token to Azure DevOps", async () => {
    const fn = await startFunction(30_000, credentials["a client secret"]);
    fn.secretsManager.on(GetSecretValueCommand).resolves({ SecretString: storedSecret });
    await fn.handle({ "message-1": modelPackageEvent(7) });
    const [request] = fn.server.requests;
    assert.ok(request);
    assert.equal(request.url, `/${tenantId}/oauth2/v2.0/token`);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request.body)), {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: storedSecret,
      scope: "499b84ac-1321-427f-aa17-267ca6975798/.default",
    });
    assert.equal(runRequests(fn.server)[0]?.headers.authorization, "Bearer access-token-1");
    await fn.close();
  });

  it("is HTTP Basic with the token as the password to Azure DevOps, and nothing to Entra", async () => {
    const fn = await startFunction(30_000, credentials["a personal access token"]);
    fn.secretsManager.on(GetSecretValueCommand).resolves({ SecretString: storedSecret });
    await fn.handle({ "message-1": modelPackageEvent(7) });
    assert.equal(fn.server.requests.length, 1);
    const basic = Buffer.from(`:${storedSecret}`).toString("base64");
    assert.equal(runRequests(fn.server)[0]?.headers.authorization, `Basic ${basic}`);
    await fn.close();
  });
});
