import type { Stage } from "../../../repositories/model-deploy/program/contract-schema";
import { registryHost } from "../../../settings/partitions";
import { partitionOf } from "../../../settings/regions";
import type { StackSettings } from "../../../settings/stack-file";

/** Values of the contract, as the landing zone writes them. */
export type ContractValues = Readonly<Record<string, unknown>>;

const PRODUCTION_ACCOUNT = "444444444444";

/** The contract of a stage: the sample is that of staging, and production's says the same of its own account. */
export function contractOf(sample: ContractValues, stage: Stage): ContractValues {
  const text = JSON.stringify(sample);
  const placed =
    stage === "staging"
      ? text
      : text.replaceAll("333333333333", PRODUCTION_ACCOUNT).replaceAll("staging", "production");
  return JSON.parse(placed) as ContractValues;
}

export interface DeploySettings {
  readonly contract: ContractValues;
  readonly stage: Stage;
  readonly model: string;
  /** Number of the version that is deployed. */
  readonly version: number;
  /** How many instances serve now. @default as many as the model's file says */
  readonly instances?: number;
}

/** What the pipeline's tool puts into the stack's configuration. */
export function stackSettings({ contract, stage, model, version, instances }: DeploySettings): StackSettings {
  return {
    stack: `${stage}-${model}`,
    secretKeys: [],
    config: {
      "model-deploy:environment": stage,
      "model-deploy:model": model,
      "model-deploy:contract": JSON.stringify(contract),
      "model-deploy:version": JSON.stringify(versionOf(contract, model, version)),
      ...(instances !== undefined && { "model-deploy:instances": String(instances) }),
    },
  };
}

/** What the registry would say of a version. */
function versionOf({ team, region, automation }: ContractValues, model: string, version: number): object {
  const { account, artifactBucketName } = automation as Readonly<Record<string, string>>;
  const group = `${String(team)}-${model}`;
  const place = { account: account ?? "", region: String(region), partition: partitionOf(String(region)) };
  return {
    arn: `arn:${place.partition}:sagemaker:${place.region}:${place.account}:model-package/${group}/${version}`,
    group,
    version,
    image: `${registryHost(place)}/mlops-${group}:build-${version}`,
    modelDataUrl: `s3://${artifactBucketName ?? ""}/runs/${version}/Train/output/model.tar.gz`,
    contentType: "text/csv",
  };
}
