import type { DeployConfig } from "./config";
import { asynchronous } from "./deployments/asynchronous";
import { batch } from "./deployments/batch";
import type { Deployment, Outputs } from "./deployments/deployment";
import { realtime } from "./deployments/realtime";
import { serverless } from "./deployments/serverless";
import type { Inference } from "./model-file";
import { awsProvider } from "./provider";

const DEPLOYMENTS: Readonly<Record<Inference, (deployment: Deployment) => Outputs>> = {
  realtime,
  serverless,
  asynchronous,
  batch,
};

/** Registers everything that one model needs in one stage. */
export function deploy(config: DeployConfig): Outputs {
  const { inference } = config.settings;
  const deployment = { ...config, options: { provider: awsProvider(config) } };
  return {
    inference,
    modelPackageArn: config.version.arn,
    model: config.model,
    ...DEPLOYMENTS[inference](deployment),
  };
}
