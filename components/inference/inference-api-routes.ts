import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ApiPlace, ServiceCall } from "./inference-api-method";
import { ApiMethod } from "./inference-api-method";
import {
  ANSWERS,
  CONTENT_TYPES,
  ENDPOINT_PARAMETER,
  integrationParameters,
  methodParameters,
  MODEL_PARAMETER,
  requestTemplate,
} from "./inference-api-mappings";
import { featuresSchema, jsonSchema } from "./inference-api-schemas";

/** Where the routes of the API lead to. */
export interface RouteTargets {
  /** Role with which the API asks endpoints. */
  readonly invocationRoleArn: pulumi.Input<string>;
  /** What the names of all endpoints begin with. */
  readonly endpointPrefix: string;
  /** Function of asynchronous requests and batch runs. */
  readonly submitInvokeArn: pulumi.Input<string>;
  /** Function that processes requests and answers of some models; undefined where no model has one. */
  readonly processInvokeArn: pulumi.Input<string> | undefined;
}

export interface InferenceApiRoutesArgs {
  readonly api: ApiPlace;
  readonly rootResourceId: pulumi.Input<string>;
  readonly targets: RouteTargets;
  /** Features by model, for models whose requests a function processes. */
  readonly processing: Readonly<Record<string, { readonly features: readonly string[] }>>;
}

/**
 * The paths of the API. All models share `/models/{name}`; a model with a function has a path of its own. API Gateway
 * takes the longest literal path and never returns to `{name}`, so that path repeats every route.
 */
export class InferenceApiRoutes extends pulumi.ComponentResource {
  /** Change with whatever needs another deployment. */
  public readonly definitions: pulumi.Output<string>[] = [];

  constructor(
    private readonly name: string,
    private readonly args: InferenceApiRoutesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mlops:inference:InferenceApiRoutes", name, {}, opts);
    const models = this.createPath(`${name}-models`, args.rootResourceId, "models");
    this.createSharedRoutes(this.createPath(`${name}-model`, models.id, `{${MODEL_PARAMETER}}`));
    for (const [model, { features }] of Object.entries(args.processing)) {
      this.createOwnRoutes(this.createPath(`${name}-${model}`, models.id, model), model, features);
    }
    this.registerOutputs({});
  }

  private createSharedRoutes(model: aws.apigateway.Resource): void {
    const anyJson = this.createModel(`${this.name}-any-json`, "AnyJson", jsonSchema());
    const invocations = this.createPath(`${this.name}-model-invocations`, model.id, "invocations");
    this.createMethod(`${this.name}-invoke`, {
      resourceId: invocations.id,
      httpMethod: "POST",
      parameters: methodParameters(),
      models: { "application/json": anyJson },
      target: this.serviceCall(),
    });
    this.createSubmissions(`${this.name}-model`, model, { [`method.request.path.${MODEL_PARAMETER}`]: true });
  }

  private createOwnRoutes(
    resource: aws.apigateway.Resource,
    model: string,
    features: readonly string[],
  ): void {
    const { targets } = this.args;
    if (targets.processInvokeArn === undefined) {
      throw new Error(`model ${model} has a path of its own and no function that answers there`);
    }
    const schema = this.createModel(
      `${this.name}-${model}-features`,
      `Features${modelId(model)}`,
      featuresSchema(features),
    );
    const invocations = this.createPath(`${this.name}-${model}-invocations`, resource.id, "invocations");
    this.createMethod(`${this.name}-${model}-process`, {
      resourceId: invocations.id,
      httpMethod: "POST",
      parameters: { "method.request.header.Content-Type": true },
      models: { "application/json": schema },
      target: { functionInvokeArn: targets.processInvokeArn },
    });
    this.createSubmissions(`${this.name}-${model}`, resource, {});
  }

  /** Asynchronous requests and batch runs: something is started, and later asked for. */
  private createSubmissions(
    name: string,
    model: aws.apigateway.Resource,
    parameters: Readonly<Record<string, boolean>>,
  ): void {
    const target = { functionInvokeArn: this.args.targets.submitInvokeArn };
    for (const kind of ["async-invocations", "batch-runs"]) {
      const all = this.createPath(`${name}-${kind}`, model.id, kind);
      const one = this.createPath(`${name}-${kind}-one`, all.id, "{id}");
      this.createMethod(`${name}-${kind}-start`, {
        resourceId: all.id,
        httpMethod: "POST",
        parameters: { ...parameters, "method.request.header.Content-Type": true },
        target,
      });
      this.createMethod(`${name}-${kind}-read`, {
        resourceId: one.id,
        httpMethod: "GET",
        parameters: { ...parameters, "method.request.path.id": true },
        target,
      });
    }
  }

  private serviceCall(): ServiceCall {
    const { invocationRoleArn, endpointPrefix } = this.args.targets;
    const template = requestTemplate(endpointPrefix);
    return {
      path: `runtime.sagemaker:path/endpoints/{${ENDPOINT_PARAMETER}}/invocations`,
      roleArn: invocationRoleArn,
      parameters: integrationParameters(),
      templates: Object.fromEntries(CONTENT_TYPES.map((type) => [type, template])),
      answers: ANSWERS,
    };
  }

  private createModel(name: string, id: string, schema: pulumi.Output<string>): pulumi.Output<string> {
    const model = new aws.apigateway.Model(
      name,
      { restApi: this.args.api.restApiId, name: id, contentType: "application/json", schema },
      { parent: this },
    );
    this.definitions.push(schema);
    return model.name;
  }

  private createPath(
    name: string,
    parentId: pulumi.Input<string>,
    pathPart: string,
  ): aws.apigateway.Resource {
    return new aws.apigateway.Resource(
      name,
      { restApi: this.args.api.restApiId, parentId, pathPart },
      { parent: this },
    );
  }

  private createMethod(name: string, args: Omit<ConstructorParameters<typeof ApiMethod>[1], "api">): void {
    const method = new ApiMethod(name, { api: this.args.api, ...args }, { parent: this });
    this.definitions.push(method.definition);
  }
}

/** API Gateway takes letters and digits alone: `card-payments` becomes `CardPayments`. */
function modelId(model: string): string {
  const words = model.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join("");
}
