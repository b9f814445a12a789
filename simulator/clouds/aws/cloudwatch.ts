import { digits, idFrom, lower, text } from "../ids";
import type { Properties } from "../types";
import { arn, globalArn, inRegion } from "./define";

/** CloudWatch, its logs, and EventBridge, which the provider keeps in the same module. */
export const cloudwatch = inRegion({
  "aws:cloudwatch/dashboard:Dashboard": {
    computed: ({ inputs, place }) => ({
      dashboardArn: globalArn(place, "cloudwatch", `dashboard/${text(inputs, "dashboardName")}`),
    }),
    id: idFrom("dashboardName"),
    replaceOn: ["dashboardName"],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "events", ["rule", ...busOf(inputs), text(inputs, "name")].join("/")),
      namePrefix: "",
    }),
    id: (_, outputs) => [...busOf(outputs), text(outputs, "name")].join("/"),
    replaceOn: ["name", "namePrefix", "eventBusName"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    computed: ({ urn }) => ({ targetId: `target-${lower(urn, 20)}` }),
    id: (_, outputs) => [...busOf(outputs), text(outputs, "rule"), text(outputs, "targetId")].join("-"),
    replaceOn: ["rule", "eventBusName", "targetId"],
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "logs", `log-group:${text(inputs, "name")}`),
      namePrefix: "",
      logGroupClass: "STANDARD",
      deletionProtectionEnabled: false,
    }),
    id: idFrom("name"),
    replaceOn: ["name", "namePrefix", "logGroupClass"],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    autoname: "name",
    computed: () => ({ applyOnTransformedLogs: false }),
    id: idFrom("name"),
    replaceOn: ["name", "logGroupName"],
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    computed: ({ urn }) => ({ policyScope: "ACCOUNT", revisionId: digits(urn, 13) }),
    id: idFrom("policyName"),
    replaceOn: ["policyName", "resourceArn"],
  },
  "aws:cloudwatch/logDestination:LogDestination": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "logs", `destination:${text(inputs, "name")}`),
    }),
    id: idFrom("name"),
    replaceOn: ["name"],
  },
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": {
    computed: () => ({}),
    id: idFrom("destinationName"),
    replaceOn: ["destinationName"],
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    autoname: "name",
    computed: () => ({ roleArn: "", applyOnTransformedLogs: false }),
    id: (_, outputs) => `cwlsf-${digits(`${text(outputs, "logGroup")}/${text(outputs, "name")}`, 10)}`,
    replaceOn: ["name", "logGroup", "destinationArn"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "cloudwatch", `alarm:${text(inputs, "name")}`),
      evaluateLowSampleCountPercentiles: "",
    }),
    id: idFrom("name"),
    replaceOn: ["name"],
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "cloudwatch", `alarm:${text(inputs, "alarmName")}`),
    }),
    id: idFrom("alarmName"),
    replaceOn: ["alarmName"],
  },
});

/** The default bus is not part of a rule's ids. */
function busOf({ eventBusName }: Properties): string[] {
  return typeof eventBusName === "string" && eventBusName !== "default" ? [eventBusName] : [];
}
