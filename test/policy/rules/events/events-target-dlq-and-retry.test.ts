import type { EventTargetArgs } from "@pulumi/aws/cloudwatch";
import { types } from "../../../../policy/harness/types";
import { eventsTargetDlqAndRetry } from "../../../../policy/rules/events/events-target-dlq-and-retry";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LOST = "deadLetterConfig.arn: is not set: an event that cannot be delivered is lost";

testResourceRule(eventsTargetDlqAndRetry, {
  compliant: {
    type: types.eventTarget,
    name: "approvals",
    props: {
      rule: "approved",
      arn: "queue",
      deadLetterConfig: { arn: "dead-letters" },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
    } satisfies EventTargetArgs,
  },
  accepts: { "a dead-letter queue that is not known yet": { "deadLetterConfig.arn": UNKNOWN } },
  refuses: {
    "no dead-letter queue": [{ deadLetterConfig: ABSENT }, LOST],
    "an empty dead-letter configuration": [{ "deadLetterConfig.arn": ABSENT }, LOST],
    "no retry policy": [{ retryPolicy: ABSENT }, "retryPolicy.maximumRetryAttempts: is not above 0"],
    "a retry policy without retries": [
      { "retryPolicy.maximumRetryAttempts": 0 },
      "retryPolicy.maximumRetryAttempts: is not above 0",
    ],
  },
  undecided: { "an unknown configuration": [{ deadLetterConfig: UNKNOWN }, "deadLetterConfig"] },
});
