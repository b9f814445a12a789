import type { Policies } from "@pulumi/policy";
import { UndecidedLedger } from "./harness/ledger";
import { toPolicy } from "./harness/policy";
import type { Rule } from "./harness/rule";
import { approvalRuleDelivers } from "./invariants/approval-rule-delivers";
import { everyRuleDecided } from "./invariants/every-rule-decided";
import { noOpenAuthorization } from "./invariants/no-open-authorization";
import { tagMatchesAccount } from "./invariants/tag-matches-account";
import { trustMatchesOneConnection } from "./invariants/trust-matches-one-connection";
import { apigwAccessLogs } from "./rules/apigateway/apigw-access-logs";
import { apigwAuthorization } from "./rules/apigateway/apigw-authorization";
import { apigwNoPayloadLogging } from "./rules/apigateway/apigw-no-payload-logging";
import { apigwRequestValidated } from "./rules/apigateway/apigw-request-validated";
import { apigwThrottled } from "./rules/apigateway/apigw-throttled";
import { apigwTls12 } from "./rules/apigateway/apigw-tls12";
import { apigwWaf } from "./rules/apigateway/apigw-waf";
import { adoApprovalStrict } from "./rules/azure-devops/ado-approval-strict";
import { adoAuthorizationNamesPipeline } from "./rules/azure-devops/ado-authorization-names-pipeline";
import { adoAwsConnectionOidc } from "./rules/azure-devops/ado-aws-connection-oidc";
import { adoMinReviewers } from "./rules/azure-devops/ado-min-reviewers";
import { adoNoPolicyBypass } from "./rules/azure-devops/ado-no-policy-bypass";
import { adoNoSelfApproval } from "./rules/azure-devops/ado-no-self-approval";
import { adoProjectJobScope } from "./rules/azure-devops/ado-project-job-scope";
import { adoProjectPrivate } from "./rules/azure-devops/ado-project-private";
import { budgetPerAccount } from "./rules/budgets/budget-per-account";
import { trailOrganizationWide } from "./rules/cloudtrail/trail-organization-wide";
import { alarmHasActions } from "./rules/cloudwatch/alarm-has-actions";
import { sgNoOpenEgress } from "./rules/ec2/sg-no-open-egress";
import { sgNoOpenIngress } from "./rules/ec2/sg-no-open-ingress";
import { subnetNoPublicIp } from "./rules/ec2/subnet-no-public-ip";
import { vpcDefaultSgClosed } from "./rules/ec2/vpc-default-sg-closed";
import { vpcEndpointPolicyNotFull } from "./rules/ec2/vpc-endpoint-policy-not-full";
import { vpcFlowLogs } from "./rules/ec2/vpc-flow-logs";
import { ecrCmk } from "./rules/ecr/ecr-cmk";
import { ecrImmutableTags } from "./rules/ecr/ecr-immutable-tags";
import { ecrLifecycleKeepsApproved } from "./rules/ecr/ecr-lifecycle-keeps-approved";
import { ecrRegistryPolicyNamed } from "./rules/ecr/ecr-registry-policy-named";
import { ecrRepositoryPolicyOrgBound } from "./rules/ecr/ecr-repository-policy-org-bound";
import { ecrScanOnPush } from "./rules/ecr/ecr-scan-on-push";
import { eventsTargetDlqAndRetry } from "./rules/events/events-target-dlq-and-retry";
import { glueConnectionNoPassword } from "./rules/glue/glue-connection-no-password";
import { glueSecurityConfiguration } from "./rules/glue/glue-security-configuration";
import { glueVersionSupported } from "./rules/glue/glue-version-supported";
import { iamNoWildcardAction } from "./rules/iam/iam-no-wildcard-action";
import { iamOidcExactSubject } from "./rules/iam/iam-oidc-exact-subject";
import { iamPassroleScoped } from "./rules/iam/iam-passrole-scoped";
import { iamPermissionsBoundary } from "./rules/iam/iam-permissions-boundary";
import { iamTrustNotOpen } from "./rules/iam/iam-trust-not-open";
import { kinesisCmk } from "./rules/kinesis/kinesis-cmk";
import { kmsDeletionWindow } from "./rules/kms/kms-deletion-window";
import { kmsRotation } from "./rules/kms/kms-rotation";
import { lambdaEnvNoSecret } from "./rules/lambda/lambda-env-no-secret";
import { lambdaRuntimeSupported } from "./rules/lambda/lambda-runtime-supported";
import { logsRetentionAndCmk } from "./rules/logs/logs-retention-and-cmk";
import { oamSinkMetricsOnly } from "./rules/oam/oam-sink-metrics-only";
import { opensearchAuditLogs } from "./rules/opensearch/opensearch-audit-logs";
import { opensearchEncrypted } from "./rules/opensearch/opensearch-encrypted";
import { opensearchFineGrainedAccess } from "./rules/opensearch/opensearch-fine-grained-access";
import { opensearchInVpc } from "./rules/opensearch/opensearch-in-vpc";
import { opensearchThreeNodes } from "./rules/opensearch/opensearch-three-nodes";
import { opensearchTls12 } from "./rules/opensearch/opensearch-tls12";
import { statefulProtected } from "./rules/options/stateful-protected";
import { accountInOu } from "./rules/organizations/account-in-ou";
import { accountProtected } from "./rules/organizations/account-protected";
import { organizationAllFeatures } from "./rules/organizations/organization-all-features";
import { scpProtected } from "./rules/organizations/scp-protected";
import { explicitProviderPinnedAccount } from "./rules/providers/explicit-provider-pinned-account";
import { s3BlockPublicAccess } from "./rules/s3/s3-block-public-access";
import { s3CmkDefault } from "./rules/s3/s3-cmk-default";
import { s3TlsOnly } from "./rules/s3/s3-tls-only";
import { s3Versioning } from "./rules/s3/s3-versioning";
import { registryPolicyReadOnly } from "./rules/sagemaker/registry-policy-read-only";
import { sagemakerAsyncOutputCmk } from "./rules/sagemaker/sagemaker-async-output-cmk";
import { sagemakerDomainCmk } from "./rules/sagemaker/sagemaker-domain-cmk";
import { sagemakerDomainDockerRestricted } from "./rules/sagemaker/sagemaker-domain-docker-restricted";
import { sagemakerDomainIdleShutdown } from "./rules/sagemaker/sagemaker-domain-idle-shutdown";
import { sagemakerDomainRetainEfs } from "./rules/sagemaker/sagemaker-domain-retain-efs";
import { sagemakerDomainSharingEncrypted } from "./rules/sagemaker/sagemaker-domain-sharing-encrypted";
import { sagemakerDomainUserIdentity } from "./rules/sagemaker/sagemaker-domain-user-identity";
import { sagemakerDomainVpcOnly } from "./rules/sagemaker/sagemaker-domain-vpc-only";
import { sagemakerEndpointConfigCmk } from "./rules/sagemaker/sagemaker-endpoint-config-cmk";
import { sagemakerEndpointCoreDumpEncrypted } from "./rules/sagemaker/sagemaker-endpoint-core-dump-encrypted";
import { sagemakerEndpointDataCapture } from "./rules/sagemaker/sagemaker-endpoint-data-capture";
import { sagemakerEndpointGuardrail } from "./rules/sagemaker/sagemaker-endpoint-guardrail";
import { sagemakerEndpointNoSsm } from "./rules/sagemaker/sagemaker-endpoint-no-ssm";
import { sagemakerEndpointTwoInstances } from "./rules/sagemaker/sagemaker-endpoint-two-instances";
import { sagemakerFeatureGroupOfflineCmk } from "./rules/sagemaker/sagemaker-feature-group-offline-cmk";
import { sagemakerFeatureGroupOnlineCmk } from "./rules/sagemaker/sagemaker-feature-group-online-cmk";
import { sagemakerModelFromRegistry } from "./rules/sagemaker/sagemaker-model-from-registry";
import { sagemakerModelInVpc } from "./rules/sagemaker/sagemaker-model-in-vpc";
import { sagemakerModelNetworkIsolation } from "./rules/sagemaker/sagemaker-model-network-isolation";
import { sagemakerProfileOwnRole } from "./rules/sagemaker/sagemaker-profile-own-role";
import { schedulerDlqAndRetry } from "./rules/scheduler/scheduler-dlq-and-retry";
import { secretCmk } from "./rules/secretsmanager/secret-cmk";
import { secretRotated } from "./rules/secretsmanager/secret-rotated";
import { snsEncrypted } from "./rules/sns/sns-encrypted";
import { sqsEncrypted } from "./rules/sqs/sqs-encrypted";

/** Every rule of the pack, in the order in which they run. */
export const rules: readonly Rule[] = [
  adoApprovalStrict,
  adoAuthorizationNamesPipeline,
  adoAwsConnectionOidc,
  adoMinReviewers,
  adoNoPolicyBypass,
  adoNoSelfApproval,
  adoProjectJobScope,
  adoProjectPrivate,
  apigwAccessLogs,
  apigwAuthorization,
  apigwNoPayloadLogging,
  apigwRequestValidated,
  apigwThrottled,
  apigwTls12,
  apigwWaf,
  budgetPerAccount,
  trailOrganizationWide,
  alarmHasActions,
  sgNoOpenEgress,
  sgNoOpenIngress,
  subnetNoPublicIp,
  vpcDefaultSgClosed,
  vpcEndpointPolicyNotFull,
  vpcFlowLogs,
  ecrCmk,
  ecrImmutableTags,
  ecrLifecycleKeepsApproved,
  ecrRegistryPolicyNamed,
  ecrRepositoryPolicyOrgBound,
  ecrScanOnPush,
  eventsTargetDlqAndRetry,
  glueConnectionNoPassword,
  glueSecurityConfiguration,
  glueVersionSupported,
  iamNoWildcardAction,
  iamOidcExactSubject,
  iamPassroleScoped,
  iamPermissionsBoundary,
  iamTrustNotOpen,
  kinesisCmk,
  kmsDeletionWindow,
  kmsRotation,
  lambdaEnvNoSecret,
  lambdaRuntimeSupported,
  logsRetentionAndCmk,
  oamSinkMetricsOnly,
  opensearchAuditLogs,
  opensearchEncrypted,
  opensearchFineGrainedAccess,
  opensearchInVpc,
  opensearchThreeNodes,
  opensearchTls12,
  statefulProtected,
  accountInOu,
  accountProtected,
  organizationAllFeatures,
  scpProtected,
  explicitProviderPinnedAccount,
  s3BlockPublicAccess,
  s3CmkDefault,
  s3TlsOnly,
  s3Versioning,
  registryPolicyReadOnly,
  sagemakerAsyncOutputCmk,
  sagemakerDomainCmk,
  sagemakerDomainDockerRestricted,
  sagemakerDomainIdleShutdown,
  sagemakerDomainRetainEfs,
  sagemakerDomainSharingEncrypted,
  sagemakerDomainUserIdentity,
  sagemakerDomainVpcOnly,
  sagemakerEndpointConfigCmk,
  sagemakerEndpointCoreDumpEncrypted,
  sagemakerEndpointDataCapture,
  sagemakerEndpointGuardrail,
  sagemakerEndpointNoSsm,
  sagemakerEndpointTwoInstances,
  sagemakerFeatureGroupOfflineCmk,
  sagemakerFeatureGroupOnlineCmk,
  sagemakerModelFromRegistry,
  sagemakerModelInVpc,
  sagemakerModelNetworkIsolation,
  sagemakerProfileOwnRole,
  schedulerDlqAndRetry,
  secretCmk,
  secretRotated,
  snsEncrypted,
  sqsEncrypted,
  approvalRuleDelivers,
  noOpenAuthorization,
  tagMatchesAccount,
  trustMatchesOneConnection,
  everyRuleDecided, // Last: it counts what the others left undecided.
];

/** The policies to serve. They share a ledger of undecided checks, so one call makes one pack. */
export function createPolicies(served: readonly Rule[] = rules): Policies {
  const ledger = new UndecidedLedger();
  return served.map((rule) => toPolicy(rule, ledger));
}
