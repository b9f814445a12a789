import { text } from "../ids";
import type { Properties } from "../types";
import { arn, CREATED_AT, inRegion } from "./define";

/** Schedules lie in a group; the group that always exists is called default. */
export const scheduler = inRegion({
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "scheduler", `schedule-group/${text(inputs, "name")}`),
      namePrefix: "",
      creationDate: CREATED_AT,
      lastModificationDate: CREATED_AT,
      state: "ACTIVE",
    }),
    id: (_, outputs) => text(outputs, "name"),
    replaceOn: ["name", "namePrefix"],
  },
  "aws:scheduler/schedule:Schedule": {
    autoname: "name",
    computed: ({ inputs, place }) => ({
      arn: arn(place, "scheduler", `schedule/${groupOf(inputs)}/${text(inputs, "name")}`),
      groupName: "default",
      namePrefix: "",
      actionAfterCompletion: "NONE",
      scheduleExpressionTimezone: "UTC",
      state: "ENABLED",
    }),
    id: (_, outputs) => `${groupOf(outputs)}/${text(outputs, "name")}`,
    replaceOn: ["name", "namePrefix", "groupName"],
  },
});

/** @throws Error if the expression is none that EventBridge Scheduler takes. */
function groupOf(properties: Properties): string {
  const expression = text(properties, "scheduleExpression");
  if (
    !/^(?:rate\([1-9]\d* (?:minute|hour|day)s?\)|cron\((?:\S+ ){5}\S+\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/.test(
      expression,
    )
  ) {
    throw new Error(
      `scheduleExpression ${expression} is neither rate(...), cron(...) with six fields nor at(...)`,
    );
  }
  return properties.groupName === undefined ? "default" : text(properties, "groupName");
}
