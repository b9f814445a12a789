import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, it } from "node:test";

import type { Environment } from "../../../shared/variables";
import { main } from "../../tools/cli";
import { issue } from "./sample-run";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

describe("start-rollback", () => {
  let server: Server;
  let organization: string;
  let requests: { readonly line: string; readonly authorization: string; readonly body: unknown }[];
  let answers: Record<"find" | "definition" | "run", Answer>;

  beforeEach(async () => {
    requests = [];
    answers = {
      find: { status: 200, body: { count: 1, value: [{ id: 12, name: "Model Deploy" }] } },
      definition: { status: 200, body: { id: 12, variables: { TEAM: { value: "credit" } } } },
      run: { status: 200, body: { id: 88, state: "inProgress" } },
    };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const line = `${request.method ?? ""} ${request.url ?? ""}`;
        requests.push({
          line,
          authorization: request.headers.authorization ?? "",
          body: text === "" ? undefined : JSON.parse(text),
        });
        const kind = line.includes("/runs?") ? "run" : line.includes("definitions?") ? "find" : "definition";
        const { status, body } = answers[kind];
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    organization = `http://127.0.0.1:${(server.address() as AddressInfo).port}/contoso`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  const start = async (
    environment: Environment = { AZURE_DEVOPS_EXT_PAT: "pat" },
    options = ["--model", "churn", "--organization", organization, "--project", "Credit ML"],
  ) => {
    const lines: string[] = [];
    const exitCode = await main(["start-rollback", ...options], environment, (line) => lines.push(line));
    return { exitCode, lines };
  };

  it("starts a run of Model Deploy on main that asks for the previous version, and shows its page", async () => {
    assert.deepEqual(await start(), {
      exitCode: 0,
      lines: [`Run 88 takes credit-churn back: ${organization}/Credit%20ML/_build/results?buildId=88`],
    });
    assert.deepEqual(
      requests.map(({ line }) => line),
      [
        "GET /contoso/Credit%20ML/_apis/build/definitions?name=Model%20Deploy&api-version=7.1",
        "GET /contoso/Credit%20ML/_apis/build/definitions/12?api-version=7.1",
        "POST /contoso/Credit%20ML/_apis/pipelines/12/runs?api-version=7.1",
      ],
    );
    assert.deepEqual(requests[2]?.body, {
      resources: { repositories: { self: { refName: "refs/heads/main" } } },
      templateParameters: {
        modelPackageArn: "previous",
        modelPackageGroup: "credit-churn",
        modelPackageVersion: "previous",
        startedBy: "person",
      },
    });
    assert.equal(requests.at(-1)?.authorization, `Basic ${Buffer.from(":pat").toString("base64")}`);
  });

  it("takes a token of Entra", async () => {
    assert.equal((await start({ AZURE_DEVOPS_TOKEN: "jwt" })).exitCode, 0);
    assert.equal(requests[0]?.authorization, "Bearer jwt");
  });

  const refusals: Readonly<Record<string, readonly [Partial<typeof answers>, number, string]>> = {
    "a page to sign in, which is a success by its status": [
      { run: { status: 203, body: "<html>Sign In</html>" } },
      3,
      "Azure DevOps does not take the token (status 203): has it expired?",
    ],
    "a bad token": [
      { find: { status: 401, body: "" } },
      3,
      "Azure DevOps does not take the token (status 401): has it expired?",
    ],
    "a refusal": [
      { run: { status: 403, body: { message: "TF215106: Access denied. Needs Queue builds" } } },
      1,
      "Azure DevOps refused (status 403): TF215106: Access denied. Needs Queue builds",
    ],
    "an answer that is accepted but not done": [
      { run: { status: 202, body: { id: 88 } } },
      1,
      "Azure DevOps refused (status 202): it gives no reason",
    ],
    "a run without an id": [
      { run: { status: 200, body: { state: "unknown" } } },
      1,
      "Azure DevOps answered without the id of a run: look at the pipeline's page whether one has started",
    ],
    "a pipeline without its variables": [
      { definition: { status: 200, body: { id: 12 } } },
      1,
      "the pipeline Model Deploy has no variable TEAM: ask the platform team to set its variables again",
    ],
  };
  for (const [what, [more, exitCode, message]] of Object.entries(refusals)) {
    it(`fails at ${what}, and starts nothing twice`, async () => {
      answers = { ...answers, ...more };
      assert.deepEqual(await start(), { exitCode, lines: [issue(message)] });
      assert.ok(requests.filter(({ line }) => line.startsWith("POST")).length <= 1);
    });
  }

  it("fails if there is no such pipeline", async () => {
    answers.find = { status: 200, body: { count: 0, value: [] } };
    const { exitCode, lines } = await start();
    assert.equal(exitCode, 1);
    assert.match(lines[0] ?? "", /has no pipeline named Model Deploy, as far as this token may see/);
  });

  it("fails before it calls anybody without a token, with two, or without a model", async () => {
    for (const environment of [{}, { AZURE_DEVOPS_EXT_PAT: "a", AZURE_DEVOPS_TOKEN: "b" }]) {
      assert.equal((await start(environment)).exitCode, 3);
    }
    assert.deepEqual(await start({}, ["--organization", "contoso"]), {
      exitCode: 2,
      lines: [issue("--model is missing\n--project is missing")],
    });
    const away = ["--model", "churn", "--organization", "http://example.com/contoso", "--project", "p"];
    assert.deepEqual(await start({ AZURE_DEVOPS_EXT_PAT: "pat" }, away), {
      exitCode: 2,
      lines: [issue("--organization is http://example.com/contoso: a token goes to https only")],
    });
    assert.deepEqual(requests, []);
  });
});
