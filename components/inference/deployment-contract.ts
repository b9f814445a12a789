import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ContractInput } from "../../repositories/model-deploy/program/contract-schema";
import { CONTRACT_VERSION } from "../../repositories/model-deploy/program/contract-schema";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { InputsOf } from "../inputs";

/** Fields that come from the scope; whoever makes the contract gives the others. */
type ScopeField = "version" | "team" | "environment" | "account" | "region";

/** What the deploy program needs to know of the account that it deploys into: the fields of its own schema. */
export type DeploymentContractValues = InputsOf<Omit<ContractInput, ScopeField>>;

export interface DeploymentContractArgs {
  readonly scope: Scope;
  readonly values: DeploymentContractValues;
}

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
        } satisfies InputsOf<Omit<ContractInput, "environment">> & { readonly environment: string }),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;
    this.registerOutputs({ parameterName: this.parameterName });
  }
}
