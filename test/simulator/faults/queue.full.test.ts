import { setTimeout as delay } from "node:timers/promises";

import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import type { Place } from "./queue-behavior";
import { behavesAsSqs } from "./queue-behavior";

/** Long enough for two calls on a busy machine: this clock is the machine's. */
const SECONDS = 20;

describeUnless(motoMissing(), "queues of a run with faults: SQS of a moto server", () => {
  behavesAsSqs(served);
});

async function served(): Promise<Place> {
  const moto: MotoServer = await startMoto();
  const sqs = new SQSClient({
    region: "eu-west-1",
    endpoint: moto.url,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  });
  const visibility = { VisibilityTimeout: String(SECONDS) };
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
    visibilitySeconds: SECONDS,
    pass: (seconds) => delay(seconds * 1000),
    close: async () => {
      sqs.destroy();
      await moto.stop();
    },
  };
}
