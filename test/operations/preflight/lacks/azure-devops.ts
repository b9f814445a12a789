import type { Changes } from "../stack-files";
import type { Lack } from "./lack";
import { full } from "./lack";

const devOps = (title: string, seed: Lack["seed"], what: string, mend: string, changes?: Changes): Lack =>
  full(title, "Azure DevOps organization contoso-ml", seed, what, mend, changes);

const URL = "https://dev.azure.com/contoso-ml";

export const AZURE_DEVOPS: readonly Lack[] = [
  devOps(
    "a token that is taken",
    (clouds) => {
      clouds.devOps.token = "another";
    },
    "Azure DevOps does not accept the credentials (status 401)",
    `make a token at ${URL}/_usersSettings/tokens and set AZDO_PERSONAL_ACCESS_TOKEN, or sign in: az login`,
  ),
  {
    ...devOps(
      "an organization that exists",
      () => undefined,
      "there is no organization contoso-new",
      "create it at https://aex.dev.azure.com, or correct mlops:azureDevOps.organization",
      { azureDevOps: { organization: "contoso-new" } },
    ),
    place: "Azure DevOps organization contoso-new",
  },
  devOps(
    "the organization's own id",
    (clouds) => {
      clouds.devOps.instanceId = "11111111-2222-4333-8444-555555555555";
    },
    "the organization's id is 11111111-2222-4333-8444-555555555555, not 8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
    "set mlops:azureDevOps.organizationId to 11111111-2222-4333-8444-555555555555",
  ),
  devOps(
    "rights of an administrator",
    (clouds) => {
      clouds.devOps.isAdministrator = false;
    },
    "whoever runs this is no Project Collection Administrator",
    `${URL}/_settings/groups: add the identity to Project Collection Administrators`,
  ),
  devOps(
    "a name that no other project has",
    (clouds) => clouds.devOps.projects.set("fraud-ml", "Something else"),
    "project fraud-ml is there already, and is not this team's",
    "choose another mlops:azureDevOps.project",
  ),
  devOps(
    "a name that no deleted project has",
    (clouds) => clouds.devOps.deletedProjects.push("Fraud-ML"),
    "a deleted project keeps the name fraud-ml for 28 days",
    `choose another mlops:azureDevOps.project, or restore it: ${URL}/_settings/organizationOverview`,
  ),
  devOps(
    "the AWS Toolkit, where nobody is to install it",
    (clouds) => {
      clouds.devOps.hasAwsToolkit = false;
    },
    "the extension AWS Toolkit is not installed",
    `az devops extension install --publisher-id AmazonWebServices --extension-id aws-vsts-tools --organization ${URL}`,
    { azureDevOps: { awsToolkit: "existing" } },
  ),
  devOps(
    "a hosted job",
    (clouds) => {
      clouds.devOps.hostedJobs = 0;
    },
    "no Microsoft-hosted job may run in a private project",
    `https://aka.ms/azpipelines-parallelism-request for a free one, or buy one: ${URL}/_settings/buildqueue`,
  ),
  devOps(
    "licenses for who has none",
    (clouds) => {
      clouds.devOps.basicLicenses = 8;
      clouds.devOps.members.set("Frances@example.com", "stakeholder");
    },
    "6 Basic licenses are free, 7 are needed: katherine@example.com, barbara@example.com, margaret@example.com, radia@example.com, sophie@example.com, frances@example.com, the application that starts deployments",
    `${URL}/_settings/billing: set the paid Basic users to 4 or more`,
  ),
  devOps(
    "the tenant of the application",
    (clouds) => {
      clouds.devOps.tenantId = "00000000-0000-0000-0000-000000000000";
    },
    "the organization is connected to no Entra tenant, not to 5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
    `${URL}/_settings/organizationAad: connect it, or correct mlops:azureDevOps.deployTrigger.tenantId`,
  ),
];
