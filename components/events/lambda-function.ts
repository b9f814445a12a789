/** What every function of this project and its role have in common. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { isOffered } from "../../settings/offered";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { logKeeping } from "../observability/log-group";

/** Lambda runtime of every function of this project; AWS supports it until April 2027, and 24.x after that. */
const LAMBDA_RUNTIME = "nodejs22.x";

export interface LambdaFunctionArgs {
  readonly scope: Scope;
  /** What the function does; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  readonly code: pulumi.asset.Archive;
  readonly roleArn: pulumi.Input<string>;
  /** Key of the environment and the logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Environment variables. Whoever can describe the function can read them: no secrets. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Longest run, in seconds. */
  readonly timeoutSeconds: number;
  /** Memory, in MiB; CPU grows with it. @default 512 */
  readonly memoryMiB?: number;
  /** Days that the function's logs are kept. */
  readonly logRetentionDays: number;
}

/**
 * A function and its log group, `<name>-logs`.
 *
 * @param more - What one kind of function has besides: network, tracing.
 */
export function createLambdaFunction(
  name: string,
  args: LambdaFunctionArgs,
  opts: pulumi.CustomResourceOptions,
  more: Pick<aws.lambda.FunctionArgs, "tracingConfig" | "vpcConfig"> = {},
): aws.lambda.Function {
  const { scope, purpose, kmsKeyArn } = args;
  const logs = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: functionLogGroup(scope, purpose),
      ...logKeeping(args),
    },
    opts,
  );
  return new aws.lambda.Function(
    name,
    {
      name: physicalName(scope, purpose),
      description: args.description,
      runtime: LAMBDA_RUNTIME,
      architectures: ["arm64"],
      handler: "index.handler",
      code: args.code,
      role: args.roleArn,
      timeout: args.timeoutSeconds,
      memorySize: args.memoryMiB ?? 512,
      kmsKeyArn,
      environment: { variables: args.environment },
      loggingConfig: {
        logFormat: isOffered("jsonFunctionLogs", scope.region) ? "JSON" : "Text",
        logGroup: logs.name,
      },
      ...more,
    },
    opts,
  );
}

/** Lets the function of a purpose write its logs, and no others. */
export function writeOwnLogs(scope: Scope, purpose: string): Statement {
  return {
    sid: "WriteOwnLogs",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${arn(scope, "logs", `log-group:${functionLogGroup(scope, purpose)}`)}:*`],
  };
}

/** Log group of the function of a purpose. */
export function functionLogGroup(scope: Scope, purpose: string): string {
  return `/aws/lambda/${physicalName(scope, purpose)}`;
}
