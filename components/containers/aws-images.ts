import { registryHost } from "../../settings/partitions";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { imageAccountsByPurpose, imageAccountsOfAws } from "./image-accounts";
import { PULL_ACTIONS } from "./image-repository";

/** For roles of workloads: images that AWS makes for SageMaker, in its own accounts of the Region. */
export function pullAwsImages(scope: Scope): Statement[] {
  return [
    { sid: "LogInToImages", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    { sid: "PullAwsImages", actions: PULL_ACTIONS, resources: awsRepositoryArns(scope) },
  ];
}

/** ARNs of the repositories of AWS with images for SageMaker, by account. */
export function awsRepositoryArns(scope: Scope): string[] {
  return imageAccountsOfAws(scope.region).map((account) => arn({ ...scope, account }, "ecr", "repository/*"));
}

/** Images of AWS that Model Build pipelines run: URI by purpose. */
export interface AwsImages {
  readonly xgboost: string;
  /** Of jobs. */
  readonly pytorchTraining: string;
  /** Of endpoints. */
  readonly pytorchInference: string;
  /** @default SageMaker does not offer Model Monitor in the Region */
  readonly modelMonitor?: string;
  /** @default SageMaker does not offer Clarify in the Region */
  readonly clarify?: string;
}

/** Repositories and tags. Model Monitor has no tag: SageMaker takes its newest image. */
const XGBOOST = "sagemaker-xgboost:3.2-0";
const PYTORCH = (purpose: string): string => `pytorch-${purpose}:2.6.0-cpu-py312-ubuntu22.04-sagemaker`;
const MODEL_MONITOR = "sagemaker-model-monitor-analyzer";
const CLARIFY = "sagemaker-clarify-processing:1.0";

/**
 * URIs of the images of AWS in the scope's Region. What SageMaker does not offer there is left out: a job runs images of
 * its own Region only.
 *
 * @throws Error if the accounts that hold the Region's images are not known.
 */
export function awsImages(scope: Scope): AwsImages {
  const { deepLearning, xgboost, modelMonitor, clarify } = imageAccountsByPurpose(scope.region);
  const uri = (account: string, image: string): string => `${registryHost({ ...scope, account })}/${image}`;
  return {
    xgboost: uri(xgboost, XGBOOST),
    pytorchTraining: uri(deepLearning, PYTORCH("training")),
    pytorchInference: uri(deepLearning, PYTORCH("inference")),
    ...(modelMonitor === undefined ? {} : { modelMonitor: uri(modelMonitor, MODEL_MONITOR) }),
    ...(clarify === undefined ? {} : { clarify: uri(clarify, CLARIFY) }),
  };
}
