import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, GUID, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";
const KEPT = "arn:aws:apigateway:eu-west-1::";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    AWS.apigateway.RestApi,
    {
      id: "[a-z0-9]{10}",
      arn: `${KEPT}/restapis/[a-z0-9]{10}`,
      executionArn: `arn:aws:execute-api:${HERE}:[a-z0-9]{10}`,
      rootResourceId: "[a-z0-9]{10}",
    },
  ],
  [
    AWS.apigateway.Stage,
    {
      id: "ags-sample-v1",
      arn: `${KEPT}/restapis/sample/stages/v1`,
      executionArn: `arn:aws:execute-api:${HERE}:sample/v1`,
      invokeUrl: "https://sample\\.execute-api\\.eu-west-1\\.amazonaws\\.com/v1",
    },
  ],
  [AWS.apigateway.Method, { id: "agm-a1b2c3d4e5-sample-POST" }],
  [AWS.apigateway.Integration, { id: "agi-a1b2c3d4e5-sample-POST" }],
  [AWS.apigateway.MethodResponse, { id: "agmr-a1b2c3d4e5-sample-POST-200" }],
  [AWS.apigateway.IntegrationResponse, { id: "agir-a1b2c3d4e5-sample-POST-200" }],
  [AWS.apigateway.Response, { id: "aggr-sample-DEFAULT_4XX" }],
  [AWS.apigateway.ApiKey, { arn: `${KEPT}/apikeys/[a-z0-9]{10}`, value: "[a-z0-9]{40}" }],
  [
    AWS.apigateway.DomainName,
    { regionalDomainName: "d-[a-z0-9]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com" },
  ],
  [
    AWS.wafv2.WebAcl,
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
    const { id, outputs } = simulate(sample(AWS.apigateway.RestApi));
    assert.notEqual(id, outputs.rootResourceId);
  });

  it("another definition is another deployment", () => {
    const of = (definitions: string) =>
      simulate(sample(AWS.apigateway.Deployment, "d", { triggers: { definitions } })).id;
    assert.equal(of("one"), of("one"));
    assert.notEqual(of("one"), of("two"));
  });

  it("refuses what AWS refuses", () => {
    const refused = (type: string, changes: object, message: RegExp): void => {
      assert.throws(() => simulate(sample(type, "s", { ...changes })), message);
    };
    refused(
      AWS.apigateway.RestApi,
      { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
      /endpointAccessMode is needed/,
    );
    refused(AWS.apigateway.Integration, { type: "LAMBDA" }, /there is no integration of type LAMBDA/);
    refused(
      AWS.apigateway.Integration,
      { uri: "arn:aws:lambda:eu-west-1:111122223333:function:f" },
      /the ARN of a service and a path/,
    );
    refused(AWS.apigateway.Model, { name: "any-json" }, /letters and digits only/);
    refused(
      AWS.wafv2.WebAclLoggingConfiguration,
      { logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:acl"] },
      /begin with aws-waf-logs-/,
    );
    const common = { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet" } };
    const rule = (priority: number) => ({ name: "r", priority, statement: common });
    refused(AWS.wafv2.WebAcl, { rules: [rule(1), rule(1)] }, /the same priority/);
    refused(
      AWS.wafv2.WebAcl,
      { rules: [rule(1), rule(2), rule(3)] },
      /2100 units of capacity, AWS WAF has 1500/,
    );
  });
});
