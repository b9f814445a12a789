import type { Policies } from "@pulumi/policy";
import { UndecidedLedger } from "./harness/ledger";
import { toPolicy } from "./harness/policy";
import type { Rule } from "./harness/rule";
import { approvalRuleDelivers } from "./invariants/approval-rule-delivers";
import { everyRuleDecided } from "./invariants/every-rule-decided";
import { noOpenAuthorization } from "./invariants/no-open-authorization";
import { tagMatchesAccount } from "./invariants/tag-matches-account";
import { trustMatchesOneConnection } from "./invariants/trust-matches-one-connection";
import { adoApprovalStrict } from "./rules/azure-devops/ado-approval-strict";
import { adoAuthorizationNamesPipeline } from "./rules/azure-devops/ado-authorization-names-pipeline";
import { adoAwsConnectionOidc } from "./rules/azure-devops/ado-aws-connection-oidc";
import { adoMinReviewers } from "./rules/azure-devops/ado-min-reviewers";
import { adoNoSelfApproval } from "./rules/azure-devops/ado-no-self-approval";
import { adoPipelineProjectScope } from "./rules/azure-devops/ado-pipeline-project-scope";
import { adoProjectPrivate } from "./rules/azure-devops/ado-project-private";
import { ecrCmk } from "./rules/ecr/ecr-cmk";
import { ecrImmutableTags } from "./rules/ecr/ecr-immutable-tags";
import { eventsTargetDlqAndRetry } from "./rules/events/events-target-dlq-and-retry";
import { iamNoWildcardAction } from "./rules/iam/iam-no-wildcard-action";
import { iamOidcExactSubject } from "./rules/iam/iam-oidc-exact-subject";
import { iamPassroleScoped } from "./rules/iam/iam-passrole-scoped";
import { iamPermissionsBoundary } from "./rules/iam/iam-permissions-boundary";
import { iamTrustNotOpen } from "./rules/iam/iam-trust-not-open";
import { kmsDeletionWindow } from "./rules/kms/kms-deletion-window";
import { kmsRotation } from "./rules/kms/kms-rotation";
import { lambdaEnvNoSecret } from "./rules/lambda/lambda-env-no-secret";
import { lambdaRuntimeSupported } from "./rules/lambda/lambda-runtime-supported";
import { logsRetentionAndCmk } from "./rules/logs/logs-retention-and-cmk";
import { statefulProtected } from "./rules/options/stateful-protected";
import { accountProtected } from "./rules/organizations/account-protected";
import { explicitProviderPinnedAccount } from "./rules/providers/explicit-provider-pinned-account";
import { s3BlockPublicAccess } from "./rules/s3/s3-block-public-access";
import { s3CmkDefault } from "./rules/s3/s3-cmk-default";
import { s3TlsOnly } from "./rules/s3/s3-tls-only";
import { s3Versioning } from "./rules/s3/s3-versioning";
import { registryPolicyReadOnly } from "./rules/sagemaker/registry-policy-read-only";
import { snsEncrypted } from "./rules/sns/sns-encrypted";
import { sqsEncrypted } from "./rules/sqs/sqs-encrypted";

/** Every rule of the pack, in the order in which they run. */
export const rules: readonly Rule[] = [
  adoApprovalStrict,
  adoAuthorizationNamesPipeline,
  adoAwsConnectionOidc,
  adoMinReviewers,
  adoNoSelfApproval,
  adoPipelineProjectScope,
  adoProjectPrivate,
  ecrCmk,
  ecrImmutableTags,
  eventsTargetDlqAndRetry,
  iamNoWildcardAction,
  iamOidcExactSubject,
  iamPassroleScoped,
  iamPermissionsBoundary,
  iamTrustNotOpen,
  kmsDeletionWindow,
  kmsRotation,
  lambdaEnvNoSecret,
  lambdaRuntimeSupported,
  logsRetentionAndCmk,
  statefulProtected,
  accountProtected,
  explicitProviderPinnedAccount,
  s3BlockPublicAccess,
  s3CmkDefault,
  s3TlsOnly,
  s3Versioning,
  registryPolicyReadOnly,
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
