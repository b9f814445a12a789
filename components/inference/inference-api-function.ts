import * as pulumi from "@pulumi/pulumi";

import type { LambdaFunctionArgs } from "../events/lambda-function";
import { createLambdaFunction, writeOwnLogs } from "../events/lambda-function";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";

export interface InferenceApiFunctionArgs extends Omit<
  LambdaFunctionArgs,
  "roleArn" | "memoryMiB" | "timeoutSeconds"
> {
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** What the function may do besides writing its logs. */
  readonly statements: readonly Statement[];
}

/** API Gateway waits no longer for an answer, in seconds. */
const TIMEOUT_SECONDS = 29;

/**
 * Function behind the inference API. It is not in the private network: it only calls AWS services or the identity
 * provider, neither of which is there.
 */
export class InferenceApiFunction extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  public readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: InferenceApiFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiFunction", name, {}, opts);
    const { roleArn } = this.createRole(name, args);
    const lambda = createLambdaFunction(
      name,
      { ...args, roleArn, timeoutSeconds: TIMEOUT_SECONDS },
      { parent: this },
    );
    this.functionArn = lambda.arn;
    this.invokeArn = lambda.invokeArn;
    this.registerOutputs({ functionArn: this.functionArn });
  }

  private createRole(name: string, args: InferenceApiFunctionArgs): ServiceRole {
    const { scope, purpose } = args;
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        service: "lambda.amazonaws.com",
        statements: [
          writeOwnLogs(scope, purpose),
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
          ...args.statements,
        ],
      },
      { parent: this },
    );
  }
}
