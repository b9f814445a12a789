import { opensearchInVpc } from "../../../../policy/rules/opensearch/opensearch-in-vpc";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

const LINE = "vpcOptions.subnetIds: is not set: the domain has a public address";

testResourceRule(opensearchInVpc, {
  compliant: DOMAIN,
  accepts: { "subnets that are not known yet": { "vpcOptions.subnetIds": [UNKNOWN] } },
  refuses: {
    "a public domain": [{ vpcOptions: ABSENT }, LINE],
    "no subnet": [{ "vpcOptions.subnetIds": [] }, LINE],
  },
  undecided: { "unknown options": [{ vpcOptions: UNKNOWN }, "vpcOptions"] },
});
