import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, GUID, sample } from "./samples";

const API = "aws:apigateway/restApi:RestApi";
const INTEGRATION = "aws:apigateway/integration:Integration";
const DEPLOYMENT = "aws:apigateway/deployment:Deployment";
const ACL = "aws:wafv2/webAcl:WebAcl";
const HERE = "eu-west-1:111122223333";
const KEPT = "arn:aws:apigateway:eu-west-1::";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    API,
    {
      id: "[a-z0-9]{10}",
      arn: `${KEPT}/restapis/[a-z0-9]{10}`,
      executionArn: `arn:aws:execute-api:${HERE}:[a-z0-9]{10}`,
      rootResourceId: "[a-z0-9]{10}",
    },
  ],
  [
    "aws:apigateway/stage:Stage",
    {
      id: "ags-sample-v1",
      arn: `${KEPT}/restapis/sample/stages/v1`,
      executionArn: `arn:aws:execute-api:${HERE}:sample/v1`,
      invokeUrl: "https://sample\\.execute-api\\.eu-west-1\\.amazonaws\\.com/v1",
    },
  ],
  ["aws:apigateway/method:Method", { id: "agm-a1b2c3d4e5-sample-POST" }],
  [INTEGRATION, { id: "agi-a1b2c3d4e5-sample-POST" }],
  ["aws:apigateway/methodResponse:MethodResponse", { id: "agmr-a1b2c3d4e5-sample-POST-200" }],
  ["aws:apigateway/integrationResponse:IntegrationResponse", { id: "agir-a1b2c3d4e5-sample-POST-200" }],
  ["aws:apigateway/response:Response", { id: "aggr-sample-DEFAULT_4XX" }],
  ["aws:apigateway/apiKey:ApiKey", { arn: `${KEPT}/apikeys/[a-z0-9]{10}`, value: "[a-z0-9]{40}" }],
  [
    "aws:apigateway/domainName:DomainName",
    { regionalDomainName: "d-[a-z0-9]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com" },
  ],
  [
    ACL,
    { id: GUID, arn: `arn:aws:wafv2:${HERE}:regional/webacl/sample-[0-9a-f]{7}/${GUID}`, capacity: "900" },
  ],
];

describe("APIs and web ACLs look like those of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("an API and its root have different ids", () => {
    const { id, outputs } = simulate(sample(API));
    assert.notEqual(id, outputs.rootResourceId);
  });

  it("another definition is another deployment", () => {
    const of = (definitions: string) => simulate(sample(DEPLOYMENT, "d", { triggers: { definitions } })).id;
    assert.equal(of("one"), of("one"));
    assert.notEqual(of("one"), of("two"));
  });

  it("refuses what AWS refuses", () => {
    const refused = (type: string, changes: object, message: RegExp): void => {
      assert.throws(() => simulate(sample(type, "s", { ...changes })), message);
    };
    refused(API, { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" }, /endpointAccessMode is needed/);
    refused(INTEGRATION, { type: "LAMBDA" }, /there is no integration of type LAMBDA/);
    refused(
      INTEGRATION,
      { uri: "arn:aws:lambda:eu-west-1:111122223333:function:f" },
      /the ARN of a service and a path/,
    );
    refused("aws:apigateway/model:Model", { name: "any-json" }, /letters and digits only/);
    refused(
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      { logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:acl"] },
      /begin with aws-waf-logs-/,
    );
    const common = { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet" } };
    const rule = (priority: number) => ({ name: "r", priority, statement: common });
    refused(ACL, { rules: [rule(1), rule(1)] }, /the same priority/);
    refused(ACL, { rules: [rule(1), rule(2), rule(3)] }, /2100 units of capacity, AWS WAF has 1500/);
  });
});
