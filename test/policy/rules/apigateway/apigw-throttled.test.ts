import { types } from "../../../../policy/harness/types";
import { apigwThrottled } from "../../../../policy/rules/apigateway/apigw-throttled";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, drop, edit, node, testStackRule } from "../../rule-table";
import { API, SETTINGS, STAGE } from "./stage";

const NONE = `v1 stageName: no ${types.apiMethodSettings} of every method names this stage`;
const RATE = "settings settings.throttlingRateLimit: is not set: the limit is that of the whole account";
const BURST = "settings settings.throttlingBurstLimit: is not set: the limit is that of the whole account";

testStackRule(apigwThrottled, {
  compliant: [API, STAGE, SETTINGS],
  accepts: {
    "further settings for one method": add(
      node(
        types.apiMethodSettings,
        "models",
        { methodPath: "models/GET", settings: { throttlingRateLimit: 1, throttlingBurstLimit: 1 } },
        { stageName: STAGE },
      ),
    ),
  },
  refuses: {
    "a stage without settings": [drop("settings"), NONE],
    "settings of one method alone": [edit("settings", { methodPath: "models/POST" }), NONE],
    "no rate": [edit("settings", { "settings.throttlingRateLimit": ABSENT }), RATE],
    "a rate of -1, which means none": [edit("settings", { "settings.throttlingRateLimit": -1 }), RATE],
    "no burst": [edit("settings", { "settings.throttlingBurstLimit": ABSENT }), BURST],
    "a burst of 0": [edit("settings", { "settings.throttlingBurstLimit": 0 }), BURST],
  },
  undecided: {
    "an unknown rate": [
      edit("settings", { "settings.throttlingRateLimit": UNKNOWN }),
      "settings settings.throttlingRateLimit",
    ],
  },
});
