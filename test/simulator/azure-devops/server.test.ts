import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";

import { startAzureDevOps, type AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import { form, run, tenantId } from "./azure-devops-requests";

type Sent = Omit<RequestInit, "headers"> & { url?: string; headers?: Record<string, string> };

describe("stand-in of Azure DevOps", () => {
  let server: AzureDevOpsServer;

  beforeEach(async () => {
    server = await startAzureDevOps({
      tenantId,
      clientId: "client",
      clientAssertion: "the.right.one",
      clientSecret: "right-secret",
      personalAccessToken: "right-token",
      fault: (endpoint, { body }) =>
        endpoint === "runs" && body.includes("struck") ? { status: 503, body: "" } : undefined,
      organization: "contoso",
      project: "churn",
      pipelines: {
        42: {
          name: "Model Deploy",
          parameters: [
            { name: "model" },
            { name: "version" },
            { name: "by", default: "person", values: ["person", "approval"] },
            { name: "note", default: "" },
          ],
        },
      },
    });
  });
  afterEach(() => server.close());
  const post = async (
    url: string,
    init: RequestInit,
  ): Promise<{ status: number; body: unknown; headers: Headers }> => {
    const response = await fetch(url, { method: "POST", redirect: "manual", ...init });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  const askToken = (changes: Record<string, string>): ReturnType<typeof post> =>
    post(`${server.url}/${tenantId}/oauth2/v2.0/token`, {
      body: new URLSearchParams({ ...form, ...changes }),
    });
  const runsUrl = (): string => `${server.organizationUrl}/churn/_apis/pipelines/42/runs?api-version=7.1`;
  const askRun = async (
    body: unknown,
    { url = runsUrl(), headers = {}, ...more }: Sent = {},
  ): ReturnType<typeof post> => {
    await askToken({});
    return post(url, {
      headers: { Authorization: "Bearer access-token-1", "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...more,
    });
  };

  it("listens on this machine only", () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  describe("token endpoint", () => {
    it("gives each proven application another bearer token", async () => {
      const { status, body } = await askToken({});
      assert.equal(status, 200);
      assert.deepEqual(body, { token_type: "Bearer", expires_in: 3599, access_token: "access-token-1" });
      assert.deepEqual((await askToken({})).body, {
        token_type: "Bearer",
        expires_in: 3599,
        access_token: "access-token-2",
      });
    });

    it("takes the client secret of the application, and no other", async () => {
      const { client_assertion, client_assertion_type, ...rest } = form;
      const ask = (client_secret: string) =>
        post(`${server.url}/${tenantId}/oauth2/v2.0/token`, {
          body: new URLSearchParams({ ...rest, client_secret }),
        });
      assert.equal((await ask("right-secret")).status, 200);
      const { status, body } = await ask(`${client_assertion}${client_assertion_type}`);
      assert.deepEqual([status, (body as { error: string }).error], [401, "invalid_client"]);
    });

    for (const [changes, status, error] of [
      [{ grant_type: "password" }, 400, "unsupported_grant_type"],
      [{ client_id: "another" }, 401, "unauthorized_client"],
      [{ client_assertion_type: "urn:other" }, 401, "invalid_client"],
      [{ client_assertion: "a.wrong.one" }, 401, "invalid_client"],
      [{ scope: "https://graph.microsoft.com/.default" }, 400, "invalid_scope"],
    ] as const) {
      it(`refuses ${JSON.stringify(changes)}`, async () => {
        const answer = await askToken(changes);
        assert.deepEqual([answer.status, (answer.body as { error: string }).error], [status, error]);
      });
    }

    it("refuses a body that is not a form", async () => {
      const { status } = await post(`${server.url}/${tenantId}/oauth2/v2.0/token`, {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(form),
      });
      assert.equal(status, 400);
    });
  });

  describe("runs endpoint", () => {
    it("starts a run and records it", async () => {
      const { status, body } = await askRun(run);
      assert.equal(status, 200);
      const url = `${server.organizationUrl}/churn/_apis/pipelines/42/runs/1`;
      assert.deepEqual(body, {
        id: 1,
        name: "1",
        state: "inProgress",
        url,
        pipeline: { id: 42, name: "Model Deploy" },
        templateParameters: { model: "churn", version: "7", by: "person", note: "" },
        _links: {
          self: { href: url },
          web: { href: `${server.organizationUrl}/churn/_build/results?buildId=1` },
        },
      });
      assert.deepEqual(server.runs, [
        {
          id: 1,
          pipelineId: 42,
          pipelineName: "Model Deploy",
          refName: "refs/heads/main",
          templateParameters: { model: "churn", version: "7", by: "person", note: "" },
        },
      ]);
    });

    it("takes a value that the parameter allows, in place of its default", async () => {
      const { status } = await askRun({
        ...run,
        templateParameters: { ...run.templateParameters, by: "approval" },
      });
      assert.equal(status, 200);
      assert.equal(server.runs[0]?.templateParameters.by, "approval");
    });

    it("takes the personal access token by HTTP Basic, with any user name", async () => {
      for (const [credentials, expected] of [
        [":right-token", 200],
        ["anybody:right-token", 200],
        [":wrong-token", 401],
        ["right-token:", 401],
        ["right-token", 401],
      ] as const) {
        const Authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
        const { status } = await askRun(run, {
          headers: { Authorization, "X-TFS-FedAuthRedirect": "Suppress" },
        });
        assert.equal(status, expected, credentials);
      }
    });

    it("records every request, refused ones too", async () => {
      await askRun("{}");
      assert.deepEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        [
          `POST /${tenantId}/oauth2/v2.0/token`,
          "POST /contoso/churn/_apis/pipelines/42/runs?api-version=7.1",
        ],
      );
      assert.equal(server.requests[1]?.body, "{}");
    });

    it("answers 401 to a token that it has not given out, when the client asks for that", async () => {
      const headers = { Authorization: "Bearer access-token-9", "X-TFS-FedAuthRedirect": "Suppress" };
      const { status } = await askRun(run, { headers });
      assert.equal(status, 401);
    });

    it("sends a client without a token to the sign-in page otherwise", async () => {
      const { status, headers } = await askRun(run, { headers: { Authorization: "" } });
      assert.deepEqual([status, headers.get("location")], [302, "https://login.microsoftonline.com/"]);
    });

    for (const [title, path] of [
      ["an unknown pipeline", "contoso/churn/_apis/pipelines/43/runs"],
      ["an unknown project", "contoso/other/_apis/pipelines/42/runs"],
      ["an unknown organization", "other/churn/_apis/pipelines/42/runs"],
      ["another resource", "contoso/churn/_apis/pipelines/42"],
    ] as const) {
      it(`answers 404 to ${title}`, async () => {
        const { status } = await askRun(run, { url: `${server.url}/${path}?api-version=7.1` });
        assert.equal(status, 404);
      });
    }

    const { resources, templateParameters } = run;
    for (const [title, body, message] of [
      [
        "a missing parameter",
        { resources, templateParameters: { model: "churn" } },
        "A value for the 'version' parameter must be provided.",
      ],
      [
        "an unknown parameter",
        { resources, templateParameters: { ...templateParameters, x: "1" } },
        "Unexpected parameter 'x'",
      ],
      [
        "a number",
        { resources, templateParameters: { ...templateParameters, version: 7 } },
        "the value of templateParameters.version must be a string",
      ],
      [
        "a value that the parameter does not allow",
        { resources, templateParameters: { ...templateParameters, by: "nobody" } },
        "The 'by' parameter value 'nobody' is not a valid value; allowed are person, approval.",
      ],
      [
        "an empty value of a parameter without a default",
        { resources, templateParameters: { ...templateParameters, version: "" } },
        "A value for the 'version' parameter must be provided.",
      ],
      ["no parameters", { resources }, "templateParameters must be an object"],
      [
        "a branch that is no full ref",
        { resources: { repositories: { self: { refName: "main" } } }, templateParameters },
        "refName must be a full ref such as refs/heads/main",
      ],
      ["no branch", { templateParameters }, "refName must be a full ref such as refs/heads/main"],
      ["no JSON", "hello", "refName must be a full ref such as refs/heads/main"],
    ] as const) {
      it(`answers 400 to ${title}`, async () => {
        const answer = await askRun(body);
        assert.deepEqual([answer.status, (answer.body as { message: string }).message], [400, message]);
        assert.equal(server.runs.length, 0);
      });
    }

    it("answers 400 without the version of the API", async () => {
      const { status } = await askRun(run, { url: runsUrl().replace(/\?.*/, "") });
      assert.equal(status, 400);
    });

    it("answers 415 to a body that is not declared as JSON", async () => {
      const { status } = await askRun(run, { headers: { "Content-Type": "text/plain" } });
      assert.equal(status, 415);
    });
  });

  describe("faults", () => {
    it("answers the next calls of the endpoint as told, in order, then normally", async () => {
      server.fail(
        "runs",
        { status: 429, headers: { "Retry-After": "30" }, body: "" },
        { status: 500, body: "" },
      );
      const first = await askRun(run);
      assert.deepEqual([first.status, first.headers.get("retry-after")], [429, "30"]);
      assert.equal((await askRun(run)).status, 500);
      assert.equal((await askRun(run)).status, 200);
      assert.equal(server.runs.length, 1);
    });

    it("asks for each call what happens to it, where nothing was told", async () => {
      const struck = { ...run, templateParameters: { ...run.templateParameters, note: "struck" } };
      assert.equal((await askRun(struck)).status, 503);
      assert.equal((await askRun(run)).status, 200);
      server.fail("runs", { status: 500, body: "" });
      assert.equal((await askRun(struck)).status, 500);
      assert.equal(server.runs.length, 1);
    });

    it("executes a call that it answers late", async () => {
      server.fail("runs", { delayMs: 60_000 });
      const impatient = new AbortController();
      const givenUp = assert.rejects(askRun(run, { signal: impatient.signal }), { name: "AbortError" });
      while (server.runs.length === 0) await setImmediate();
      impatient.abort();
      await givenUp;
    });
  });
});
