import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { PYTHON, Space } from "./space";

const CODE = {
  message: "Enter ABCD at https://microsoft.com/devicelogin",
  device_code: "secret-code",
  interval: 0,
  expires_in: 60,
};
const PENDING = { error: "authorization_pending" };

/** Runs the helper as git does, with Entra somewhere else. */
const LOAD = `
import importlib.machinery, importlib.util, sys
loader = importlib.machinery.SourceFileLoader("helper", sys.argv[1])
helper = importlib.util.module_from_spec(importlib.util.spec_from_loader("helper", loader))
loader.exec_module(helper)
helper.AUTHORITY = sys.argv[2]
print(helper.sign_in())
`;

describe("git-credential-entra of studio/set-up.sh", () => {
  let space: Space;
  let entra: Server;
  let asked: string[];
  let answers: readonly (readonly [status: number, answer: object])[];

  beforeEach((done) => {
    space = new Space();
    space.start();
    asked = [];
    entra = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += String(part)));
      request.on("end", () => {
        const [status, answer] = answers[asked.length] ?? [500, {}];
        asked.push(`${request.url ?? ""} ${body}`);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    }).listen(0, "127.0.0.1", done);
  });
  afterEach((done) => {
    space.remove();
    entra.close(done);
  });

  const helper = (): string => `${space.home}/.mlops/bin/git-credential-entra`;

  const signIn = (): Promise<{ status: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const { port } = entra.address() as AddressInfo;
      const child = spawn(PYTHON, ["-c", LOAD, helper(), `http://127.0.0.1:${port}`]);
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (part) => (stdout += String(part)));
      child.stderr.on("data", (part) => (stderr += String(part)));
      child.on("close", (status) => {
        resolve({ status, stdout, stderr });
      });
    });

  it("shows a code and waits until the person has entered it", async () => {
    answers = [
      [200, CODE],
      [400, PENDING],
      [200, { access_token: "token-of-entra" }],
    ];
    assert.deepEqual(await signIn(), {
      status: 0,
      stdout: "token-of-entra\n",
      stderr: `${CODE.message}\n`,
    });
    const client = "client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    const grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=secret-code";
    assert.deepEqual(asked, [
      `/devicecode ${client}&scope=499b84ac-1321-427f-aa17-267ca6975798%2F.default`,
      `/token ${client}&${grant}`,
      `/token ${client}&${grant}`,
    ]);
  });

  for (const [what, given, message] of [
    [
      "the person declines",
      [
        [200, CODE],
        [400, { error: "access_denied", error_description: "declined" }],
      ],
      "declined",
    ],
    ["the tenant forbids codes", [[400, { error: "x", error_description: "AADSTS50199" }]], "AADSTS50199"],
    ["nobody enters the code", [[200, { ...CODE, expires_in: 0 }]], "nobody signed in in time"],
  ] as const) {
    it(`fails when ${what}`, async () => {
      answers = given;
      const { status, stdout, stderr } = await signIn();
      assert.deepEqual([status, stdout], [1, ""]);
      assert.equal(stderr.trimEnd().split("\n").at(-1), message);
    });
  }

  for (const operation of ["store", "erase"]) {
    it(`neither asks nor keeps anything when git wants to ${operation} a token`, () => {
      const { status, stdout, stderr } = space.run(PYTHON, [helper(), operation]);
      assert.deepEqual([status, stdout, stderr, asked], [0, "", "", []]);
    });
  }
});
