import { opensearchTls12 } from "../../../../policy/rules/opensearch/opensearch-tls12";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

const POLICY = "domainEndpointOptions.tlsSecurityPolicy";
const LINE = `${POLICY}: takes older versions, or ciphers without forward secrecy`;

testResourceRule(opensearchTls12, {
  compliant: DOMAIN,
  accepts: { "the policy for FIPS": { [POLICY]: "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08" } },
  refuses: {
    "plain HTTP": [
      { "domainEndpointOptions.enforceHttps": false },
      "domainEndpointOptions.enforceHttps: is not true",
    ],
    "TLS 1.0": [{ [POLICY]: "Policy-Min-TLS-1-0-2019-07" }, LINE],
    "ciphers without forward secrecy": [{ [POLICY]: "Policy-Min-TLS-1-2-2019-07" }, LINE],
    "no policy": [{ [POLICY]: ABSENT }, LINE],
  },
  undecided: { "an unknown policy": [{ [POLICY]: UNKNOWN }, POLICY] },
});
