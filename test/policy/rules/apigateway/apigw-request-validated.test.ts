import { apigwRequestValidated } from "../../../../policy/rules/apigateway/apigw-request-validated";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { METHOD } from "./method";

const LINE = "requestValidatorId: is not set: every request is passed on";

testResourceRule(apigwRequestValidated, {
  compliant: METHOD,
  accepts: { "a validator that is not known yet": { requestValidatorId: UNKNOWN } },
  refuses: {
    "no validator": [{ requestValidatorId: ABSENT }, LINE],
    "an empty id": [{ requestValidatorId: "" }, LINE],
  },
});
