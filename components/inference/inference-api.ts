import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { ServiceRole } from "../identity/service-role";
import { inferenceApiAlarms } from "./inference-api-alarms";
import type { CallerProof, TokenFunction } from "./inference-api-authorization";
import { callersPolicy, createAuthorization } from "./inference-api-authorization";
import type { ConsumerLimits } from "./inference-api-consumers";
import { InferenceApiConsumers } from "./inference-api-consumers";
import { InferenceApiDomain, tlsOf } from "./inference-api-domain";
import type { InferenceApiFunction } from "./inference-api-function";
import { GATEWAY_ANSWERS } from "./inference-api-mappings";
import { InferenceApiRoutes } from "./inference-api-routes";
import type { Throttling } from "./inference-api-stage";
import { API_STAGE, InferenceApiStage } from "./inference-api-stage";
import { InferenceApiWaf } from "./inference-api-waf";

/** Purpose of the API and of the role with which it asks endpoints. */
export const INFERENCE_API = "inference-api";

export interface InferenceApiArgs extends Omit<Foundation, "network"> {
  readonly authorization: CallerProof;
  /** Account ids and ARNs of roles that may call besides the roles of the API's own account. @default none */
  readonly callers?: readonly string[] | undefined;
  /** VPC endpoints that calls come through. @default calls come over the internet */
  readonly vpcEndpointIds?: readonly string[] | undefined;
  /** Domain of the API's own; the address of AWS is then switched off. @default the address of AWS */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly throttling: Throttling;
  /** Consumers with a key, by name; with authorization apiKey. @default none */
  readonly consumers?: Readonly<Record<string, ConsumerLimits>> | undefined;
  /** Requests from one address in five minutes, before AWS WAF turns it away. @default no web ACL */
  readonly requestsPerFiveMinutes?: number | undefined;
  /** Names of features by model with a function of its own. */
  readonly processing: Readonly<Record<string, { readonly features: readonly string[] }>>;
  /** Whether AWS X-Ray follows requests. */
  readonly tracing: boolean;
  readonly submit: InferenceApiFunction;
  /** Undefined where no model has a function of its own. */
  readonly process: InferenceApiFunction | undefined;
  /** Needed with authorization jwt. */
  readonly tokens: TokenFunction | undefined;
  /** What lets API Gateway of this account and Region write logs. @default it is allowed already */
  readonly logging?: pulumi.Resource | undefined;
}

/** One way in to all endpoints of an account; the name of the model in the path says which. */
export class InferenceApi extends pulumi.ComponentResource {
  /** Address of the API, without a slash at its end. */
  public readonly url: pulumi.Output<string>;
  /** Where a record of the API's own domain has to point to; undefined without one. */
  public readonly domainTarget: pulumi.Output<string> | undefined;
  private readonly apiName: string;

  constructor(
    private readonly name: string,
    private readonly args: InferenceApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mlops:inference:InferenceApi", name, {}, opts);
    this.apiName = physicalName(args.scope, "inference", 128);
    const api = this.createApi();
    const policy = this.createPolicy(api);
    const answers = this.createGatewayAnswers(api);
    const routes = this.createRoutes(api);
    const stage = new InferenceApiStage(
      `${name}-stage`,
      {
        ...args,
        apiName: this.apiName,
        restApiId: api.id,
        definitions: [...routes.definitions, ...policy.definitions, ...answers.definitions],
        deployed: [routes, ...policy.resources, ...answers.resources],
      },
      { parent: this },
    );
    this.createGuards(stage);
    this.createConsumers(api, stage);
    const domain = this.createDomain(api, stage);
    this.domainTarget = domain?.target;
    this.url = domain ? pulumi.output(`https://${args.domain?.name ?? ""}/${API_STAGE}`) : stage.invokeUrl;
    this.registerOutputs({ url: this.url });
  }

  private createApi(): aws.apigateway.RestApi {
    const { scope, vpcEndpointIds, domain } = this.args;
    return new aws.apigateway.RestApi(
      this.name,
      {
        name: this.apiName,
        description: `Models of team ${scope.team} in ${scope.plane}`,
        endpointConfiguration: vpcEndpointIds
          ? { types: "PRIVATE", vpcEndpointIds: [...vpcEndpointIds] }
          : { types: "REGIONAL" },
        disableExecuteApiEndpoint: domain !== undefined,
        ...tlsOf(scope.region),
      },
      { parent: this },
    );
  }

  private createPolicy(api: aws.apigateway.RestApi): Deployed {
    const { scope, authorization, callers = [], vpcEndpointIds } = this.args;
    const policy = callersPolicy(scope, API_STAGE, {
      authorization,
      callers,
      ...(vpcEndpointIds ? { vpcEndpointIds } : {}),
    });
    if (policy === undefined) {
      return { resources: [], definitions: [] };
    }
    const resource = new aws.apigateway.RestApiPolicy(
      `${this.name}-policy`,
      { restApiId: api.id, policy },
      { parent: this },
    );
    return { resources: [resource], definitions: [policy] };
  }

  private createGatewayAnswers(api: aws.apigateway.RestApi): Deployed {
    const answers = Object.entries(GATEWAY_ANSWERS);
    const resources = answers.map(
      ([responseType, template]) =>
        new aws.apigateway.Response(
          `${this.name}-${responseType.toLowerCase().replaceAll("_", "-")}`,
          { restApiId: api.id, responseType, responseTemplates: { "application/json": template } },
          { parent: this },
        ),
    );
    return { resources, definitions: answers.map(([type, template]) => `${type} ${template}`) };
  }

  private createRoutes(api: aws.apigateway.RestApi): InferenceApiRoutes {
    const { scope, authorization, processing, submit, process, tokens } = this.args;
    const validator = new aws.apigateway.RequestValidator(
      `${this.name}-validator`,
      { restApi: api.id, name: "everything", validateRequestBody: true, validateRequestParameters: true },
      { parent: this },
    );
    this.permit(api, "submit", submit);
    if (process) {
      this.permit(api, "process", process);
    }
    return new InferenceApiRoutes(
      `${this.name}-routes`,
      {
        api: {
          restApiId: api.id,
          partition: scope.partition,
          region: scope.region,
          authorization: createAuthorization(this.name, api, authorization, tokens, {
            parent: this,
          }),
          validatorId: validator.id,
        },
        rootResourceId: api.rootResourceId,
        targets: {
          invocationRoleArn: this.createInvocationRole().roleArn,
          endpointPrefix: physicalName(scope, ""),
          submitInvokeArn: submit.invokeArn,
          processInvokeArn: process?.invokeArn,
        },
        processing,
      },
      { parent: this },
    );
  }

  /** Lets the API call a function, from any of its routes and from nowhere else. */
  private permit(api: aws.apigateway.RestApi, what: string, { functionArn }: InferenceApiFunction): void {
    new aws.lambda.Permission(
      `${this.name}-${what}-permission`,
      {
        action: "lambda:InvokeFunction",
        function: functionArn,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/*/*/models/*`,
      },
      { parent: this },
    );
  }

  private createInvocationRole(): ServiceRole {
    const { scope } = this.args;
    return new ServiceRole(
      `${this.name}-role`,
      {
        ...this.args,
        purpose: INFERENCE_API,
        description: "The inference API, which asks endpoints",
        service: "apigateway.amazonaws.com",
        statements: [
          {
            sid: "AskEndpoints",
            actions: ["sagemaker:InvokeEndpoint"],
            resources: [arn(scope, "sagemaker", `endpoint/${physicalName(scope, "*")}`)],
          },
        ],
      },
      { parent: this },
    );
  }

  private createGuards(stage: InferenceApiStage): void {
    const { requestsPerFiveMinutes } = this.args;
    const waf =
      requestsPerFiveMinutes !== undefined
        ? new InferenceApiWaf(
            `${this.name}-waf`,
            {
              ...this.args,
              stageArn: stage.stageArn,
              requestsPerFiveMinutes,
            },
            { parent: this },
          )
        : undefined;
    inferenceApiAlarms(
      this.name,
      { ...this.args, apiName: this.apiName, stageName: stage.stageName, webAclName: waf?.webAclName },
      { parent: this },
    );
  }

  private createConsumers(api: aws.apigateway.RestApi, { stageName }: InferenceApiStage): void {
    const { scope, consumers } = this.args;
    if (consumers) {
      new InferenceApiConsumers(
        `${this.name}-consumers`,
        { scope, restApiId: api.id, stageName, consumers },
        { parent: this },
      );
    }
  }

  private createDomain(
    api: aws.apigateway.RestApi,
    { stageName }: InferenceApiStage,
  ): InferenceApiDomain | undefined {
    const { domain } = this.args;
    return domain
      ? new InferenceApiDomain(
          `${this.name}-domain`,
          {
            region: this.args.scope.region,
            domainName: domain.name,
            certificateArn: domain.certificateArn,
            restApiId: api.id,
            stageName,
          },
          { parent: this },
        )
      : undefined;
  }
}

/** Resources that a deployment consists of, and what makes it another one. */
interface Deployed {
  readonly resources: readonly pulumi.Resource[];
  readonly definitions: readonly pulumi.Input<string>[];
}
