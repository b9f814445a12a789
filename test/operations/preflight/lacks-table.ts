import type { Sample } from "../../support/rehearsed";
import type { Clouds } from "./clouds";
import { quotaOf } from "./clouds";
import type { Changes } from "./stack-files";

/** One thing that is missing: how it comes about, and what the report says of it. */
export interface Lack {
  readonly title: string;
  readonly sample: Sample;
  /** Settings that differ from the sample. @default none */
  readonly changes?: Changes;
  readonly seed: (clouds: Clouds) => void;
  readonly place: string;
  readonly what: string;
  readonly mend: string;
}

const [DEVELOPMENT, AUTOMATION, STAGING, PRODUCTION, SINGLE] = [
  "200000000001",
  "200000000002",
  "200000000003",
  "200000000004",
  "300000000001",
] as const;

const at = (plane: string, account: string): string => `${plane} ${account}, eu-west-1`;

const lowered =
  (account: string, service: string, name: string, value: number) =>
  (clouds: Clouds): void => {
    quotaOf(clouds.account(account), service, name).value = value;
  };

const increase = (service: string, code: string, value: number): string =>
  `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${value} --region eu-west-1`;

const full = (
  title: string,
  place: string,
  seed: Lack["seed"],
  what: string,
  mend: string,
  changes?: Changes,
): Lack => ({
  title,
  sample: "full",
  place,
  seed,
  what,
  mend,
  ...(changes ? { changes } : {}),
});

const VSTOKEN = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
const KEY = "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";

const ACCOUNTS: readonly Lack[] = [
  full(
    "a role that cannot be taken",
    at("production", PRODUCTION),
    ({ aws }) => aws.refusedRoles.add(`arn:aws:iam::${PRODUCTION}:role/mlops-deployer`),
    `arn:aws:iam::${PRODUCTION}:role/mlops-deployer cannot be taken: User somebody is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${PRODUCTION}:role/mlops-deployer`,
    `aws sts assume-role --role-session-name preflight --role-arn arn:aws:iam::${PRODUCTION}:role/mlops-deployer, with credentials of the management account; the organization stack makes the role: docs/bootstrap.md, step 3`,
  ),
  full(
    "a Region that is not enabled",
    at("staging", STAGING),
    (clouds) => clouds.account(STAGING).optedOut.add("eu-west-1"),
    "Region eu-west-1 is not enabled",
    `aws account enable-region --region-name eu-west-1, in account ${STAGING}; it takes minutes to hours`,
  ),
  full(
    "too few zones",
    at("development", DEVELOPMENT),
    (clouds) => clouds.account(DEVELOPMENT).zones.pop(),
    "3 Availability Zones: eu-west-1 offers 2 to this account (eu-west-1a, eu-west-1b)",
    "set mlops:network.availabilityZones to 2",
  ),
  full(
    "an endpoint service that is not in the last zone",
    at("staging", STAGING),
    (clouds) =>
      clouds
        .account(STAGING)
        .endpointServices.set("aws.sagemaker.eu-west-1.studio", ["eu-west-1a", "eu-west-1b"]),
    "endpoint service aws.sagemaker.eu-west-1.studio is not offered in eu-west-1c",
    "set mlops:network.availabilityZones to 2",
  ),
  full(
    "an endpoint service that is not in the first zone",
    at("staging", STAGING),
    (clouds) =>
      clouds
        .account(STAGING)
        .endpointServices.set("com.amazonaws.eu-west-1.kms", ["eu-west-1b", "eu-west-1c"]),
    "endpoint service com.amazonaws.eu-west-1.kms is not offered in eu-west-1a",
    "set mlops:network.interfaceEndpoints to none, with mlops:network.natGateways, or choose another mlops:region",
  ),
  full(
    "an endpoint service that the Region does not offer",
    at("automation", AUTOMATION),
    (clouds) => clouds.account(AUTOMATION).missingServices.add("com.amazonaws.eu-west-1.kinesis-streams"),
    "endpoint service com.amazonaws.eu-west-1.kinesis-streams is not offered in the Region",
    "set mlops:network.interfaceEndpoints to none, with mlops:network.natGateways, or choose another mlops:region",
  ),
  full(
    "executions of Lambda, of which a new account has 10",
    at("production", PRODUCTION),
    (clouds) => {
      clouds.account(PRODUCTION).concurrency = 10;
    },
    "Lambda runs 10 executions at the same time, needed is 202",
    increase("lambda", "L-B99A9384", 1000),
  ),
];

const QUOTAS: readonly Lack[] = [
  full(
    "instances of endpoints",
    at("production", PRODUCTION),
    lowered(PRODUCTION, "sagemaker", "ml.m5.large for endpoint usage", 3),
    'quota "ml.m5.large for endpoint usage" is 3, needed is 4',
    increase("sagemaker", "L-SAGEMAKER4", 4),
  ),
  full(
    "instances of processing jobs",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5.xlarge for processing job usage", 4),
    'quota "ml.m5.xlarge for processing job usage" is 4, needed is 5',
    increase("sagemaker", "L-SAGEMAKER2", 5),
  ),
  full(
    "instances of training jobs, of which only the default is told",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5.large for training job usage", 0),
    'quota "ml.m5.large for training job usage" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER1", 1),
  ),
  full(
    "instances that Clarify asks",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5d.large for endpoint usage", 1),
    'quota "ml.m5d.large for endpoint usage" is 1, needed is 2',
    increase("sagemaker", "L-SAGEMAKER3", 2),
  ),
  full(
    "apps of Studio for everybody",
    at("development", DEVELOPMENT),
    lowered(DEVELOPMENT, "sagemaker", "Studio JupyterLab Apps running on ml.t3.medium instances", 4),
    'quota "Studio JupyterLab Apps running on ml.t3.medium instances" is 4, needed is 5',
    increase("sagemaker", "L-SAGEMAKER5", 5),
  ),
  full(
    "apps of Code Editor",
    at("development", DEVELOPMENT),
    lowered(DEVELOPMENT, "sagemaker", "Studio CodeEditor Apps running on ml.t3.medium instances", 0),
    'quota "Studio CodeEditor Apps running on ml.t3.medium instances" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER6", 1),
  ),
  full(
    "an MLflow server",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "Number of MLflow Tracking Servers", 0),
    'quota "Number of MLflow Tracking Servers" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER7", 1),
  ),
  full(
    "instances of OpenSearch",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "es", "Instances per domain", 2),
    'quota "Instances per domain" is 2, needed is 3',
    increase("es", "L-ES1", 3),
  ),
  full(
    "masters of OpenSearch, whose quota nobody raises",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "es", "Dedicated master instances per domain", 2),
    'quota "Dedicated master instances per domain" is 2, needed is 3',
    "AWS does not raise this quota by itself: ask for less in the settings, or open a case with AWS Support",
  ),
  full(
    "interface endpoints of one VPC",
    at("staging", STAGING),
    lowered(STAGING, "vpc", "Interface VPC endpoints per VPC", 14),
    'quota "Interface VPC endpoints per VPC" is 14, needed is 15',
    increase("vpc", "L-VPC1", 15),
  ),
  {
    title: "VPCs of one account for four networks, besides those of others",
    sample: "trial",
    seed: (clouds) => {
      lowered(SINGLE, "vpc", "VPCs per Region", 5)(clouds);
      clouds.account(SINGLE).vpcs.push({}, { Project: "mlops", Team: "another" });
    },
    place: at("the one account", SINGLE),
    what: 'quota "VPCs per Region" is 5, needed is 4 besides 2 that are there',
    mend: increase("vpc", "L-VPC0", 6),
  },
  {
    title: "NAT gateways in the zone that is the fullest",
    sample: "trial",
    changes: { network: { natGateways: "perZone" } },
    seed: (clouds) => {
      lowered(SINGLE, "vpc", "NAT gateways per Availability Zone", 3)(clouds);
      clouds.account(SINGLE).natGateways.push(
        { zone: "eu-west-1b", tags: {} },
        { zone: "eu-west-1b", tags: {} },
        { zone: "eu-west-1a", tags: {} },
        // The third zone has no subnet of this stack.
        ...["eu-west-1c", "eu-west-1c", "eu-west-1c"].map((zone) => ({ zone, tags: {} })),
      );
    },
    place: at("the one account", SINGLE),
    what: 'quota "NAT gateways per Availability Zone" is 3, needed is 2 besides 2 that are there',
    mend: increase("vpc", "L-VPC3", 4),
  },
  {
    title: "public addresses of NAT gateways",
    sample: "trial",
    changes: { network: { natGateways: "perZone" } },
    seed: lowered(SINGLE, "ec2", "EC2-VPC Elastic IPs", 3),
    place: at("the one account", SINGLE),
    what: 'quota "EC2-VPC Elastic IPs" is 3, needed is 4',
    mend: increase("ec2", "L-EC20", 4),
  },
  {
    title: "internet gateways",
    sample: "trial",
    seed: (clouds) => {
      lowered(SINGLE, "vpc", "Internet gateways per Region", 2)(clouds);
      clouds.account(SINGLE).internetGateways.push({});
    },
    place: at("the one account", SINGLE),
    what: 'quota "Internet gateways per Region" is 2, needed is 2 besides 1 that are there',
    mend: increase("vpc", "L-VPC2", 3),
  },
];

const IDENTITIES: readonly Lack[] = [
  full(
    "the role that OpenSearch needs in a VPC",
    at("automation", AUTOMATION),
    (clouds) => clouds.account(AUTOMATION).roles.clear(),
    "service-linked role AWSServiceRoleForAmazonOpenSearchService is not there",
    "aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com",
  ),
  full(
    "an issuer that somebody else has registered",
    at("production", PRODUCTION),
    (clouds) =>
      clouds
        .account(PRODUCTION)
        .identityProviders.set(`arn:aws:iam::${PRODUCTION}:oidc-provider/${VSTOKEN}`, {}),
    `OIDC provider ${VSTOKEN} is in this account already, and is not this stack's`,
    `aws iam delete-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::${PRODUCTION}:oidc-provider/${VSTOKEN}, if nothing uses it`,
  ),
  full(
    "federation that somebody else has enabled",
    at("automation", AUTOMATION),
    (clouds) => {
      clouds.account(AUTOMATION).federatesOutbound = true;
    },
    "outbound web identity federation is enabled already, and is not this stack's to enable",
    "set mlops:webIdentityFederation to existing",
  ),
  full(
    "federation that nobody has enabled",
    at("automation", AUTOMATION),
    () => undefined,
    "outbound web identity federation is not enabled",
    "aws iam enable-outbound-web-identity-federation, or set mlops:webIdentityFederation to create",
    { webIdentityFederation: "existing" },
  ),
  full(
    "a permission set that the settings name",
    at("development", DEVELOPMENT),
    (clouds) =>
      clouds
        .account(AUTOMATION)
        .roles.set("AWSReservedSSO_Auditors_0123456789abcdef", "/aws-reserved/sso.amazonaws.com/eu-west-1/"),
    "permission set Auditors is assigned to nobody in this account",
    `aws sso-admin create-account-assignment --target-type AWS_ACCOUNT --target-id ${DEVELOPMENT} --principal-type GROUP --principal-id <group> --permission-set-arn <permission set> --instance-arn <instance>`,
    { permissionSets: { auditor: "Auditors" } },
  ),
  full(
    "Identity Center in the Region",
    "IAM Identity Center, eu-west-1",
    ({ aws }) => aws.identityCenters.add("us-east-1"),
    "no instance of IAM Identity Center in eu-west-1",
    "https://eu-west-1.console.aws.amazon.com/singlesignon: Enable, in the management account; or set mlops:studio.signIn to iam",
    { studio: { signIn: "identityCenter" } },
  ),
];

const state = (title: string, seed: Lack["seed"], what: string, mend: string): Lack =>
  full(title, "state of the stack, eu-west-1", seed, what, mend);

const STATE: readonly Lack[] = [
  state(
    "the bucket of the state",
    ({ aws }) => aws.buckets.clear(),
    "bucket contoso-mlops-state is not there",
    "create it: docs/bootstrap.md, step 2",
  ),
  state(
    "a bucket in the Region of its key",
    ({ aws }) => aws.buckets.set("contoso-mlops-state", "us-east-1"),
    "bucket contoso-mlops-state is in us-east-1, its key in eu-west-1",
    'aws kms create-key --region us-east-1 --description "Pulumi state", and enter its ARN as mlops:infrastructurePipeline.stateKeyArn',
  ),
  state(
    "the key of the state",
    ({ aws }) => aws.keys.clear(),
    `key ${KEY} is not there`,
    "create it, or correct the ARN: docs/bootstrap.md, step 2",
  ),
  state(
    "a key that is enabled",
    ({ aws }) => aws.keys.set(KEY, "Disabled"),
    `key ${KEY} is Disabled`,
    `aws kms enable-key --region eu-west-1 --key-id ${KEY}`,
  ),
  state(
    "a key that stays",
    ({ aws }) => aws.keys.set(KEY, "PendingDeletion"),
    `key ${KEY} is PendingDeletion`,
    `aws kms cancel-key-deletion --region eu-west-1 --key-id ${KEY}`,
  ),
];

const devOps = (title: string, seed: Lack["seed"], what: string, mend: string, changes?: Changes): Lack =>
  full(title, "Azure DevOps organization contoso-ml", seed, what, mend, changes);

const URL = "https://dev.azure.com/contoso-ml";

const AZURE_DEVOPS: readonly Lack[] = [
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

const organization = (
  title: string,
  seed: Lack["seed"],
  what: string,
  mend: string,
  changes?: Changes,
): Lack => ({
  ...full(title, at("management account", "100000000001"), seed, what, mend, changes),
  sample: "organization",
});

const ORGANIZATION: readonly Lack[] = [
  organization(
    "all features of the organization",
    ({ aws }) => Object.assign(aws.organization ?? {}, { featureSet: "CONSOLIDATED_BILLING" }),
    "the organization lacks all features",
    "aws organizations enable-all-features",
  ),
  organization(
    "service control policies",
    ({ aws }) => Object.assign(aws.organization ?? {}, { policyTypes: [] }),
    "the organization lacks service control policies",
    "aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-ab12",
  ),
  organization(
    "trusted access of stack sets",
    ({ aws }) => Object.assign(aws.organization ?? {}, { trustedServices: ["cloudtrail.amazonaws.com"] }),
    "the organization lacks trusted access of member.org.stacksets.cloudformation.amazonaws.com",
    "aws cloudformation activate-organizations-access",
  ),
  organization(
    "an organization to adopt",
    ({ aws }) => {
      aws.organization = undefined;
    },
    "account 100000000001 belongs to no organization",
    "aws organizations create-organization --feature-set ALL, or set mlops:organization to create",
  ),
  organization(
    "the management account",
    ({ aws }) => Object.assign(aws.organization ?? {}, { managementAccount: "100000000009" }),
    "account 100000000001 is a member of organization o-a1b2c3d4e5",
    "set mlops:managementAccount to 100000000009, and sign in there",
  ),
  organization(
    "an account without an organization, to create one",
    () => undefined,
    "account 100000000001 has an organization already",
    "set mlops:organization to adopt",
    { organization: "create" },
  ),
  organization(
    "accounts for all teams",
    lowered("100000000001", "organizations", "Default maximum number of accounts", 4),
    "an organization may have 4 accounts, needed are 4 besides 1 that are there",
    "aws service-quotas request-service-quota-increase --service-code organizations --quota-code L-E619E033 --desired-value 5 --region us-east-1",
  ),
  organization(
    "an address that no account has",
    ({ aws }) =>
      aws.organization?.members.push({
        id: "100000000005",
        name: "old",
        email: "AWS+fraud-staging@example.com",
      }),
    "address aws+fraud-staging@example.com is taken by account 100000000005 (old)",
    "choose another pattern for mlops:accountEmail",
  ),
  organization(
    "a security account of the organization",
    ({ aws }) =>
      aws.organization?.trustedServices.push(
        "access-analyzer.amazonaws.com",
        "config.amazonaws.com",
        "guardduty.amazonaws.com",
        "securityhub.amazonaws.com",
      ),
    "account 100000000007 does not belong to the organization",
    "aws organizations invite-account-to-organization --target Id=100000000007,Type=ACCOUNT",
    { securityAccount: "100000000007" },
  ),
  organization(
    "a Region that teams may use",
    (clouds) => clouds.account("100000000001").optedOut.add("eu-south-1"),
    "Region eu-south-1 is not enabled",
    "aws account enable-region --region-name eu-south-1, in account 100000000001; it takes minutes to hours",
    { allowedRegions: ["eu-west-1", "eu-south-1"] },
  ),
];

export const LACKS: readonly Lack[] = [
  ...ACCOUNTS,
  ...QUOTAS,
  ...IDENTITIES,
  ...STATE,
  ...AZURE_DEVOPS,
  ...ORGANIZATION,
];
