import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { Conditions, ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

export interface ModelRegistryGroupArgs {
  readonly scope: Scope;
  readonly model: string;
  /** What the model predicts, for whom. */
  readonly description: string;
  /** Roles of other accounts that may read versions and create models from them. @default none */
  readonly consumers?: Consumers;
  /** Roles of other accounts that say in a version's life cycle whether it serves. @default none */
  readonly stageMovers?: Consumers;
}

/** Actions that read a version of a group, none of which changes it: approval stays with this account. */
export const READ_VERSION_ACTIONS = ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"];

/** Stages of a version's life cycle: what production serves, and what it served before. Model Build reads the first. */
export const LIFE_CYCLE_STAGES = ["Production", "Retired"];

/** Conditions of a change that moves a version's stage and leaves its approval alone. */
export const MOVES_STAGE: Conditions = {
  StringEquals: { "sagemaker:ModelLifeCycle:Stage": LIFE_CYCLE_STAGES },
  Null: { "sagemaker:ModelApprovalStatus": "true", "sagemaker:CustomerMetadataPropertiesToRemove": "true" },
};

/** Name of a model's group in the registry: `<team>-<model>`. */
export function registryGroupName(scope: Scope, model: string): string {
  return `${scope.team}-${model}`;
}

export function registryGroupArn(scope: Scope, model: string): string {
  return arn(scope, "sagemaker", `model-package-group/${registryGroupName(scope, model)}`);
}

/** ARN of every version of a model: versions have an ARN of another type than their group. */
export function registryVersionsArn(scope: Scope, model: string): string {
  return arn(scope, "sagemaker", `model-package/${registryGroupName(scope, model)}/*`);
}

/** Versions of one model with their approval status. */
export class ModelRegistryGroup extends pulumi.ComponentResource {
  public readonly groupName: pulumi.Output<string>;

  constructor(name: string, args: ModelRegistryGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:ModelRegistryGroup", name, {}, opts);
    const { scope, model } = args;
    const group = new aws.sagemaker.ModelPackageGroup(
      name,
      {
        modelPackageGroupName: registryGroupName(scope, model),
        modelPackageGroupDescription: args.description,
      },
      // SageMaker changes no description: the provider would replace the group, and its versions.
      { parent: this, protect: scope.protect, ignoreChanges: ["modelPackageGroupDescription"] },
    );
    if (args.consumers) {
      new aws.sagemaker.ModelPackageGroupPolicy(
        `${name}-policy`,
        {
          modelPackageGroupName: group.modelPackageGroupName,
          resourcePolicy: policyDocument([
            ...readStatements(args, args.consumers),
            ...(args.stageMovers ? [stageStatement(args, args.stageMovers)] : []),
          ]),
        },
        { parent: this },
      );
    }
    this.groupName = group.modelPackageGroupName;
    this.registerOutputs({ groupName: this.groupName });
  }
}

function readStatements({ scope, model }: ModelRegistryGroupArgs, consumers: Consumers): ResourceStatement[] {
  const only = onlyConsumers(consumers);
  return [
    {
      sid: "ReadGroup",
      ...only,
      actions: ["sagemaker:DescribeModelPackageGroup"],
      resources: [registryGroupArn(scope, model)],
    },
    {
      sid: "ReadVersions",
      ...only,
      actions: [...READ_VERSION_ACTIONS, "sagemaker:CreateModel"],
      resources: [registryVersionsArn(scope, model)],
    },
  ];
}

function stageStatement({ scope, model }: ModelRegistryGroupArgs, movers: Consumers): ResourceStatement {
  const { principal, conditions = {} } = onlyConsumers(movers);
  return {
    sid: "MoveStages",
    principal,
    actions: ["sagemaker:UpdateModelPackage"],
    resources: [registryVersionsArn(scope, model)],
    conditions: {
      ...conditions,
      ...MOVES_STAGE,
      StringEquals: { ...conditions.StringEquals, ...MOVES_STAGE.StringEquals },
    },
  };
}
