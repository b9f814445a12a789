import assert from "node:assert/strict";
import { createRunStarter } from "../../../functions/start-model-deploy/azure-devops";
import type { Authorization } from "../../../functions/shared/azure-devops/credential";
import type { Settings } from "../../../functions/start-model-deploy/environment";
import { FinalError, RetryableError } from "../../../functions/shared/azure-devops/errors";
import type { AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import { arn, assertion, clientId, settingsFor, startServer, tenantId } from "./support";

describe("createRunStarter", () => {
  const parameters = {
    modelPackageArn: arn(7),
    modelPackageGroup: "churn",
    modelPackageVersion: "7",
    startedBy: "approval",
  } as const;
  let server: AzureDevOpsServer;
  let settings: Settings["azureDevOps"];
  let authorization: Authorization;

  beforeEach(async () => {
    server = await startServer();
    settings = settingsFor(server, 30_000).azureDevOps;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      scope: "499b84ac-1321-427f-aa17-267ca6975798/.default",
    });
    const answer = await fetch(`${server.url}/${tenantId}/oauth2/v2.0/token`, { method: "POST", body: form });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    authorization = { get: () => Promise.resolve(`Bearer ${token}`), drop: () => undefined };
  });

  afterEach(() => server.close());

  it("sends exactly this request", async () => {
    const run = await createRunStarter(settings, authorization)(parameters);

    assert.deepEqual(run, {
      id: 1,
      url: `${server.organizationUrl}/Customer%20Churn/_build/results?buildId=1`,
    });
    const request = server.requests.at(-1);
    assert.ok(request);
    assert.equal(request.method, "POST");
    assert.equal(request.url, "/contoso/Customer%20Churn/_apis/pipelines/42/runs?api-version=7.1");
    const { accept, "content-type": contentType, "x-tfs-fedauthredirect": redirect } = request.headers;
    assert.deepEqual(
      { sent: request.headers.authorization, accept, contentType, redirect },
      {
        sent: "Bearer access-token-1",
        accept: "application/json",
        contentType: "application/json",
        redirect: "Suppress",
      },
    );
    assert.deepEqual(JSON.parse(request.body), {
      resources: { repositories: { self: { refName: "refs/heads/main" } } },
      templateParameters: {
        modelPackageArn: arn(7),
        modelPackageGroup: "churn",
        modelPackageVersion: "7",
        startedBy: "approval",
      },
    });
  });

  it("fails when the pipeline does not exist, with the reason that Azure DevOps gives", async () => {
    await assert.rejects(
      createRunStarter({ ...settings, pipelineId: 43 }, authorization)(parameters),
      new FinalError(
        "azure-devops-not-found",
        "azure devops refused to start the run: status 404, the pipeline or project does not exist",
      ),
    );
  });

  it("fails when the pipeline does not take a parameter", async () => {
    await assert.rejects(
      createRunStarter(settings, authorization)({ ...parameters, extra: "1" } as typeof parameters),
      new FinalError(
        "azure-devops-refused",
        "azure devops refused to start the run: status 400, Unexpected parameter 'extra'",
      ),
    );
  });

  it("fails for good on 203, with no word of the page", async () => {
    server.fail("runs", { status: 203, body: "<html>secret page</html>" });
    await assert.rejects(
      createRunStarter(settings, authorization)(parameters),
      new FinalError(
        "azure-devops-sign-in",
        "azure devops refused to start the run: status 203, no reason in JSON",
      ),
    );
  });

  it("does not follow a redirect", async () => {
    server.fail("runs", { status: 302, headers: { Location: `${server.url}/signin` }, body: "" });
    await assert.rejects(createRunStarter(settings, authorization)(parameters), FinalError);
    assert.equal(
      server.requests.some(({ url }) => url === "/signin"),
      false,
    );
  });

  it("fails when the answer claims to be JSON and is not", async () => {
    server.fail("runs", { status: 200, headers: { "Content-Type": "application/json" }, body: "<html>" });
    await assert.rejects(
      createRunStarter(settings, authorization)(parameters),
      new FinalError(
        "azure-devops-unexpected-answer",
        "azure devops answered status 200 without the id of a run",
      ),
    );
  });

  it("keeps a long reason short", async () => {
    server.fail("runs", { status: 400, body: { message: "x".repeat(1_000) } });
    await assert.rejects(
      createRunStarter(settings, authorization)(parameters),
      new FinalError(
        "azure-devops-refused",
        `azure devops refused to start the run: status 400, ${"x".repeat(300)}`,
      ),
    );
  });

  it("fails, to be retried, when nobody listens", async () => {
    await server.close();
    const { host } = new URL(server.url);
    await assert.rejects(
      createRunStarter(settings, authorization)(parameters),
      new RetryableError(
        "azure-devops-no-answer",
        `no complete answer from ${host} within 30000 ms: ECONNREFUSED`,
      ),
    );
    server = await startServer();
  });
});
