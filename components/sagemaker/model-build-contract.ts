import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ResourceTags } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { awsImages } from "../containers/aws-images";
import { registryGroupName } from "./model-registry-group";

/** What pipelines of all models share. */
export interface ModelBuildContractValues {
  /** Role of the SageMaker pipeline. */
  readonly pipelineRoleArn: pulumi.Input<string>;
  /** Roles of the jobs that it starts. */
  readonly processingRoleArn: pulumi.Input<string>;
  readonly trainingRoleArn: pulumi.Input<string>;
  /** Role of Clarify's jobs, and of the model that they ask. */
  readonly clarifyRoleArn: pulumi.Input<string>;
  /** Bucket of code, models and reports. */
  readonly artifactBucketName: pulumi.Input<string>;
  /** Bucket of the training data; the processing role reads `curated/`. */
  readonly dataBucketName: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

export interface ModelBuildContractArgs {
  readonly scope: Scope;
  readonly model: string;
  readonly profile: "trial" | "production";
  /** Address of the model's own images. */
  readonly imageRepositoryUri: pulumi.Input<string>;
  readonly values: ModelBuildContractValues;
  /** Tags of what the pipeline makes. */
  readonly tags: ResourceTags;
}

/** Version of the contract's form; a reader refuses any other. */
export const MODEL_BUILD_CONTRACT_VERSION = 1;

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

/** The contract between the landing zone and the Model Build pipeline of one model: a JSON parameter without secrets. */
export class ModelBuildContract extends pulumi.ComponentResource {
  public readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: ModelBuildContractArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:ModelBuildContract", name, {}, opts);
    const { scope, model, profile, imageRepositoryUri, values, tags } = args;
    const parameter = new aws.ssm.Parameter(
      name,
      {
        name: modelBuildContractName(scope, model),
        description: `What the Model Build pipeline of ${model} needs to know`,
        type: "String",
        value: pulumi.jsonStringify({
          version: MODEL_BUILD_CONTRACT_VERSION,
          team: scope.team,
          model,
          profile,
          account: scope.account,
          region: scope.region,
          pipelineName: modelPipelineName(scope, model),
          modelPackageGroupName: registryGroupName(scope, model),
          imageRepositoryUri,
          ...values,
          images: awsImages(scope),
          tags,
        }),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;
    this.registerOutputs({ parameterName: this.parameterName });
  }
}
