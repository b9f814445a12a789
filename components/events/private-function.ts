import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import type { FunctionNetwork } from "../identity/vpc-function-statements";
import { vpcFunctionStatements } from "../identity/vpc-function-statements";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import { LAMBDA_RUNTIME } from "./queue-function";

/** What a function in a private network and its role have in common. */
export interface PrivateFunctionPlace {
  readonly scope: Scope;
  /** What the function does; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  /** Key of the environment and the logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly network: FunctionNetwork;
}

export interface PrivateFunctionRoleArgs extends PrivateFunctionPlace {
  readonly description: string;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** What the function may do besides writing its logs, using its key and joining its network. */
  readonly statements: readonly Statement[];
}

export interface PrivateFunctionArgs extends PrivateFunctionPlace {
  readonly description: string;
  readonly code: pulumi.asset.Archive;
  /** Role of {@link privateFunctionRole}; it may have to exist before what the function reaches. */
  readonly roleArn: pulumi.Input<string>;
  /** Environment of the function. It is readable by whoever can describe it: no secrets. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Longest run, in seconds. */
  readonly timeoutSeconds: number;
  /** Memory, in MiB; processor time grows with it. @default 512 */
  readonly memoryMiB?: number;
  /** Days that the function's logs are kept. */
  readonly logRetentionDays: number;
}

/** Function that runs in a private network. */
export class PrivateFunction extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  public readonly functionName: pulumi.Output<string>;
  /** Changes with the code and with nothing else. */
  public readonly codeDigest: pulumi.Output<string>;

  constructor(name: string, args: PrivateFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:PrivateFunction", name, {}, opts);
    const functionName = physicalName(args.scope, args.purpose);
    const logs = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: functionLogGroup(args.scope, args.purpose),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.kmsKeyArn,
      },
      { parent: this },
    );
    const lambda = new aws.lambda.Function(
      name,
      {
        name: functionName,
        description: args.description,
        runtime: LAMBDA_RUNTIME,
        architectures: ["arm64"],
        handler: "index.handler",
        code: args.code,
        role: args.roleArn,
        timeout: args.timeoutSeconds,
        memorySize: args.memoryMiB ?? 512,
        kmsKeyArn: args.kmsKeyArn,
        environment: { variables: args.environment },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
        vpcConfig: {
          subnetIds: [...args.network.subnetIds],
          securityGroupIds: [...args.network.securityGroupIds],
        },
      },
      { parent: this },
    );
    this.functionArn = lambda.arn;
    this.functionName = lambda.name;
    this.codeDigest = lambda.codeSha256;
    this.registerOutputs({ functionArn: this.functionArn });
  }
}

/** Role of a {@link PrivateFunction}. */
export function privateFunctionRole(
  name: string,
  args: PrivateFunctionRoleArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  const { scope, purpose, description, permissionsBoundaryArn } = args;
  return new ServiceRole(
    name,
    {
      scope,
      purpose,
      description,
      service: "lambda.amazonaws.com",
      permissionsBoundaryArn,
      statements: [
        {
          sid: "WriteOwnLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${arn(scope, "logs", `log-group:${functionLogGroup(scope, purpose)}`)}:*`],
        },
        { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
        ...vpcFunctionStatements(scope, physicalName(scope, purpose), args.network),
        ...args.statements,
      ],
    },
    opts,
  );
}

/** Log group of the function of a purpose. */
export function functionLogGroup(scope: Scope, purpose: string): string {
  return `/aws/lambda/${physicalName(scope, purpose)}`;
}
