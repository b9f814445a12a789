import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const alarmHasActions = resourceRule({
  name: "alarm-has-actions",
  description: "Alarms tell somebody.",
  severity: "medium",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_319"],
  remediation: "name an SNS topic in alarmActions, and leave actionsEnabled on",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  types: [types.alarm, types.compositeAlarm],
  check(alarm, report) {
    report.expect("actionsEnabled", (enabled = true) => enabled === true, "is false");
    report.attempt(() => {
      if (alarm.keys("alarmActions").length === 0) {
        report.violation("alarmActions", "is empty: nobody hears of it");
      }
    });
  },
});
