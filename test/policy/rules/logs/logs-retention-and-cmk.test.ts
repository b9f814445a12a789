import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";
import { types } from "../../../../policy/harness/types";
import { logsRetentionAndCmk } from "../../../../policy/rules/logs/logs-retention-and-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(logsRetentionAndCmk, {
  compliant: {
    type: types.logGroup,
    name: "start-deploy",
    props: { retentionInDays: 365, kmsKeyId: "key" } satisfies LogGroupArgs,
  },
  accepts: { "a key that is not known yet": { kmsKeyId: UNKNOWN } },
  refuses: {
    "logs that never expire": [{ retentionInDays: 0 }, "retentionInDays: is not set: logs never expire"],
    "the default, which never expires": [
      { retentionInDays: ABSENT },
      "retentionInDays: is not set: logs never expire",
    ],
    "logs without a key": [{ kmsKeyId: ABSENT }, "kmsKeyId: is not set"],
  },
  undecided: { "an unknown retention": [{ retentionInDays: UNKNOWN }, "retentionInDays"] },
});
