import type { VirtualClock } from "../../../simulator/faults/run/clock";
import { StandardQueue } from "../../../simulator/faults/run/queue-model";
import { seeded } from "../../../simulator/faults/run/random";
import { sqsClientOf } from "../../../simulator/faults/run/sqs-client";
import type { Place } from "./queue-behavior";
import { behavesAsSqs } from "./queue-behavior";

describe("queues of a run with faults: the model of SQS", () => {
  behavesAsSqs(() => Promise.resolve(modeled()));
});

function modeled(): Place {
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
    visibilitySeconds: common.visibilitySeconds,
    pass: (seconds) => {
      clock.moveTo(time + seconds * 1000);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
