import type { KeyArgs } from "@pulumi/aws/kms";
import { types } from "../../../../policy/harness/types";
import { kmsDeletionWindow } from "../../../../policy/rules/kms/kms-deletion-window";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(kmsDeletionWindow, {
  compliant: { type: types.key, name: "data", props: { deletionWindowInDays: 30 } satisfies KeyArgs },
  accepts: { "the default of AWS, which is 30 days": { deletionWindowInDays: ABSENT } },
  refuses: {
    "a window a day too short": [
      { deletionWindowInDays: 29 },
      "deletionWindowInDays: is shorter than 30 days",
    ],
  },
  undecided: { "an unknown window": [{ deletionWindowInDays: UNKNOWN }, "deletionWindowInDays"] },
});
