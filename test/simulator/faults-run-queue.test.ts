import assert from "node:assert/strict";

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { setTimeout as delay } from "node:timers/promises";

import type { VirtualClock } from "../../simulator/faults-run/clock";
import { StandardQueue } from "../../simulator/faults-run/queue-model";
import { seeded } from "../../simulator/faults-run/random";
import { sqsClientOf } from "../../simulator/faults-run/sqs-client";
import type { MotoServer } from "../support/moto";
import { motoMissing, startMoto } from "../support/moto";

interface Place {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  readonly pass: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Queues with a visibility time-out of two seconds that give up after two deliveries. */
const places: Record<string, { readonly missing?: string | undefined; readonly open: () => Promise<Place> }> =
  {
    "the model of SQS": { open: () => Promise.resolve(modelled()) },
    "SQS of a moto server": { missing: motoMissing(), open: served },
  };

function modelled(): Place {
  let time = 0;
  const clock: VirtualClock = { now: () => time, moveTo: (next) => (time = next) };
  const common = { clock, random: seeded(1), visibilitySeconds: 2 };
  const to = new StandardQueue({ ...common, url: "https://queues/dead-letters" });
  const queue = new StandardQueue({
    ...common,
    url: "https://queues/queue",
    redrive: { maxReceiveCount: 2, to },
  });
  return {
    sqs: sqsClientOf([queue, to], "eu-west-1"),
    queueUrl: queue.url,
    deadLetterUrl: to.url,
    pass: (seconds) => {
      clock.moveTo(time + seconds * 1000);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

async function served(): Promise<Place> {
  const moto: MotoServer = await startMoto();
  const sqs = new SQSClient({
    region: "eu-west-1",
    endpoint: moto.url,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  });
  const visibility = { VisibilityTimeout: "2" };
  const deadLetters = await sqs.send(new CreateQueueCommand({ QueueName: "dead", Attributes: visibility }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters.QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 };
  const queue = await sqs.send(
    new CreateQueueCommand({
      QueueName: "queue",
      Attributes: { ...visibility, RedrivePolicy: JSON.stringify(redrive) },
    }),
  );
  return {
    sqs,
    queueUrl: queue.QueueUrl ?? "",
    deadLetterUrl: deadLetters.QueueUrl ?? "",
    pass: (seconds) => delay(seconds * 1000),
    close: async () => {
      sqs.destroy();
      await moto.stop();
    },
  };
}

for (const [title, { missing, open }] of Object.entries(places)) {
  describe(`queues of a run with faults: ${title}`, () => {
    let place: Place | undefined;

    before(function () {
      if (missing !== undefined) this.skip();
    });
    beforeEach(async () => {
      place = await open();
    });
    afterEach(() => place?.close());
    const here = (): Place => {
      assert.ok(place);
      return place;
    };

    const receive = async (url = here().queueUrl) => {
      const { Messages: [message] = [] } = await here().sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["ApproximateReceiveCount"],
        }),
      );
      return (
        message && {
          body: message.Body,
          handle: message.ReceiptHandle,
          receives: message.Attributes?.ApproximateReceiveCount,
          reason: message.MessageAttributes?.reason?.StringValue,
        }
      );
    };
    const send = () =>
      here().sqs.send(
        new SendMessageCommand({
          QueueUrl: here().queueUrl,
          MessageBody: "hello",
          MessageAttributes: { reason: { DataType: "String", StringValue: "as sent" } },
        }),
      );
    const change = (handle: string | undefined, seconds: number) =>
      here().sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: here().queueUrl,
          ReceiptHandle: handle,
          VisibilityTimeout: seconds,
        }),
      );

    it("hides what was received, counts deliveries, then moves it as it came", async () => {
      await send();
      assert.equal((await receive())?.receives, "1");
      assert.equal(await receive(), undefined);
      await here().pass(2.2);
      assert.equal((await receive())?.receives, "2");
      await here().pass(2.2);
      assert.equal(await receive(), undefined);
      const letter = await receive(here().deadLetterUrl);
      assert.deepEqual([letter?.body, letter?.reason], ["hello", "as sent"]);
    });

    it("hides a message for as long as it is told", async () => {
      await send();
      const first = await receive();
      await change(first?.handle, 4);
      await here().pass(2.2);
      assert.equal(await receive(), undefined);
      await here().pass(2.2);
      assert.equal((await receive())?.receives, "2");
    });

    it("gives a message back at once when its time-out is set to nothing", async () => {
      await send();
      await change((await receive())?.handle, 0);
      assert.equal((await receive())?.receives, "2");
    });

    it("takes no time-out above twelve hours", async () => {
      await send();
      const first = await receive();
      await assert.rejects(change(first?.handle, 43_201));
    });

    it("forgets what is deleted", async () => {
      await send();
      const first = await receive();
      await here().sqs.send(
        new DeleteMessageCommand({ QueueUrl: here().queueUrl, ReceiptHandle: first?.handle }),
      );
      await here().pass(2.2);
      assert.equal(await receive(), undefined);
    });
  });
}
