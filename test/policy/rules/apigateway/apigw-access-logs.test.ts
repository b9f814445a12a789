import { apigwAccessLogs } from "../../../../policy/rules/apigateway/apigw-access-logs";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { STAGE } from "./stage";

const LINE = "accessLogSettings.destinationArn: is not set: nothing is noted";

testResourceRule(apigwAccessLogs, {
  compliant: STAGE,
  accepts: { "a group that is not known yet": { "accessLogSettings.destinationArn": UNKNOWN } },
  refuses: {
    "no access logs": [{ accessLogSettings: ABSENT }, LINE],
    "access logs that go nowhere": [{ "accessLogSettings.destinationArn": "" }, LINE],
  },
});
