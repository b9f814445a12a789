import { digits, guid, idFrom, lower, text } from "../ids";
import type { Place, Properties, Registration } from "../types";
import { arn, CREATED_AT, dnsSuffix, inRegion, isUnknown } from "./define";

/** ARN of something that API Gateway keeps: it tells no account. */
const kept = ({ partition, region }: Place, path: string): string =>
  `arn:${partition}:apigateway:${region}::${path}`;

/** Of types that belong to an API and are named by it and by parts of their own. */
const idOf =
  (prefix: string, ...keys: readonly string[]) =>
  (_: Registration, outputs: Properties): string =>
    [prefix, ...keys.map((key) => text(outputs, key))].join("-");

const ofMethod = ["restApi", "resourceId", "httpMethod"];

/** Sizes that REST APIs are limited to. */
const LONGEST_TIMEOUT = 29_000;

export const apigateway = inRegion({
  "aws:apigateway/account:Account": {
    computed: ({ inputs }) => {
      refuseUnless(
        isUnknown(inputs.cloudwatchRoleArn) || text(inputs, "cloudwatchRoleArn").includes(":role/"),
        "cloudwatchRoleArn is the ARN of no role",
      );
      return {
        apiKeyVersion: "4",
        features: ["UsagePlans"],
        throttleSettings: [{ burstLimit: 5000, rateLimit: 10_000 }],
      };
    },
    id: () => "api-gateway-account",
    replaceOn: [],
  },
  "aws:apigateway/apiKey:ApiKey": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, place }) => ({
      arn: kept(place, `/apikeys/${lower(urn, 10)}`),
      description: "Managed by Pulumi",
      value: lower(`${urn}#value`, 40),
      createdDate: CREATED_AT,
      lastUpdatedDate: CREATED_AT,
    }),
    id: ({ urn }) => lower(urn, 10),
    replaceOn: ["value"],
  },
  "aws:apigateway/authorizer:Authorizer": {
    autoname: "name",
    computed: ({ urn, inputs, place }) => ({
      arn: kept(place, `/restapis/${text(inputs, "restApi")}/authorizers/${lower(urn, 6)}`),
    }),
    id: ({ urn }) => lower(urn, 6),
    replaceOn: ["restApi"],
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    computed: () => ({}),
    id: (_, outputs) => `${text(outputs, "domainName")}/${text(outputs, "basePath")}`,
    replaceOn: ["domainName", "domainNameId"],
  },
  "aws:apigateway/deployment:Deployment": {
    computed: () => ({ createdDate: CREATED_AT }),
    id: ({ urn, inputs }) => lower(`${urn}${JSON.stringify(inputs.triggers)}`, 6),
    replaceOn: ["restApi", "triggers", "variables"],
  },
  "aws:apigateway/domainName:DomainName": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: kept(place, `/domainnames/${text(inputs, "domainName")}`),
      domainNameId: "",
      certificateUploadDate: CREATED_AT,
      cloudfrontDomainName: "",
      cloudfrontZoneId: "",
      regionalDomainName: `d-${lower(urn, 10)}.execute-api.${place.region}.${dnsSuffix(place)}`,
      regionalZoneId: `Z${lower(`${place.region}/apigateway`, 13).toUpperCase()}`,
      routingMode: "BASE_PATH_MAPPING_ONLY",
      ownershipVerificationCertificateArn: "",
    }),
    id: idFrom("domainName"),
    replaceOn: ["domainName"],
  },
  "aws:apigateway/integration:Integration": {
    computed: ({ inputs }) => {
      checkIntegration(inputs);
      return {
        cacheNamespace: text(inputs, "resourceId"),
        passthroughBehavior: "WHEN_NO_MATCH",
        connectionType: "INTERNET",
        responseTransferMode: "BUFFERED",
        timeoutMilliseconds: LONGEST_TIMEOUT,
      };
    },
    id: idOf("agi", ...ofMethod),
    replaceOn: [
      ...ofMethod,
      "connectionType",
      "credentials",
      "integrationHttpMethod",
      "requestParameters",
      "type",
      "uri",
    ],
  },
  "aws:apigateway/integrationResponse:IntegrationResponse": {
    computed: () => ({}),
    id: idOf("agir", ...ofMethod, "statusCode"),
    replaceOn: [...ofMethod, "statusCode"],
  },
  "aws:apigateway/method:Method": {
    computed: () => ({}),
    id: idOf("agm", ...ofMethod),
    replaceOn: ofMethod,
  },
  "aws:apigateway/methodResponse:MethodResponse": {
    computed: () => ({}),
    id: idOf("agmr", ...ofMethod, "statusCode"),
    replaceOn: [...ofMethod, "statusCode"],
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    computed: () => ({}),
    id: (_, outputs) =>
      [text(outputs, "restApi"), text(outputs, "stageName"), text(outputs, "methodPath")].join("-"),
    replaceOn: ["restApi", "stageName", "methodPath"],
  },
  "aws:apigateway/model:Model": {
    autoname: "name",
    computed: ({ inputs }) => {
      refuseUnless(
        /^[A-Za-z0-9]+$/.test(text(inputs, "name")),
        "name of a model has letters and digits only",
      );
      JSON.parse(text(inputs, "schema"));
      return {};
    },
    id: ({ urn }) => lower(urn, 6),
    replaceOn: ["restApi", "name", "contentType"],
  },
  "aws:apigateway/requestValidator:RequestValidator": {
    autoname: "name",
    computed: () => ({}),
    id: ({ urn }) => lower(urn, 6),
    replaceOn: ["restApi"],
  },
  "aws:apigateway/resource:Resource": {
    // The whole path is that of the parent, which the simulation keeps no books of.
    computed: ({ inputs }) => ({ path: `/${text(inputs, "pathPart")}` }),
    id: ({ urn }) => lower(urn, 6),
    replaceOn: ["restApi"],
  },
  "aws:apigateway/response:Response": {
    computed: () => ({}),
    id: idOf("aggr", "restApiId", "responseType"),
    replaceOn: ["restApiId", "responseType"],
  },
  "aws:apigateway/restApi:RestApi": {
    autoname: "name",
    taggable: true,
    computed: restApi,
    id: ({ urn }) => restApiId(urn),
    replaceOn: [],
  },
  "aws:apigateway/restApiPolicy:RestApiPolicy": {
    computed: () => ({}),
    id: idFrom("restApiId"),
    replaceOn: ["restApiId"],
  },
  "aws:apigateway/stage:Stage": {
    taggable: true,
    computed: ({ inputs, place }) => {
      const [api, stage] = [text(inputs, "restApi"), text(inputs, "stageName")];
      return {
        arn: kept(place, `/restapis/${api}/stages/${stage}`),
        executionArn: arn(place, "execute-api", `${api}/${stage}`),
        invokeUrl: `https://${api}.execute-api.${place.region}.${dnsSuffix(place)}/${stage}`,
        webAclArn: "",
      };
    },
    id: idOf("ags", "restApi", "stageName"),
    replaceOn: ["restApi", "stageName"],
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, place }) => ({ arn: kept(place, `/usageplans/${lower(urn, 6)}`) }),
    id: ({ urn }) => lower(urn, 6),
    replaceOn: [],
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    computed: ({ urn }) => ({ name: `key-${digits(urn)}`, value: guid(urn) }),
    id: idFrom("keyId"),
    replaceOn: ["keyId", "keyType", "usagePlanId"],
  },
});

const restApiId = (urn: string): string => lower(urn, 10);

function restApi({ urn, inputs, place }: Registration): Properties {
  const id = restApiId(urn);
  const { securityPolicy, endpointAccessMode } = inputs;
  refuseUnless(
    typeof securityPolicy !== "string" ||
      !securityPolicy.startsWith("SecurityPolicy_") ||
      endpointAccessMode !== undefined,
    "endpointAccessMode is needed with this securityPolicy",
  );
  return {
    arn: kept(place, `/restapis/${id}`),
    executionArn: arn(place, "execute-api", id),
    rootResourceId: lower(`${urn}#root`, 10),
    createdDate: CREATED_AT,
    description: "",
    apiKeySource: "HEADER",
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    minimumCompressionSize: "",
    policy: "",
    securityPolicy: "TLS_1_0",
  };
}

/** What API Gateway refuses when an integration is made. */
function checkIntegration(inputs: Properties): void {
  const type = text(inputs, "type");
  refuseUnless(
    ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"].includes(type),
    `there is no integration of type ${type}`,
  );
  if (type.startsWith("AWS") && !isUnknown(inputs.uri)) {
    refuseUnless(
      /^arn:[a-z-]+:apigateway:[a-z0-9-]+:[a-z0-9.-]+:(path|action)\//.test(text(inputs, "uri")),
      "uri of an AWS integration is the ARN of a service and a path or an action of it",
    );
    refuseUnless(inputs.integrationHttpMethod !== undefined, "integrationHttpMethod is needed");
  }
}

function refuseUnless(fits: boolean, problem: string): void {
  if (!fits) {
    throw new Error(problem);
  }
}
