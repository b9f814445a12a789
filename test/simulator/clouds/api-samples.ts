import type { Properties } from "../../../simulator/clouds";

const METHOD = { restApi: "a1b2c3d4e5", httpMethod: "POST" };
const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "acl", sampledRequestsEnabled: false };
const RULES_OF_AWS = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

/** Inputs of the types of API Gateway and AWS WAF. */
export const API_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:apigateway/account:Account": () => ({
    cloudwatchRoleArn: "arn:aws:iam::111122223333:role/api-gateway-logs",
  }),
  "aws:apigateway/authorizer:Authorizer": () => ({ restApi: "a1b2c3d4e5" }),
  "aws:apigateway/basePathMapping:BasePathMapping": (name) => ({
    domainName: `${name}.example.com`,
    restApi: "a1b2c3d4e5",
    basePath: "v1",
  }),
  "aws:apigateway/deployment:Deployment": () => ({ restApi: "a1b2c3d4e5" }),
  "aws:apigateway/domainName:DomainName": (name) => ({
    domainName: `${name}.example.com`,
    securityPolicy: "TLS_1_2",
  }),
  "aws:apigateway/integration:Integration": (name) => ({
    ...METHOD,
    resourceId: name,
    type: "AWS_PROXY",
    integrationHttpMethod: "POST",
    uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  }),
  "aws:apigateway/integrationResponse:IntegrationResponse": (name) => ({
    ...METHOD,
    resourceId: name,
    statusCode: "200",
  }),
  "aws:apigateway/method:Method": (name) => ({ ...METHOD, resourceId: name, authorization: "AWS_IAM" }),
  "aws:apigateway/methodResponse:MethodResponse": (name) => ({
    ...METHOD,
    resourceId: name,
    statusCode: "200",
  }),
  "aws:apigateway/methodSettings:MethodSettings": (name) => ({
    restApi: name,
    stageName: "v1",
    methodPath: "*/*",
    settings: {},
  }),
  "aws:apigateway/model:Model": () => ({
    restApi: "a1b2c3d4e5",
    name: "Sample",
    contentType: "application/json",
    schema: "{}",
  }),
  "aws:apigateway/requestValidator:RequestValidator": () => ({ restApi: "a1b2c3d4e5" }),
  "aws:apigateway/resource:Resource": (name) => ({
    restApi: "a1b2c3d4e5",
    parentId: "a1b2c3",
    pathPart: name,
  }),
  "aws:apigateway/response:Response": (name) => ({ restApiId: name, responseType: "DEFAULT_4XX" }),
  "aws:apigateway/restApiPolicy:RestApiPolicy": (name) => ({ restApiId: name, policy: "{}" }),
  "aws:apigateway/stage:Stage": (name) => ({ restApi: name, deployment: "a1b2c3", stageName: "v1" }),
  "aws:apigateway/usagePlanKey:UsagePlanKey": (name) => ({
    keyId: name,
    keyType: "API_KEY",
    usagePlanId: "a1b2c3",
  }),
  "aws:wafv2/webAcl:WebAcl": () => ({
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
  "aws:wafv2/webAclAssociation:WebAclAssociation": (name) => ({
    resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${name}/stages/v1`,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/acl/1",
  }),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": (name) => ({
    resourceArn: `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/${name}/1`,
    logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-acl"],
  }),
};
