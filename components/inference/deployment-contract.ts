import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ResourceTags } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";

/** What the deploy program needs to know of the account that it deploys into. */
export interface DeploymentContractValues {
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Bucket that takes what endpoints are asked and answer. */
  readonly captureBucketName: pulumi.Input<string>;
  /** Bucket of requests and results of asynchronous endpoints and batch runs. */
  readonly inferenceBucketName: pulumi.Input<string>;
  /** Role that endpoints run with. */
  readonly endpointRoleArn: pulumi.Input<string>;
  /** Topic that alarms go to. */
  readonly alertTopicArn: pulumi.Input<string>;
  /** Destination in the automation account that log groups of endpoints are sent to. @default logs are not searched */
  readonly logDestinationArn?: pulumi.Input<string>;
  readonly logRetentionDays: number;
  /** Which rules hold: those of a trial are looser. */
  readonly profile: "trial" | "production";
  /** Tags of whatever the deploy program makes. */
  readonly tags: ResourceTags;
  /** Whether the images of models are copied here: serverless endpoints take images of their own account only. */
  readonly replicatesImages: boolean;
  /** The account that models come from and where the state of the deploy program lies. */
  readonly automation: {
    readonly account: string;
    readonly artifactBucketName: string;
    readonly stateBucketName: pulumi.Input<string>;
    readonly stateKeyArn: pulumi.Input<string>;
  };
  /** The guardrails that the deploy program is held to: one file, its SHA-256, its configuration. */
  readonly policyPack: {
    readonly bucketName: pulumi.Input<string>;
    readonly key: string;
    readonly sha256: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  /** What starts the batch runs of a model by schedule. */
  readonly batch: {
    readonly functionArn: pulumi.Input<string>;
    readonly schedulerRoleArn: pulumi.Input<string>;
    readonly deadLetterQueueArn: pulumi.Input<string>;
  };
}

export interface DeploymentContractArgs {
  readonly scope: Scope;
  readonly values: DeploymentContractValues;
}

/** Version of the contract's form; a reader refuses any other. */
export const CONTRACT_VERSION = 2;

/** Name of the parameter: `/mlops/<team>/<plane>/deployment`. The plane is part of it since one account may play both. */
export function contractName(scope: Scope): string {
  return `/mlops/${scope.team}/${scope.plane}/deployment`;
}

export function contractArn(scope: Scope): string {
  return arn(scope, "ssm", `parameter${contractName(scope)}`);
}

/** The contract between the landing zone and the deploy program: one JSON parameter. It holds no secrets. */
export class DeploymentContract extends pulumi.ComponentResource {
  public readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: DeploymentContractArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:DeploymentContract", name, {}, opts);
    const { scope } = args;
    const parameter = new aws.ssm.Parameter(
      name,
      {
        name: contractName(scope),
        description: `What the deploy program needs to know of ${scope.plane}`,
        type: "String",
        value: pulumi.jsonStringify({
          version: CONTRACT_VERSION,
          team: scope.team,
          environment: scope.plane,
          account: scope.account,
          region: scope.region,
          ...args.values,
        }),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;
    this.registerOutputs({ parameterName: this.parameterName });
  }
}
