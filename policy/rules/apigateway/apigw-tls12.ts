import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** TLS_1_2, and every policy that begins with TLS 1.2 or 1.3. */
const TLS_12_OR_LATER = /^(TLS_1_2|SecurityPolicy_TLS1[23]_\w+)$/;

export const apigwTls12 = resourceRule({
  name: "apigw-tls12",
  description: "APIs and their domains answer over TLS 1.2 or later only.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_206"],
  remediation:
    "set securityPolicy to SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09 with endpointAccessMode STRICT, or to TLS_1_2",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html",
  types: [types.restApi, types.apiDomainName],
  check(_subject, report) {
    report.expect(
      "securityPolicy",
      (policy) => typeof policy === "string" && TLS_12_OR_LATER.test(policy),
      "takes TLS 1.0",
    );
  },
});
