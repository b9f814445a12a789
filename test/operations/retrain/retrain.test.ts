import assert from "node:assert/strict";

import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";

import { parseRequest } from "../../../functions/guard-retraining/request";
import { retrain } from "../../../operations/retrain/command";

const QUEUE = "https://sqs.eu-west-1.amazonaws.com/200000000002/mlops-fraud-automation-retraining-requests";
const OUTPUTS = JSON.stringify({
  retraining: {
    queueUrl: QUEUE,
    deadLetterQueueUrl: `${QUEUE}-dead-letters`,
    models: { churn: "retrain", payments: "notify" },
  },
});

describe("npm run retrain", () => {
  let sqs: AwsClientStub<SQSClient>;

  beforeEach(() => {
    sqs = mockClient(SQSClient);
    sqs.on(SendMessageCommand).resolves({});
  });
  afterEach(() => {
    sqs.restore();
  });

  async function run(args: readonly string[], outputs = OUTPUTS): Promise<{ status: number; said: string }> {
    const said: string[] = [];
    const say = (line: string): number => said.push(line);
    const status = await retrain(args, {
      print: say,
      printError: say,
      outputs: () => outputs,
      sqs: () => new SQSClient({ region: "eu-west-1" }),
      now: () => new Date("2026-11-10T12:00:00Z"),
    });
    return { status, said: said.join("\n") };
  }

  const CHURN = ["--stack", "prod", "--model", "churn", "--reason", "new products"];

  it("sends what the guard reads as a person's request", async () => {
    const { status, said } = await run([...CHURN, "--despite", "budget,cool-down"]);
    assert.equal(status, 0);
    const [sent, second] = sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);
    assert.equal(second, undefined);
    assert.equal(sent?.QueueUrl, QUEUE);
    const { id, ...request } = parseRequest(sent.MessageBody ?? "", "fraud", "AROA:person");
    assert.ok(said.includes(id));
    assert.deepEqual(request, {
      model: "churn",
      by: "person",
      at: "2026-11-10T12:00:00.000Z",
      reason: "new products",
      despite: ["budget", "cool-down"],
      sender: "AROA:person",
    });
  });

  for (const [what, args, message] of [
    [
      "a model in mode notify",
      [...CHURN.slice(0, 3), "payments", ...CHURN.slice(4)],
      /mode of payments is notify/,
    ],
    [
      "a model without retraining",
      [...CHURN.slice(0, 3), "other", ...CHURN.slice(4)],
      /does not retrain other/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { status, said } = await run(args);
      assert.equal(status, 1);
      assert.match(said, message);
      assert.equal(sqs.calls().length, 0);
    });
  }

  it("refuses a stack without the output", async () => {
    assert.equal((await run(CHURN, "{}")).status, 1);
  });

  for (const [what, args] of Object.entries({
    "no reason": CHURN.slice(0, 4),
    "a reason that a shell could act on": [...CHURN.slice(0, 5), "$(rm)"],
    "a limit that holds for everybody": [...CHURN, "--despite", "building"],
    "an unknown option": [...CHURN, "--force"],
  })) {
    it(`asks for other arguments: ${what}`, async () => {
      const { status, said } = await run(args);
      assert.equal(status, 2);
      assert.match(said, /usage: npm run retrain/);
      assert.equal(sqs.calls().length, 0);
    });
  }

  it("says so when the queue does not take it", async () => {
    sqs.on(SendMessageCommand).rejects(new Error("access denied"));
    assert.deepEqual(await run(CHURN), { status: 1, said: "access denied" });
  });
});
