import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import type { Throttling } from "./inference-api-stage";

/** What one consumer may use. */
export interface ConsumerLimits extends Throttling {
  /** Counted in UTC. */
  readonly requestsPerDay: number;
}

export interface InferenceApiConsumersArgs {
  readonly scope: Scope;
  readonly restApiId: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
  /** Limits by the consumer's name. */
  readonly consumers: Readonly<Record<string, ConsumerLimits>>;
}

/**
 * Keys of the consumers of an API, each with a usage plan. A key says whose quota a call counts against, no more: it does
 * not expire, and whoever reads it has it. AWS makes the keys, so that no settings hold one.
 */
export class InferenceApiConsumers extends pulumi.ComponentResource {
  constructor(name: string, args: InferenceApiConsumersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiConsumers", name, {}, opts);
    for (const [consumer, limits] of Object.entries(args.consumers)) {
      this.createConsumer(`${name}-${consumer}`, args, consumer, limits);
    }
    this.registerOutputs({});
  }

  private createConsumer(
    name: string,
    { scope, restApiId, stageName }: InferenceApiConsumersArgs,
    consumer: string,
    limits: ConsumerLimits,
  ): void {
    const physical = physicalName(scope, `inference-${consumer}`, 128);
    const plan = new aws.apigateway.UsagePlan(
      `${name}-plan`,
      {
        name: physical,
        description: `What ${consumer} may ask of the models`,
        apiStages: [{ apiId: restApiId, stage: stageName }],
        throttleSettings: { rateLimit: limits.requestsPerSecond, burstLimit: limits.burst },
        quotaSettings: { limit: limits.requestsPerDay, period: "DAY" },
      },
      { parent: this },
    );
    const key = new aws.apigateway.ApiKey(
      `${name}-key`,
      { name: physical, description: `Key of ${consumer}` },
      { parent: this },
    );
    new aws.apigateway.UsagePlanKey(
      `${name}-plan-key`,
      { usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" },
      { parent: this },
    );
  }
}
