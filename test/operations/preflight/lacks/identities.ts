import type { Lack } from "./lack";
import { at, AUTOMATION, DEVELOPMENT, PRODUCTION, full } from "./lack";

const VSTOKEN = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";

export const IDENTITIES: readonly Lack[] = [
  full(
    "the role that OpenSearch needs in a VPC",
    at("automation", AUTOMATION),
    (clouds) => {
      clouds.account(AUTOMATION).roles.clear();
    },
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
