import type { CompositeAlarmArgs, MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import { types } from "../../../../policy/harness/types";
import { alarmHasActions } from "../../../../policy/rules/cloudwatch/alarm-has-actions";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "alarmActions: is empty: nobody hears of it";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alerts";

testResourceRule(alarmHasActions, {
  compliant: {
    type: types.alarm,
    name: "dead-letters",
    props: {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      alarmActions: [TOPIC],
    } satisfies MetricAlarmArgs,
  },
  accepts: {
    "a topic that is not known yet": { alarmActions: [UNKNOWN] },
    "actions switched on": { actionsEnabled: true },
  },
  refuses: {
    "no action": [{ alarmActions: ABSENT }, LINE],
    "an empty list": [{ alarmActions: [] }, LINE],
    "actions switched off": [{ actionsEnabled: false }, "actionsEnabled: is false"],
  },
  undecided: { "unknown actions": [{ alarmActions: UNKNOWN }, "alarmActions"] },
});

testResourceRule(alarmHasActions, {
  compliant: {
    type: types.compositeAlarm,
    name: "together",
    props: {
      alarmName: "together",
      alarmRule: 'ALARM("one") OR ALARM("other")',
      alarmActions: [TOPIC],
    } satisfies CompositeAlarmArgs,
  },
  refuses: { "no action": [{ alarmActions: ABSENT }, LINE] },
});
