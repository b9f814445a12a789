import type { QueueArgs } from "@pulumi/aws/sqs";
import { types } from "../../../../policy/harness/types";
import { sqsEncrypted } from "../../../../policy/rules/sqs/sqs-encrypted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "sqsManagedSseEnabled: is not true and kmsMasterKeyId is not set";

testResourceRule(sqsEncrypted, {
  compliant: { type: types.queue, name: "approvals", props: { kmsMasterKeyId: "key" } satisfies QueueArgs },
  accepts: {
    "a key that is not known yet": { kmsMasterKeyId: UNKNOWN },
    "the key of SQS": { kmsMasterKeyId: ABSENT, sqsManagedSseEnabled: true },
  },
  refuses: {
    "a queue that names no encryption": [{ kmsMasterKeyId: ABSENT }, LINE],
    "an empty key": [{ kmsMasterKeyId: "" }, LINE],
    "encryption switched off": [{ kmsMasterKeyId: ABSENT, sqsManagedSseEnabled: false }, LINE],
  },
  undecided: {
    "an unknown setting": [{ kmsMasterKeyId: ABSENT, sqsManagedSseEnabled: UNKNOWN }, "sqsManagedSseEnabled"],
  },
});
