import type { SNSClient } from "@aws-sdk/client-sns";
import { createPublisher } from "../shared/notices/publish";
import { decisionNotice, type NoticeArgs } from "./notice";
import type { Recorded } from "./record";
import type { Store } from "./store";

/**
 * Tells builders of decisions: of each that starts or should start something, and of each that a person asked for. Of the
 * other refusals once a day for a model and a limit, since an alarm may ask every hour.
 *
 * People are told before it is remembered, so that what is cut off in between tells twice and never not at all.
 */
export function createTeller(
  sns: SNSClient,
  store: Store,
  args: NoticeArgs,
  now: () => Date,
): (record: Recorded) => Promise<void> {
  const publish = createPublisher(sns, { builds: args.topicArn });
  return async (record) => {
    const { model, outcome, because = "", by } = record;
    const repeats = outcome === "refused" && by !== "person";
    if (!repeats || !(await store.toldToday(model, because, now()))) {
      await publish("builds", decisionNotice(args, record));
      if (repeats) await store.tellsToday(model, because, now());
    }
    await store.told(record);
  };
}
