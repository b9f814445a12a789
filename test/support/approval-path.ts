import * as pulumi from "@pulumi/pulumi";

import type { ApprovalPathArgs } from "../../components/events/approval-path";
import { ApprovalPath } from "../../components/events/approval-path";
import type { DeployCredential } from "../../components/events/deploy-credential";
import type { Scope } from "../../settings/scope";
import { BOUNDARY_ARN, create, KEY_ARN, scope, TOPIC_ARN, CODE } from "./fixtures";

export const PREFIX = "mlops-fraud-automation";
export const QUEUE_ARN = `arn:aws:sqs:eu-west-1:200000000002:${PREFIX}-model-approved`;

type CreatedPath = Awaited<ReturnType<typeof create<ApprovalPath>>>;

export const FEDERATED = {
  kind: "federated",
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  clientId: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
} as const;

/** The path with a credential that people put in. */
export const stored = (credential: DeployCredential, where: Scope = scope()): Promise<CreatedPath> =>
  path(
    {
      pipeline: {
        organizationUrl: "https://dev.azure.com/contoso-ml",
        project: "fraud-ml",
        pipelineId: "42",
        credential,
      },
    },
    where,
  );

/** The path from approval to deployment, of two models. */
export const path = (changes: Partial<ApprovalPathArgs> = {}, where: Scope = scope()): Promise<CreatedPath> =>
  create(
    (options) =>
      new ApprovalPath(
        "approval",
        {
          scope: where,
          models: ["churn", "payments"],
          pipeline: {
            organizationUrl: "https://dev.azure.com/contoso-ml",
            project: "fraud-ml",
            pipelineId: pulumi.output("42"),
            credential: FEDERATED,
          },
          code: CODE,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          ...changes,
        },
        options,
      ),
    where,
  );
