import { apigwNoPayloadLogging } from "../../../../policy/rules/apigateway/apigw-no-payload-logging";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { SETTINGS } from "./stage";

const TRACE = "settings.dataTraceEnabled";

testResourceRule(apigwNoPayloadLogging, {
  compliant: SETTINGS,
  accepts: { "nothing said": { [TRACE]: ABSENT } },
  refuses: {
    "traces of data": [{ [TRACE]: true }, `${TRACE}: is true: whole requests and answers are logged`],
  },
  undecided: { "an unknown trace": [{ [TRACE]: UNKNOWN }, TRACE] },
});
