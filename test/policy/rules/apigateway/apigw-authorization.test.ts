import { apigwAuthorization } from "../../../../policy/rules/apigateway/apigw-authorization";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { METHOD } from "./method";

const OPEN = "authorization: is NONE: anybody may call";
const NO_AUTHORIZER = "authorizerId: is not set: nothing looks at tokens";

testResourceRule(apigwAuthorization, {
  compliant: METHOD,
  accepts: {
    "an authorizer": { authorization: "CUSTOM", authorizerId: "g7h8i9" },
    "an authorizer that is not known yet": { authorization: "CUSTOM", authorizerId: UNKNOWN },
    "a user pool": { authorization: "COGNITO_USER_POOLS", authorizerId: "g7h8i9" },
    "a signature and a key": { apiKeyRequired: true },
  },
  refuses: {
    "no authorization": [{ authorization: "NONE" }, OPEN],
    "a key alone": [{ authorization: "NONE", apiKeyRequired: true }, OPEN],
    "nothing said": [{ authorization: ABSENT }, OPEN],
    "a custom authorization without an authorizer": [{ authorization: "CUSTOM" }, NO_AUTHORIZER],
    "a user pool without an authorizer": [{ authorization: "COGNITO_USER_POOLS" }, NO_AUTHORIZER],
  },
  undecided: { "an unknown authorization": [{ authorization: UNKNOWN }, "authorization"] },
});
