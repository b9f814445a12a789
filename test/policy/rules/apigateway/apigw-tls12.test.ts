import type { DomainNameArgs } from "@pulumi/aws/apigateway";
import { types } from "../../../../policy/harness/types";
import { apigwTls12 } from "../../../../policy/rules/apigateway/apigw-tls12";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { API } from "./stage";

const LINE = "securityPolicy: takes TLS 1.0";

for (const compliant of [
  API,
  {
    type: types.apiDomainName,
    name: "domain",
    props: { domainName: "models.example.com", securityPolicy: "TLS_1_2" } satisfies DomainNameArgs,
  },
]) {
  testResourceRule(apigwTls12, {
    compliant,
    accepts: {
      "the older name": { securityPolicy: "TLS_1_2" },
      "TLS 1.3 alone": { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
    },
    refuses: {
      "TLS 1.0": [{ securityPolicy: "TLS_1_0" }, LINE],
      "nothing said, which is TLS 1.0 for a regional API": [{ securityPolicy: ABSENT }, LINE],
      "a policy that only ends like one": [{ securityPolicy: "TLS_1_0_SecurityPolicy_TLS13_1_3" }, LINE],
    },
    undecided: { "an unknown policy": [{ securityPolicy: UNKNOWN }, "securityPolicy"] },
  });
}
