import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS } from "../../settings/names";
import { PrivateFunction, privateFunctionRole } from "../events/private-function";
import type { Foundation } from "../foundation";
import type { FunctionNetwork } from "../identity/vpc-function-statements";
import { physicalName } from "../../settings/scope";
import { alarmOnAny, errorsOf } from "../observability/alarm-on-any";
import { sourceSecretArn } from "./source-secret";

export interface SnowflakeKeyRotationArgs extends Omit<Foundation, "network"> {
  readonly secretArn: pulumi.Input<string>;
  /** Days after which the key pair is replaced. */
  readonly rotationDays: number;
  /** As in the settings. */
  readonly snowflake: { readonly account: string; readonly user: string; readonly role: string };
  /** Code of the function rotate-snowflake-key. */
  readonly code: pulumi.asset.Archive;
  readonly network: FunctionNetwork;
}

/** Longer than the two calls of Snowflake that a step makes, 40 seconds each at most. */
const TIMEOUT_SECONDS = 120;

/**
 * Replaces the key pair in the secret on a schedule. It has no dead-letter queue: Secrets Manager itself repeats a
 * rotation that failed, and a queued step of an old one would be useless.
 */
export class SnowflakeKeyRotation extends pulumi.ComponentResource {
  constructor(name: string, args: SnowflakeKeyRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:SnowflakeKeyRotation", name, {}, opts);
    const rotate = this.createFunction(name, args);
    const permission = this.allowSecretsManager(name, rotate, args);
    new aws.secretsmanager.SecretRotation(
      `${name}-schedule`,
      {
        secretId: args.secretArn,
        rotationLambdaArn: rotate.functionArn,
        rotateImmediately: false, // The first key pair may not be there yet.
        rotationRules: { automaticallyAfterDays: args.rotationDays },
      },
      { parent: this, dependsOn: [permission] },
    );
    this.watch(name, args);
    this.registerOutputs({});
  }

  private createFunction(name: string, args: SnowflakeKeyRotationArgs): PrivateFunction {
    const { scope, snowflake } = args;
    const common = {
      ...args,
      purpose: FUNCTIONS.rotateSnowflakeKey,
      description: "Replaces the key pair of the Snowflake user",
    };
    const role = privateFunctionRole(
      `${name}-role`,
      {
        ...common,
        statements: [
          {
            sid: "RotateSecret",
            actions: [
              "secretsmanager:DescribeSecret",
              "secretsmanager:GetSecretValue",
              "secretsmanager:PutSecretValue",
              "secretsmanager:UpdateSecretVersionStage",
            ],
            resources: [sourceSecretArn(scope, "snowflake")],
          },
        ],
      },
      { parent: this },
    );
    return new PrivateFunction(
      name,
      {
        ...common,
        roleArn: role.roleArn,
        environment: {
          SNOWFLAKE_ACCOUNT: snowflake.account,
          SNOWFLAKE_USER: snowflake.user,
          SNOWFLAKE_ROLE: snowflake.role,
        },
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      { parent: this },
    );
  }

  private allowSecretsManager(
    name: string,
    rotate: PrivateFunction,
    args: SnowflakeKeyRotationArgs,
  ): aws.lambda.Permission {
    return new aws.lambda.Permission(
      `${name}-permission`,
      {
        function: rotate.functionName,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceAccount: args.scope.account,
        sourceArn: args.secretArn,
      },
      { parent: this },
    );
  }

  private watch(name: string, args: SnowflakeKeyRotationArgs): void {
    const functionName = physicalName(args.scope, FUNCTIONS.rotateSnowflakeKey);
    alarmOnAny(
      `${name}-alarm`,
      errorsOf(functionName),
      {
        name: `${functionName}-errors`,
        description: "The key pair of the Snowflake user could not be replaced; the old one still works",
        alertTopicArn: args.alertTopicArn,
      },
      { parent: this },
    );
  }
}
