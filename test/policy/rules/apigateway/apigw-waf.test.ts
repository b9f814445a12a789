import type { WebAclAssociationArgs } from "@pulumi/aws/wafv2";
import { types } from "../../../../policy/harness/types";
import { apigwWaf } from "../../../../policy/rules/apigateway/apigw-waf";
import { UNKNOWN } from "../../../support/analyzer";
import { all, drop, edit, node, testStackRule } from "../../rule-table";
import { API, STAGE } from "./stage";

const association = node(
  types.webAclAssociation,
  "association",
  {
    resourceArn: UNKNOWN,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/api/1",
  } satisfies WebAclAssociationArgs,
  { resourceArn: STAGE },
);
const LINE = `v1 arn: no ${types.webAclAssociation} names this stage`;
const endpoint = (kind: unknown) => edit("api", { "endpointConfiguration.types": kind });

testStackRule(apigwWaf, {
  compliant: [API, STAGE, association],
  accepts: { "a private API without one": all(drop("association"), endpoint("PRIVATE")) },
  refuses: {
    "a stage without an association": [drop("association"), LINE],
    "an association of something else": [
      all(drop("association"), (graph) => [
        ...graph,
        node(types.webAclAssociation, "association", {
          resourceArn: "arn:aws:elasticloadbalancing:eu-west-1:1:x",
        }),
      ]),
      LINE,
    ],
  },
  undecided: {
    "an API that may be private": [
      all(drop("association"), endpoint(UNKNOWN)),
      "v1 endpointConfiguration.types",
    ],
  },
});
