/** Address of the console of AWS in a region. */
export function consoleUrl(partition: string, region: string): string {
  const domains: Readonly<Record<string, string>> = {
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  return `https://${region}.${domains[partition] ?? "console.aws.amazon.com"}`;
}
