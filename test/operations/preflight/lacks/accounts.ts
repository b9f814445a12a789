import type { Lack } from "./lack";
import { at, AUTOMATION, DEVELOPMENT, PRODUCTION, STAGING, full, increase } from "./lack";

export const ACCOUNTS: readonly Lack[] = [
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
    "set mlops:network.zones to [euw1-az1, euw1-az2], and mlops:network.availabilityZones to 2",
  ),
  full(
    "an endpoint service that is not in the first zone",
    at("staging", STAGING),
    (clouds) =>
      clouds
        .account(STAGING)
        .endpointServices.set("com.amazonaws.eu-west-1.kms", ["eu-west-1b", "eu-west-1c"]),
    "endpoint service com.amazonaws.eu-west-1.kms is not offered in eu-west-1a",
    "set mlops:network.zones to [euw1-az2, euw1-az3], and mlops:network.availabilityZones to 2",
  ),
  full(
    "a zone of the settings that the account is not offered",
    at("staging", STAGING),
    (clouds) => clouds.account(STAGING).zones.pop(),
    "Availability Zone euw1-az3: eu-west-1 offers euw1-az1, euw1-az2 to this account",
    "correct mlops:network.zones",
    {
      network: { zones: ["euw1-az1", "euw1-az3"], availabilityZones: 2 },
      openSearch: undefined,
    },
  ),
  full(
    "no way to MLflow",
    at("automation", AUTOMATION),
    (clouds) => clouds.account(AUTOMATION).missingServices.add("aws.sagemaker.eu-west-1.experiments"),
    "endpoint service aws.sagemaker.eu-west-1.experiments is not offered in the Region",
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
