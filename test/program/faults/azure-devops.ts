import type { Fault } from "./fault";
import { AWS, AZURE_DEVOPS } from "../../support/types";

const ISSUER = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
const PROVIDER_ARN = `arn:aws:iam::200000000004:oidc-provider/${ISSUER}`;
const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (subject: object): string =>
  document({
    Sid: "OneServiceConnection",
    Effect: "Allow",
    Principal: { Federated: PROVIDER_ARN },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: subject,
  });

/** Mistakes in Azure DevOps and in what trusts it. */
export const AZURE_DEVOPS_FAULTS: readonly Fault[] = [
  {
    what: "a public project",
    rule: "ado-project-private",
    at: [AZURE_DEVOPS.Project, "delivery-project"],
    inputs: { visibility: "public" },
  },
  {
    what: "a connection with access keys",
    rule: "ado-aws-connection-oidc",
    at: [AZURE_DEVOPS.ServiceEndpointAws, "delivery-model-build-connection"],
    inputs: { useOidc: false },
  },
  {
    what: "a connection that is open to every pipeline",
    rule: "ado-authorization-names-pipeline",
    at: [AZURE_DEVOPS.PipelineAuthorization, "delivery-model-deploy-pipeline-production-connection"],
    inputs: { pipelineId: undefined },
  },
  {
    what: "an approval by whoever asked",
    rule: "ado-approval-strict",
    at: [AZURE_DEVOPS.CheckApproval, "delivery-production-environment-approval"],
    inputs: { requesterCanApprove: true },
  },
  {
    what: "pipelines whose tokens reach other projects",
    rule: "ado-project-job-scope",
    at: [AZURE_DEVOPS.ProjectPipelineSettings, "delivery-project-pipeline-settings"],
    inputs: { enforceJobScope: false },
  },
  {
    what: "a single reviewer",
    rule: "ado-min-reviewers",
    at: [AZURE_DEVOPS.BranchPolicyMinReviewers, "delivery-model-deploy-main-reviewers"],
    inputs: { settings: { reviewerCount: 1, submitterCanVote: false, lastPusherCannotApprove: true } },
  },
  {
    what: "authors who approve themselves",
    rule: "ado-no-self-approval",
    at: [AZURE_DEVOPS.BranchPolicyMinReviewers, "delivery-model-deploy-main-reviewers"],
    inputs: { settings: { reviewerCount: 2, submitterCanVote: true, lastPusherCannotApprove: true } },
  },
  {
    what: "data scientists who push to main",
    rule: "ado-no-policy-bypass",
    at: [AZURE_DEVOPS.GitPermissions, "delivery-model-build-churn-access-dataScientist-main"],
    inputs: { permissions: { PolicyExempt: "Allow", PullRequestBypassPolicy: "Deny", ForcePush: "Deny" } },
  },
  {
    what: "a connection that no pipeline was given",
    rule: "no-open-authorization",
    at: [AZURE_DEVOPS.PipelineAuthorization, "delivery-model-deploy-pipeline-production-connection"],
    seenAt: [AZURE_DEVOPS.ServiceEndpointAws, "delivery-model-deploy-production-connection"],
    removed: true,
  },
  {
    what: "a role that trusts another connection than the one that uses it",
    rule: "trust-matches-one-connection",
    at: [AWS.iam.Role, "production-model-deploy"],
    seenAt: [AZURE_DEVOPS.ServiceEndpointAws, "delivery-model-deploy-production-connection"],
    inputs: {
      assumeRolePolicy: trust({
        StringEquals: {
          [`${ISSUER}:aud`]: "api://AzureADTokenExchange",
          [`${ISSUER}:sub`]: "sc://contoso-ml/fraud-ml/model-build",
        },
      }),
    },
  },
  {
    what: "a role that trusts a pattern of connections",
    rule: "iam-oidc-exact-subject",
    at: [AWS.iam.Role, "production-model-deploy"],
    inputs: {
      assumeRolePolicy: trust({
        StringEquals: { [`${ISSUER}:aud`]: "api://AzureADTokenExchange" },
        StringLike: { [`${ISSUER}:sub`]: "sc://contoso-ml/fraud-ml/*" },
      }),
    },
  },
];
