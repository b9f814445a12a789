import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const apigwAccessLogs = resourceRule({
  name: "apigw-access-logs",
  description: "Stages of APIs note who called what.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub APIGateway.1", "Checkov CKV_AWS_76"],
  remediation: "set accessLogSettings.destinationArn to a log group, and accessLogSettings.format",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  types: [types.apiStage],
  check(_stage, report) {
    report.expectSet("accessLogSettings.destinationArn", "is not set: nothing is noted");
  },
});
