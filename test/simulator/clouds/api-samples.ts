import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

const METHOD = { restApi: "a1b2c3d4e5", httpMethod: "POST" };
const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "acl", sampledRequestsEnabled: false };
const RULES_OF_AWS = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

/** Inputs of the types of API Gateway and AWS WAF. */
export const API_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.apigateway.Account]: () => ({
    cloudwatchRoleArn: "arn:aws:iam::111122223333:role/api-gateway-logs",
  }),
  [AWS.apigateway.Authorizer]: () => ({ restApi: "a1b2c3d4e5" }),
  [AWS.apigateway.BasePathMapping]: (name) => ({
    domainName: `${name}.example.com`,
    restApi: "a1b2c3d4e5",
    basePath: "v1",
  }),
  [AWS.apigateway.Deployment]: () => ({ restApi: "a1b2c3d4e5" }),
  [AWS.apigateway.DomainName]: (name) => ({
    domainName: `${name}.example.com`,
    securityPolicy: "TLS_1_2",
  }),
  [AWS.apigateway.Integration]: (name) => ({
    ...METHOD,
    resourceId: name,
    type: "AWS_PROXY",
    integrationHttpMethod: "POST",
    uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  }),
  [AWS.apigateway.IntegrationResponse]: (name) => ({
    ...METHOD,
    resourceId: name,
    statusCode: "200",
  }),
  [AWS.apigateway.Method]: (name) => ({ ...METHOD, resourceId: name, authorization: "AWS_IAM" }),
  [AWS.apigateway.MethodResponse]: (name) => ({
    ...METHOD,
    resourceId: name,
    statusCode: "200",
  }),
  [AWS.apigateway.MethodSettings]: (name) => ({
    restApi: name,
    stageName: "v1",
    methodPath: "*/*",
    settings: {},
  }),
  [AWS.apigateway.Model]: () => ({
    restApi: "a1b2c3d4e5",
    name: "Sample",
    contentType: "application/json",
    schema: "{}",
  }),
  [AWS.apigateway.RequestValidator]: () => ({ restApi: "a1b2c3d4e5" }),
  [AWS.apigateway.Resource]: (name) => ({
    restApi: "a1b2c3d4e5",
    parentId: "a1b2c3",
    pathPart: name,
  }),
  [AWS.apigateway.Response]: (name) => ({ restApiId: name, responseType: "DEFAULT_4XX" }),
  [AWS.apigateway.RestApiPolicy]: (name) => ({ restApiId: name, policy: "{}" }),
  [AWS.apigateway.Stage]: (name) => ({ restApi: name, deployment: "a1b2c3", stageName: "v1" }),
  [AWS.apigateway.UsagePlanKey]: (name) => ({
    keyId: name,
    keyType: "API_KEY",
    usagePlanId: "a1b2c3",
  }),
  [AWS.wafv2.WebAcl]: () => ({
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig,
    rules: RULES_OF_AWS.map((name, priority) => ({
      name,
      priority,
      statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } },
      visibilityConfig,
    })),
  }),
  [AWS.wafv2.WebAclAssociation]: (name) => ({
    resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${name}/stages/v1`,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/acl/1",
  }),
  [AWS.wafv2.WebAclLoggingConfiguration]: (name) => ({
    resourceArn: `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/${name}/1`,
    logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-acl"],
  }),
};
