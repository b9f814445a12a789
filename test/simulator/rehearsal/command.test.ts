import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { type CommandOptions, EXIT, runCommand } from "../../../simulator/rehearsal/command";
import type { Graph } from "../../../simulator/rehearsal/graph";
import { testCloud } from "../../fixtures/rehearsal/cloud";

const fixtures = join(__dirname, "../../fixtures/rehearsal");
const program = join(fixtures, "program");

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command on the fixture program and pack. */
async function run(args: readonly string[], options: Partial<CommandOptions> = {}): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): CommandOptions["stdout"] => ({
    write: (text) => {
      written[name] += stripVTControlCharacters(text);
    },
  });
  const status = await runCommand(args, {
    program,
    pack: join(fixtures, "pack"),
    clouds: testCloud,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    ...options,
  });
  return { status, ...written };
}

const folder = mkdtempSync(join(tmpdir(), "rehearse-"));

after(() => {
  rmSync(folder, { recursive: true });
});

describe("the rehearse command", () => {
  it("shows the plan of a sound stack, writes its graph and ends with 0", async () => {
    const file = join(folder, "graph.json");
    const { status, stdout, stderr } = await run(["--stack", "complete", "--graph", file], {
      followBuild: ({ graph, resources }) =>
        Promise.resolve({
          lines: [`build sees ${graph.resources.length} and ${resources.length} resources`],
          registered: { arn: "arn:version", group: "fraud-churn", version: 7, body: {} },
        }),
      followApproval: ({ resources }, version) =>
        Promise.resolve([`approval of ${String(version)} sees ${resources.length} resources`]),
      followDeployments: ({ resources }, { group, version }) =>
        Promise.resolve({ lines: [`deployment of ${group} ${version} sees ${resources.length} resources`] }),
    });
    assert.equal(status, EXIT.fine);
    assert.equal(
      stderr,
      `program: 5 resources registered\ngraph: written to ${file}\nguardrails: 4 rules have judged 5 resources\n`,
    );
    assert.match(stdout, /^\nfixture\/complete: 2 resources of 1 component in 1 plane\n/);
    assert.match(stdout, /\n {2}token: \[secret\]\n/);
    assert.match(
      stdout,
      /\nModel build\n {2}build sees 5 and 5 resources\n\nApproval event\n {2}approval of arn:version sees 5 resources\n\nModel deploy\n {2}deployment of fraud-churn 7 sees 5 resources\n\ncomplete: fine/,
    );
    const text = readFileSync(file, "utf8");
    assert.equal((JSON.parse(text) as Graph).stack.kind, "landing-zone");
    assert.doesNotMatch(text, /secret value of/);
  });

  it("approves a version that nobody has named in a stack that builds none", async () => {
    const { stdout } = await run(["--stack", "complete"], {
      followBuild: () => Promise.resolve(undefined),
      followApproval: (_, version) => Promise.resolve([`approval of ${String(version)}`]),
    });
    assert.match(stdout, /\nApproval event\n {2}approval of undefined\n/);
    assert.doesNotMatch(stdout, /Model build/);
  });

  it("ends with 1 when a mandatory rule is violated", async () => {
    const { status, stdout } = await run(["--stack", "valueless"]);
    assert.equal(status, EXIT.violation);
    assert.match(stdout, /\n {2}violation thing-has-value: test:index\/thing:Thing valueless\n/);
    assert.match(stdout, /\nvalueless: refused, 1 violation of 1 rule\n$/);
  });

  it("takes the policy config of the stack's profile", async () => {
    const { status, stdout } = await run(["--stack-file", join(program, "Pulumi.trial.yaml")]);
    assert.equal(status, EXIT.fine);
    assert.match(stdout, /\n {2}advisory thing-has-value: test:index\/thing:Thing valueless\n/);
  });

  it("ends with 2 and the program's own words when settings are refused", async () => {
    assert.deepEqual(await run(["--stack", "refused"]), {
      status: EXIT.refused,
      stdout: "",
      stderr: "settings of stack x are wrong\n",
    });
  });

  it("ends with 2 for a missing stack, prod by default, and names those that there are", async () => {
    assert.deepEqual(await run([]), {
      status: EXIT.refused,
      stdout: "",
      stderr:
        "no stack prod: there is no file Pulumi.prod.yaml; " +
        "there are complete, other, refused, trial, valueless\n",
    });
  });

  it("ends with 2 and the usage for flags that it does not know, and for two stacks", async () => {
    const unknown = await run(["--bogus"]);
    assert.equal(unknown.status, EXIT.refused);
    assert.match(unknown.stderr, /^Unknown option '--bogus'.*\n\nusage: npm run rehearse/);
    const both = await run(["--stack", "a", "--stack-file", "b"]);
    assert.equal(both.status, EXIT.refused);
    assert.match(both.stderr, /^give --stack or --stack-file, not both\n\nusage:/);
  });

  it("ends with 2 when the graph cannot be written", async () => {
    const { status, stderr } = await run(["--stack", "other", "--graph", join(folder, "none", "graph.json")]);
    assert.equal(status, EXIT.refused);
    assert.match(stderr, /\ncannot write the graph: ENOENT/);
  });

  it("shows where it is at fault itself", async () => {
    const { status, stderr } = await run(["--stack", "other"], {
      followApproval: () => Promise.reject(new TypeError("a fault of the rehearsal")),
    });
    assert.equal(status, EXIT.refused);
    assert.match(stderr, /\nTypeError: a fault of the rehearsal\n +at /);
  });

  it("shows its usage on request", async () => {
    const { status, stdout } = await run(["--help"]);
    assert.equal(status, EXIT.fine);
    assert.match(stdout, /^usage: npm run rehearse/);
  });
});

describe("the rehearse process", () => {
  const start = (script: string, ...args: string[]): ReturnType<typeof spawn> =>
    spawn(process.execPath, ["--import", "tsx", script, ...args], { stdio: ["ignore", "pipe", "pipe"] });

  it("exits with the command's status", async () => {
    const child = start(join(__dirname, "../../../simulator/rehearse.ts"), "--bogus");
    assert.deepEqual(await once(child, "close"), [EXIT.refused, null]);
  });

  it("takes the program along when it is interrupted", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const stackFile = join(folder, "Pulumi.endless.yaml");
    writeFileSync(stackFile, `config:\n  fixture:case: endless\n  fixture:port: ${port}\n`);

    const child = start(join(fixtures, "command.ts"), "--stack-file", stackFile);
    const [connection] = (await once(server, "connection")) as [Socket];
    connection.resume();
    const disconnected = once(connection, "close");
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [130, null]);
    await disconnected;
    server.close();
  });
});
