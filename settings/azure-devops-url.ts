/** Address of an Azure DevOps organization, with the capitals of its name. */
export function azureDevOpsUrl(organization: string): string {
  return `https://dev.azure.com/${organization}`;
}
