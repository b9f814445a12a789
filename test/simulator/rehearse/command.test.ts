import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { type CommandOptions, EXIT, runCommand } from "../../../simulator/rehearse/command";
import type { Graph } from "../../../simulator/rehearsal/graph";
import type { StoryTellers } from "../../../simulator/rehearse/stories";
import { testCloud } from "../../fixtures/rehearsal/cloud";

const fixtures = join(__dirname, "../../fixtures/rehearsal");
const program = join(fixtures, "program");

/** Stories that say what they were told. */
const TELLERS: StoryTellers = {
  build: ({ resources }) =>
    Promise.resolve({
      summary: `build of ${resources.length} resources`,
      lines: ["step by step"],
      registered: { arn: "arn:version", group: "fraud-churn", version: 7, body: {} },
    }),
  approval: (_, version) =>
    Promise.resolve({ summary: `approval of ${String(version)}`, lines: ["step by step"] }),
  deploy: (_, { group, version }, whole) => {
    const summary = `${whole ? "all" : "one"} of ${group} ${version}`;
    return Promise.resolve({ summary, lines: [summary, "step by step"] });
  },
};

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
    const { status, stdout, stderr } = await run(
      ["--stack", "complete", "--graph", file, "--story", "deploy"],
      {
        stories: () => Promise.resolve(TELLERS),
      },
    );
    assert.equal(status, EXIT.fine);
    assert.equal(
      stderr,
      [
        "program: 5 resources registered",
        `graph: written to ${file}`,
        "stories: build, approval, deploy",
        "guardrails: 4 rules have judged 5 resources",
        "",
      ].join("\n"),
    );
    assert.match(stdout, /^\nfixture\/complete: 2 resources of 1 component in 1 plane\n/);
    assert.match(stdout, /\n {2}token: \[secret\]\n/);
    assert.match(
      stdout,
      /\nModel build\n {2}build of 5 resources\n\nApproval event\n {2}approval of arn:version\n\nModel deploy\n {2}all of fraud-churn 7\n {2}step by step\n\ncomplete: fine/,
    );
    const text = readFileSync(file, "utf8");
    assert.equal((JSON.parse(text) as Graph).stack.kind, "landing-zone");
    assert.doesNotMatch(text, /secret value of/);
  });

  it("tells each story in a line, plays one deployment, and says what to do next", async () => {
    const { stdout } = await run(["--stack", "complete"], { stories: () => Promise.resolve(TELLERS) });
    assert.match(
      stdout,
      /\nModel build\n {2}build of 5 resources\n\nApproval event\n {2}approval of arn:version\n\nModel deploy\n {2}one of fraud-churn 7\n\n/,
    );
    assert.match(
      stdout,
      /\nnext: pulumi up --stack complete .*; npm run rehearse -- --story build tells a story in full\n$/,
    );
  });

  it("tells all stories in full", async () => {
    const tellers = { stories: () => Promise.resolve(TELLERS) };
    const { stdout } = await run(["--stack", "complete", "--story", "all"], tellers);
    assert.equal(stdout.match(/step by step/g)?.length, 3);
    assert.match(stdout, /\nnext: pulumi up --stack complete [^;]*\n$/);
  });

  it("approves a version that nobody has named in a stack that builds none", async () => {
    const { stdout } = await run(["--stack", "complete"], {
      stories: () => Promise.resolve({ ...TELLERS, build: () => Promise.resolve(undefined) }),
    });
    assert.match(stdout, /\nApproval event\n {2}approval of undefined\n/);
    assert.doesNotMatch(stdout, /Model build|Model deploy/);
  });

  it("ends with 1 and names what the stack allows that no stack may", async () => {
    const { status, stdout } = await run(["--stack", "complete"], {
      neverAllowed: () => Promise.resolve(["anybody approves versions"]),
    });
    assert.equal(status, EXIT.violation);
    assert.match(stdout, /\n {2}allowed anybody approves versions\n {2}1 allowed\n/);
    assert.match(stdout, /\ncomplete: refused, 1 permission that no stack may give\nnext: mend /);
  });

  it("refuses settings before anything is started", async () => {
    const { status, stdout, stderr } = await run(["--stack", "complete"], {
      pack: join(folder, "there is none"),
      checkSettings: ({ stack }) => {
        throw new Error(`settings of ${stack} are wrong`);
      },
    });
    assert.deepEqual(
      { status, stdout, stderr },
      {
        status: EXIT.refused,
        stdout: "",
        stderr: "settings of complete are wrong\n",
      },
    );
  });

  it("refuses a story that there is not", async () => {
    const { status, stderr } = await run(["--story", "retirement"]);
    assert.equal(status, EXIT.refused);
    assert.match(
      stderr,
      /^--story takes data, build, approval, deploy, monitoring or all; given "retirement"\n\nusage:/,
    );
  });

  it("ends with 1 when a mandatory rule is violated", async () => {
    const { status, stdout } = await run(["--stack", "valueless"]);
    assert.equal(status, EXIT.violation);
    assert.match(stdout, /\n {2}violation thing-has-value: test:index\/thing:Thing valueless\n/);
    assert.match(stdout, /\nvalueless: refused, 1 violation of 1 rule\nnext: mend .*\n$/);
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
      stories: () => Promise.reject(new TypeError("a fault of the rehearsal")),
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
    const child = start(join(__dirname, "../../../scripts/rehearse.ts"), "--bogus");
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
