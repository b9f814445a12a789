import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { MethodAuthorization } from "./inference-api-authorization";
import type { Answer } from "./inference-api-mappings";
import { answerParameters, OVERRIDDEN_STATUSES } from "./inference-api-mappings";

/** What an API's methods have in common. */
export interface ApiPlace {
  readonly restApiId: pulumi.Input<string>;
  /** Service that the API passes requests on to is in this partition and Region. */
  readonly partition: string;
  readonly region: string;
  readonly authorization: MethodAuthorization;
  readonly validatorId: pulumi.Input<string>;
}

/** A call of an AWS service, without code between. */
export interface ServiceCall {
  /** Service and path, such as `runtime.sagemaker:path/endpoints/{endpoint}/invocations`. */
  readonly path: string;
  readonly roleArn: pulumi.Input<string>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Templates of the request by content type; other types are refused. */
  readonly templates: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
}

export interface ApiMethodArgs {
  readonly api: ApiPlace;
  readonly resourceId: pulumi.Input<string>;
  readonly httpMethod: "GET" | "POST";
  /** Parameters of the request, and whether they must be there. */
  readonly parameters: Readonly<Record<string, boolean>>;
  /** Names of JSON schemas of the body by content type. @default the body is not looked at */
  readonly models?: Readonly<Record<string, pulumi.Input<string>>>;
  /** A service, or the function that answers: its `invokeArn`. */
  readonly target: ServiceCall | { readonly functionInvokeArn: pulumi.Input<string> };
}

/** One method of the inference API with where it leads to. */
export class ApiMethod extends pulumi.ComponentResource {
  /** Changes with whatever needs another deployment. */
  public readonly definition: pulumi.Output<string>;

  constructor(name: string, args: ApiMethodArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:ApiMethod", name, {}, opts);
    const { target } = args;
    const method = this.createMethod(name, args);
    const integration =
      "path" in target
        ? this.createServiceCall(name, args, method, target)
        : this.createProxy(name, args, method, target);
    this.definition = pulumi.jsonStringify([methodArgs(args), integration]);
    this.registerOutputs({});
  }

  private createMethod(name: string, args: ApiMethodArgs): aws.apigateway.Method {
    return new aws.apigateway.Method(name, methodArgs(args), { parent: this });
  }

  private createProxy(
    name: string,
    { api, resourceId }: ApiMethodArgs,
    method: aws.apigateway.Method,
    { functionInvokeArn }: { readonly functionInvokeArn: pulumi.Input<string> },
  ): object {
    const settings = { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: functionInvokeArn };
    new aws.apigateway.Integration(
      `${name}-integration`,
      { restApi: api.restApiId, resourceId, httpMethod: method.httpMethod, ...settings },
      { parent: this },
    );
    return settings;
  }

  private createServiceCall(
    name: string,
    { api, resourceId }: ApiMethodArgs,
    method: aws.apigateway.Method,
    call: ServiceCall,
  ): object {
    const place = { restApi: api.restApiId, resourceId, httpMethod: method.httpMethod };
    const settings = {
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: `arn:${api.partition}:apigateway:${api.region}:${call.path}`,
      credentials: call.roleArn,
      passthroughBehavior: "NEVER",
      requestParameters: { ...call.parameters },
      requestTemplates: { ...call.templates },
    };
    const integration = new aws.apigateway.Integration(
      `${name}-integration`,
      { ...place, ...settings },
      { parent: this },
    );
    for (const answer of call.answers) {
      this.createAnswer(`${name}-${answer.status}`, place, answer, integration);
    }
    for (const status of OVERRIDDEN_STATUSES) {
      new aws.apigateway.MethodResponse(
        `${name}-${status}`,
        { ...place, statusCode: status, ...JSON_HEADER },
        { parent: this },
      );
    }
    return { ...settings, answers: call.answers };
  }

  private createAnswer(
    name: string,
    place: Pick<aws.apigateway.IntegrationResponseArgs, "restApi" | "resourceId" | "httpMethod">,
    answer: Answer,
    integration: aws.apigateway.Integration,
  ): void {
    const parameters = answerParameters(answer);
    const declared = new aws.apigateway.MethodResponse(
      name,
      {
        ...place,
        statusCode: answer.status,
        responseParameters: Object.fromEntries(Object.keys(parameters).map((header) => [header, true])),
      },
      { parent: this },
    );
    new aws.apigateway.IntegrationResponse(
      `${name}-answer`,
      {
        ...place,
        statusCode: declared.statusCode,
        responseParameters: parameters,
        ...(answer.pattern === undefined ? {} : { selectionPattern: answer.pattern }),
        ...(answer.template === undefined
          ? {}
          : { responseTemplates: { "application/json": answer.template } }),
      },
      { parent: this, dependsOn: integration },
    );
  }
}

const JSON_HEADER = { responseParameters: { "method.response.header.Content-Type": true } };

function methodArgs({
  api,
  resourceId,
  httpMethod,
  parameters,
  models,
}: ApiMethodArgs): aws.apigateway.MethodArgs {
  return {
    restApi: api.restApiId,
    resourceId,
    httpMethod,
    ...api.authorization,
    requestValidatorId: api.validatorId,
    requestParameters: { ...parameters },
    ...(models === undefined ? {} : { requestModels: { ...models } }),
  };
}
