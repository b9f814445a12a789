import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ContractInput } from "../../repositories/model-build/pipeline/contract-schema";
import { CONTRACT_VERSION } from "../../repositories/model-build/pipeline/contract-schema";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { awsImages } from "../containers/aws-images";
import type { InputsOf } from "../inputs";
import { registryGroupName } from "./model-registry-group";

/** Fields that come from the scope and the model; whoever makes the contract gives the others. */
type OwnField =
  "version" | "team" | "model" | "account" | "region" | "pipelineName" | "modelPackageGroupName" | "images";

/** How a model is watched, as the pipeline is told. */
export type MonitoringBlock = NonNullable<ContractInput["monitoring"]>;

/** What the Model Build pipeline of one model needs to know: the fields of its own schema. */
export type ModelBuildContractValues = InputsOf<Omit<ContractInput, OwnField>>;

export interface ModelBuildContractArgs {
  readonly scope: Scope;
  readonly model: string;
  readonly values: ModelBuildContractValues;
}

/**
 * Name of the parameter of one model: `/mlops/<team>/<plane>/build/<model>`. The plane is part of it since one account may
 * play several.
 */
export function modelBuildContractName(scope: Scope, model: string): string {
  return `/mlops/${scope.team}/${scope.plane}/build/${model}`;
}

/** ARN of the parameter of one model; with `*`, of all models of the team. */
export function modelBuildContractArn(scope: Scope, model: string): string {
  return arn(scope, "ssm", `parameter${modelBuildContractName(scope, model)}`);
}

/** Name of a model's SageMaker pipeline: `<team>-<model>`. */
export function modelPipelineName(scope: Scope, model: string): string {
  return `${scope.team}-${model}`;
}

/** Name of the SageMaker pipeline that watches a model: `<team>-<model>-monitoring`. */
export function monitoringPipelineName(scope: Scope, model: string): string {
  return `${modelPipelineName(scope, model)}-monitoring`;
}

/** The contract between the landing zone and the Model Build pipeline of one model: a JSON parameter without secrets. */
export class ModelBuildContract extends pulumi.ComponentResource {
  public readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: ModelBuildContractArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:ModelBuildContract", name, {}, opts);
    const { scope, model } = args;
    const { profile, imageRepositoryUri, approvedImagesUri, tags, monitoring, ...values } = args.values;
    const parameter = new aws.ssm.Parameter(
      name,
      {
        name: modelBuildContractName(scope, model),
        description: `What the Model Build pipeline of ${model} needs to know`,
        type: "String",
        value: pulumi.jsonStringify({
          version: CONTRACT_VERSION,
          team: scope.team,
          model,
          profile,
          account: scope.account,
          region: scope.region,
          pipelineName: modelPipelineName(scope, model),
          modelPackageGroupName: registryGroupName(scope, model),
          imageRepositoryUri,
          ...(approvedImagesUri === undefined ? {} : { approvedImagesUri }),
          ...values,
          images: awsImages(scope),
          ...(monitoring === undefined ? {} : { monitoring }),
          tags,
        } satisfies InputsOf<ContractInput>),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;
    this.registerOutputs({ parameterName: this.parameterName });
  }
}
