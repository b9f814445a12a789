import type { VpcEndpointArgs } from "@pulumi/aws/ec2";

import { types } from "../../../../policy/harness/types";
import { vpcEndpointPolicyNotFull } from "../../../../policy/rules/ec2/vpc-endpoint-policy-not-full";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const policy = (statement: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Pass", Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...statement }],
  });
const under = (operator: string, key: string): object => ({ Condition: { [operator]: { [key]: "value" } } });
const EVERYTHING = "policy: statement Pass lets every principal reach every resource";

testResourceRule(vpcEndpointPolicyNotFull, {
  compliant: {
    type: types.vpcEndpoint,
    name: "kms",
    props: {
      vpcId: "vpc-1",
      vpcEndpointType: "Interface",
      policy: policy(under("StringEquals", "aws:PrincipalOrgID")),
    } satisfies VpcEndpointArgs,
  },
  accepts: {
    "resources of one account": { policy: policy(under("StringEquals", "aws:ResourceAccount")) },
    "a key written in another case": { policy: policy(under("StringEquals", "AWS:resourceorgid")) },
    "everyone to named resources": { policy: policy({ Resource: "arn:aws:s3:::layers/*" }) },
    "a named principal to everything": {
      policy: policy({ Principal: { AWS: "arn:aws:iam::200000000002:root" } }),
    },
    "a denial for everyone": { policy: policy({ Effect: "Deny" }) },
    "an endpoint to a firewall, which takes no policy": {
      vpcEndpointType: "GatewayLoadBalancer",
      policy: ABSENT,
    },
  },
  refuses: {
    "no policy": [{ policy: ABSENT }, "policy: is not set, so everything passes"],
    "AWS's own policy": [{ policy: policy({}) }, EVERYTHING],
    "AWS's own policy in its other form": [{ policy: policy({ Principal: { AWS: "*" } }) }, EVERYTHING],
    "everything but some resources": [
      { policy: policy({ Resource: undefined, NotResource: "arn:aws:s3:::secret/*" }) },
      EVERYTHING,
    ],
    "a condition that binds to nobody": [
      { policy: policy({ Condition: { Bool: { "aws:SecureTransport": "true" } } }) },
      EVERYTHING,
    ],
    "a condition that only binds those who have the key": [
      { policy: policy(under("StringEqualsIfExists", "aws:ResourceOrgID")) },
      EVERYTHING,
    ],
    "text that is no policy": [{ policy: "everything" }, "policy: is not valid JSON"],
  },
  undecided: {
    "an unknown policy": [{ policy: UNKNOWN }, "policy"],
  },
});
