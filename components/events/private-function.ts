import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import type { FunctionNetwork } from "../identity/vpc-function-statements";
import { vpcFunctionStatements } from "../identity/vpc-function-statements";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { LambdaFunctionArgs } from "./lambda-function";
import { createLambdaFunction, writeOwnLogs } from "./lambda-function";

/** What a function in a private network and its role have in common. */
export interface PrivateFunctionPlace extends Pick<LambdaFunctionArgs, "scope" | "purpose" | "kmsKeyArn"> {
  readonly network: FunctionNetwork;
}

export interface PrivateFunctionRoleArgs extends PrivateFunctionPlace {
  readonly description: string;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** What the function may do besides writing its logs, using its key and joining its network. */
  readonly statements: readonly Statement[];
}

/** `roleArn`: role of {@link privateFunctionRole}; it may have to exist before what the function reaches. */
export interface PrivateFunctionArgs extends LambdaFunctionArgs, PrivateFunctionPlace {}

/** Function that runs in a private network. */
export class PrivateFunction extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  public readonly functionName: pulumi.Output<string>;
  /** Changes with the code and with nothing else. */
  public readonly codeDigest: pulumi.Output<string>;

  constructor(name: string, args: PrivateFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:PrivateFunction", name, {}, opts);
    const { subnetIds, securityGroupIds } = args.network;
    const lambda = createLambdaFunction(
      name,
      args,
      { parent: this },
      { vpcConfig: { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] } },
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
  const { scope, purpose } = args;
  return new ServiceRole(
    name,
    {
      ...args,
      service: "lambda.amazonaws.com",
      statements: [
        writeOwnLogs(scope, purpose),
        { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
        ...vpcFunctionStatements(scope, physicalName(scope, purpose), args.network),
        ...args.statements,
      ],
    },
    opts,
  );
}
