import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type MessageAttributeValue,
} from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";

import { replay } from "../../../operations/replay/replay";
import type { Queues } from "../../../operations/replay/dead-letters";
import { queuesOf } from "../../../operations/replay/stack-queues";
import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";

const ROOT = resolve(__dirname, "..", "..", "..");
const COMMAND = join(ROOT, "operations", "replay", "replay-command.ts");
const arn = (version: number): string =>
  `arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/${version}`;
const event = (version: number): string => JSON.stringify({ detail: { ModelPackageArn: arn(version) } });
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

describeUnless(motoMissing(), "npm run replay", function () {
  let moto: MotoServer | undefined;
  let sqs: SQSClient;
  let queues: Queues;
  let number = 0;

  before(async () => {
    moto = await startMoto();
    sqs = new SQSClient({ region: "eu-west-1", endpoint: moto.url, credentials: CREDENTIALS });
  });
  after(async () => {
    if (moto === undefined) return;
    sqs.destroy();
    await moto.stop();
  });
  beforeEach(async () => {
    number += 1;
    const create = async (name: string): Promise<string> =>
      (await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${number}` }))).QueueUrl ?? "";
    queues = { queueUrl: await create("queue"), deadLetterQueueUrl: await create("dead-letters") };
  });

  async function give(body: string, attributes: Record<string, string> = {}): Promise<void> {
    const values: Record<string, MessageAttributeValue> = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queues.deadLetterQueueUrl,
        MessageBody: body,
        MessageAttributes: values,
      }),
    );
  }

  const failed = (version: number, reason: string, minute: number): Promise<void> =>
    give(event(version), {
      reason,
      detail: `detail of ${version}`,
      failedAt: `2026-11-26T08:0${minute}:00.000Z`,
      receives: "5",
    });

  async function waiting(url: string): Promise<string[]> {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    return messages.map(({ Body = "" }) => Body).sort();
  }

  async function run(changes: Partial<Parameters<typeof replay>[0]> = {}) {
    const lines: string[] = [];
    const questions: string[] = [];
    const status = await replay({
      sqs,
      queues,
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(true);
      },
      print: (line) => lines.push(line),
      ...changes,
    });
    return { status, lines, questions };
  }

  it("shows what failed and why, oldest first, asks, and sends it back", async () => {
    await failed(8, "azure-devops-throttled", 2);
    await failed(7, "azure-devops-sign-in", 1);
    const { status, lines, questions } = await run();
    assert.equal(status, 0);
    assert.deepEqual(lines, [
      "2026-11-26T08:01:00.000Z  azure-devops-sign-in",
      `  about    ${arn(7)}`,
      "  detail   detail of 7",
      "2026-11-26T08:02:00.000Z  azure-devops-throttled",
      `  about    ${arn(8)}`,
      "  detail   detail of 8",
      "2 of 2 sent back",
    ]);
    assert.deepEqual(questions, [`Send 2 messages back to ${queues.queueUrl}?`]);
    assert.deepEqual(await waiting(queues.queueUrl), [event(7), event(8)]);
    assert.deepEqual(await waiting(queues.deadLetterQueueUrl), []);
  });

  it("says what EventBridge and SQS themselves gave up", async () => {
    await give(event(7), { ERROR_CODE: "NO_PERMISSIONS", ERROR_MESSAGE: "not allowed", RULE_ARN: "arn" });
    await give("no JSON");
    const { lines } = await run();
    assert.deepEqual(
      lines.map((line) => line.replace(/^\d{4}-\S+Z/, "when")),
      [
        "when  NO_PERMISSIONS",
        `  about    ${arn(7)}`,
        "  detail   not allowed",
        "when  moved-by-sqs",
        "  about    (none)",
        "  detail   SQS moved the message after the function was cut off, or could not start, too often",
        "2 of 2 sent back",
      ],
    );
  });

  it("sends nothing unless the person says so", async () => {
    await failed(7, "azure-devops-sign-in", 1);
    const { status, lines } = await run({ confirm: () => Promise.resolve(false) });
    assert.equal(status, 0);
    assert.equal(
      lines.at(-1),
      "nothing was sent: the messages are in the dead-letter queue again in 10 minutes",
    );
    assert.deepEqual(await waiting(queues.queueUrl), []);
  });

  it("sends back one kind of failure alone", async () => {
    await failed(7, "azure-devops-sign-in", 1);
    await failed(8, "azure-devops-throttled", 2);
    const { lines, questions } = await run({ reason: "azure-devops-sign-in" });
    assert.deepEqual(questions, [`Send 1 message back to ${queues.queueUrl}; 1 with other reasons stay?`]);
    assert.equal(lines.at(-1), "1 of 1 sent back");
    assert.deepEqual(await waiting(queues.queueUrl), [event(7)]);
  });

  it("takes more than one answer of SQS holds", async () => {
    for (let version = 1; version <= 23; version += 1) await failed(version, "azure-devops-throttled", 1);
    const { lines } = await run();
    assert.equal(lines.at(-1), "23 of 23 sent back");
  });

  it("has nothing to do for an empty queue, and asks nobody", async () => {
    const { status, lines, questions } = await run();
    assert.deepEqual(
      { status, lines, questions },
      { status: 0, lines: ["nothing to send back"], questions: [] },
    );
  });

  it("sends nothing after a thought so long that others may have the messages", async () => {
    await failed(7, "azure-devops-sign-in", 1);
    const times = [0, 541_000];
    const { status, lines } = await run({ now: () => times.shift() ?? 0 });
    assert.equal(status, 1);
    assert.match(lines.at(-1) ?? "", /^nothing was sent: the answer took so long/);
    assert.deepEqual(await waiting(queues.queueUrl), []);
  });

  it("shows no control characters of what others wrote", async () => {
    await give(event(7), {
      reason: "azure-devops-refused",
      detail: "a\tb\nc",
      failedAt: "2026-11-26T08:01:00Z",
    });
    const { lines } = await run();
    assert.equal(lines[2], "  detail   a b c");
  });

  const command = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", pathToFileURL(require.resolve("tsx")).href, COMMAND, ...args], {
      encoding: "utf8",
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: moto?.url,
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      },
    });
  const addresses = (): string[] => [
    "--queue-url",
    queues.queueUrl,
    "--dead-letter-queue-url",
    queues.deadLetterQueueUrl,
  ];

  it("is a command that does all of it", async () => {
    await failed(7, "azure-devops-sign-in", 1);
    const { status, stdout, stderr } = command(...addresses(), "--yes");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /1 of 1 sent back\n$/);
    assert.deepEqual(await waiting(queues.queueUrl), [event(7)]);
  });

  it("refuses where nobody can be asked, and arguments that it does not know", async () => {
    await failed(7, "azure-devops-sign-in", 1);
    const alone = command(...addresses());
    assert.deepEqual([alone.status, alone.stderr], [2, "nobody can be asked here: say --yes\n"]);
    for (const args of [
      [],
      ["--all"],
      ["--queue-url", queues.queueUrl, "--yes"],
      ["--stack", "prod", ...addresses()],
    ]) {
      const { status, stderr } = command(...args);
      assert.equal(status, 2, args.join(" "));
      assert.match(stderr, /^usage: npm run replay/);
    }
    assert.deepEqual(await waiting(queues.queueUrl), []);
  });
});

describe("replay, when SQS fails on the way", () => {
  const queues = { queueUrl: "https://queues/queue", deadLetterQueueUrl: "https://queues/dead-letters" };
  const letters = [7, 8].map((version) => ({
    MessageId: String(version),
    ReceiptHandle: `handle ${version}`,
    Body: event(version),
    Attributes: { SentTimestamp: String(version) },
  }));

  async function run(fail: (mock: ReturnType<typeof mockClient>) => void) {
    const sqs = new SQSClient({ region: "eu-west-1" });
    const mock = mockClient(sqs);
    mock.on(ReceiveMessageCommand).resolvesOnce({ Messages: letters }).resolves({});
    mock.on(SendMessageCommand).resolves({}).on(DeleteMessageCommand).resolves({});
    fail(mock);
    const lines: string[] = [];
    const confirm = () => Promise.resolve(true);
    const status = await replay({ sqs, queues, confirm, print: (line) => lines.push(line) });
    const deleted = mock
      .commandCalls(DeleteMessageCommand)
      .map(({ args: [{ input }] }) => input.ReceiptHandle);
    return { status, lines: lines.slice(6), deleted };
  }

  it("deletes nothing that was not sent, and says what stays", async () => {
    const { status, lines, deleted } = await run((mock) => {
      mock.on(SendMessageCommand, { MessageBody: event(8) }).rejects(new Error("access denied"));
    });
    assert.equal(status, 1);
    assert.deepEqual(deleted, ["handle 7"]);
    assert.deepEqual(lines, ["1 of 2 sent back", `could not be sent, and stays: ${arn(8)}: access denied`]);
  });

  it("goes on when one cannot be deleted, and says so", async () => {
    const { status, lines } = await run((mock) => {
      mock.on(DeleteMessageCommand, { ReceiptHandle: "handle 7" }).rejects(new Error("expired"));
    });
    assert.equal(status, 1);
    assert.deepEqual(lines, [
      "2 of 2 sent back",
      `not deleted from the dead-letter queue, where it is there again: ${arn(7)}`,
    ]);
  });
});

describe("queuesOf", () => {
  const approvalQueues = {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/200000000002/approvals",
    deadLetterQueueUrl: "https://sqs.eu-west-1.amazonaws.com/200000000002/approvals-dead-letters",
  };

  it("reads the outputs of a stack", () => {
    assert.deepEqual(queuesOf(JSON.stringify({ approvalQueues, studioUrl: "x" }), "prod"), approvalQueues);
  });

  for (const text of ["", "{}", JSON.stringify({ approvalQueues: { queueUrl: "x" } })]) {
    it(`fails for ${text || "nothing"}, and says what to do`, () => {
      assert.throws(() => queuesOf(text, "prod"), {
        message:
          "stack prod has no output approvalQueues: bring it up with this version, or give --queue-url and --dead-letter-queue-url",
      });
    });
  }
});
