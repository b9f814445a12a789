import type { TopicArgs } from "@pulumi/aws/sns";
import { types } from "../../../../policy/harness/types";
import { snsEncrypted } from "../../../../policy/rules/sns/sns-encrypted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(snsEncrypted, {
  compliant: { type: types.topic, name: "alarms", props: { kmsMasterKeyId: "key" } satisfies TopicArgs },
  accepts: { "a key that is not known yet": { kmsMasterKeyId: UNKNOWN } },
  refuses: {
    "a topic without a key": [{ kmsMasterKeyId: ABSENT }, "kmsMasterKeyId: is not set"],
    "the AWS managed key": [
      { kmsMasterKeyId: "alias/aws/sns" },
      "kmsMasterKeyId: is the AWS managed key, which alarms and event rules cannot use",
    ],
  },
});
