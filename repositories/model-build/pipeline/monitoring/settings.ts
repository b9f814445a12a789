import type { MonitoringInputs } from "./inputs";

/**
 * Settings of the monitoring's jobs, as JSON text: what the landing zone says of the model's monitoring, the places that
 * the jobs read and write, and what config.yaml says about metric and groups.
 */
export function monitoringSettings({
  contract,
  config,
  monitoring,
}: Pick<MonitoringInputs, "contract" | "config" | "monitoring">): string {
  const settings = {
    team: contract.team,
    model: contract.model,
    account: contract.account,
    region: contract.region,
    modelPackageGroupName: contract.modelPackageGroupName,
    artifactBucketName: contract.artifactBucketName,
    dataBucketName: contract.dataBucketName,
    kmsKeyArn: contract.kmsKeyArn,
    ...monitoring,
    // The metric of the gate, which model quality looks at.
    metric: config.metric,
    bias: config.bias,
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
