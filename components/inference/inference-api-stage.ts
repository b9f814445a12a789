import { createHash } from "node:crypto";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { LogKeeping } from "../observability/log-group";
import { LogGroup, logKeeping } from "../observability/log-group";

/** Version of the API's routes; part of every address. */
export const API_STAGE = "v1";

/** The most that is passed on; more requests are answered with status 429. */
export interface Throttling {
  /** On average. */
  readonly requestsPerSecond: number;
  /** At one moment. */
  readonly burst: number;
}

export interface InferenceApiStageArgs extends LogKeeping {
  readonly apiName: string;
  readonly restApiId: pulumi.Input<string>;
  /** What the deployment consists of: any change makes another deployment. */
  readonly definitions: readonly pulumi.Input<string>[];
  /** Methods and answers that must exist before they are deployed. */
  readonly deployed: readonly pulumi.Resource[];
  /** What lets API Gateway of this account and Region write logs. @default it is allowed already */
  readonly logging?: pulumi.Resource | undefined;
  readonly throttling: Throttling;
  readonly tracing: boolean;
}

/** What the access log records of each call: no bodies, query strings, headers or tokens. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  time: "$context.requestTimeEpoch",
  sourceIp: "$context.identity.sourceIp",
  tlsVersion: "$context.tlsVersion",
  caller: "$context.identity.userArn",
  subject: "$context.authorizer.principalId",
  apiKeyId: "$context.identity.apiKeyId",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  path: "$context.path",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationLatencyMs: "$context.integration.latency",
  error: "$context.error.responseType",
  waf: "$context.wafResponseCode",
};

/** The deployed API: stage, throttling, logs. */
export class InferenceApiStage extends pulumi.ComponentResource {
  public readonly stageName: pulumi.Output<string>;
  public readonly stageArn: pulumi.Output<string>;
  public readonly invokeUrl: pulumi.Output<string>;

  constructor(name: string, args: InferenceApiStageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiStage", name, {}, opts);
    const deployment = this.createDeployment(name, args);
    const stage = this.createStage(name, args, deployment);
    this.createSettings(name, args, stage);
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    this.registerOutputs({ invokeUrl: this.invokeUrl });
  }

  private createDeployment(
    name: string,
    { restApiId, definitions, deployed }: InferenceApiStageArgs,
  ): aws.apigateway.Deployment {
    return new aws.apigateway.Deployment(
      `${name}-deployment`,
      { restApi: restApiId, triggers: { definitions: pulumi.all([...definitions]).apply(digest) } },
      { parent: this, dependsOn: [...deployed] },
    );
  }

  private createStage(
    name: string,
    args: InferenceApiStageArgs,
    deployment: aws.apigateway.Deployment,
  ): aws.apigateway.Stage {
    const access = new aws.cloudwatch.LogGroup(
      `${name}-access-logs`,
      {
        name: `/aws/apigateway/${args.apiName}`,
        ...logKeeping(args),
      },
      { parent: this },
    );
    const execution = this.createExecutionLogs(name, args);
    return new aws.apigateway.Stage(
      name,
      {
        restApi: args.restApiId,
        deployment: deployment.id,
        stageName: API_STAGE,
        description: "Version 1 of the routes",
        xrayTracingEnabled: args.tracing,
        accessLogSettings: { destinationArn: access.arn, format: pulumi.jsonStringify(ACCESS_LOG) },
      },
      { parent: this, dependsOn: [execution, ...(args.logging ? [args.logging] : [])] },
    );
  }

  /** API Gateway would create this group itself, without a key and without retention. */
  private createExecutionLogs(name: string, args: InferenceApiStageArgs): LogGroup {
    return new LogGroup(
      `${name}-execution-logs`,
      {
        ...args,
        logGroupName: pulumi.interpolate`API-Gateway-Execution-Logs_${args.restApiId}/${API_STAGE}`,
      },
      { parent: this },
    );
  }

  private createSettings(name: string, args: InferenceApiStageArgs, stage: aws.apigateway.Stage): void {
    const { requestsPerSecond, burst } = args.throttling;
    new aws.apigateway.MethodSettings(
      `${name}-settings`,
      {
        restApi: args.restApiId,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: {
          throttlingRateLimit: requestsPerSecond,
          throttlingBurstLimit: burst,
          metricsEnabled: true,
          loggingLevel: "ERROR",
          // Tracing data would write bodies into the logs.
          dataTraceEnabled: false,
          cachingEnabled: false,
        },
      },
      { parent: this },
    );
  }
}

function digest(definitions: readonly string[]): string {
  return createHash("sha256").update(definitions.join("\n")).digest("hex");
}
