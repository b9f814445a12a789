/** The command by which a lead data scientist approves a registered version. */
export function approvalCommand(packageArn: string): string {
  const region = packageArn.split(":")[3] ?? "";
  return `aws sagemaker update-model-package --region ${region} --model-package-arn ${packageArn} --model-approval-status Approved`;
}
