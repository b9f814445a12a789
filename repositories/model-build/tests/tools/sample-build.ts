import type { Environment } from "../../../shared/variables";
import { readBuildEnvironment } from "../../tools/build-environment";

/** Environment variables of a build. */
export const VARIABLES = {
  MODEL: "mortgage",
  AWS_REGION: "eu-west-1",
  AWS_ACCOUNT: "222222222222",
  BUILD_CONTRACT: "/mlops/credit/automation/build/mortgage",
  BUILD_BUILDID: "417",
  BUILD_SOURCEVERSION: "9fceb02d0ae598e95dc970b74767f19372d61af8",
  BUILD_REPOSITORY_URI: "https://contoso@dev.azure.com/contoso/Credit%20ML/_git/model-build-mortgage",
  BUILD_REQUESTEDFOR: "Zoë Müller (IT)",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/contoso/",
  SYSTEM_TEAMPROJECT: "Credit ML",
  AGENT_TEMPDIRECTORY: "/agent/temp",
  BUILD_ARTIFACTSTAGINGDIRECTORY: "/agent/staging",
} as const satisfies Environment;

export const BUILD = readBuildEnvironment(VARIABLES);

export const PIPELINE_ARN = "arn:aws:sagemaker:eu-west-1:222222222222:pipeline/credit-mortgage";

export const EXECUTION_ARN = `${PIPELINE_ARN}/execution/a1b2c3d4e5f6`;

export const PACKAGE_ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/7";

/** ARN of a job that the execution started, as SageMaker names it. */
export function jobArn(kind: "processing-job" | "training-job", step: string): string {
  return `arn:aws:sagemaker:eu-west-1:222222222222:${kind}/pipelines-a1b2c3d4e5f6-${step}-Qx7`;
}
