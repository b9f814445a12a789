/** Addresses of consoles by partition. */
const DOMAINS: Readonly<Record<string, string>> = {
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Address of the console in the Region of something. */
export function consoleUrl(arn: string): string {
  const [, partition = "", , region = ""] = arn.split(":");
  return `https://${region}.${DOMAINS[partition] ?? "console.aws.amazon.com"}`;
}

/** Page that lists what lies in a folder of the artifact bucket. */
export function filesUrl(arn: string, bucket: string, folder: string): string {
  const region = arn.split(":")[3] ?? "";
  return `${consoleUrl(arn)}/s3/buckets/${bucket}?region=${region}&prefix=${encodeURIComponent(folder)}`;
}

/** The command by which a version is decided on. */
export function decisionCommand(arn: string, status: "Approved" | "Rejected"): string {
  const region = arn.split(":")[3] ?? "";
  return `aws sagemaker update-model-package --region ${region} --model-package-arn ${arn} --model-approval-status ${status} --approval-description "<why>"`;
}
