import { z } from "zod";

import type { ModelRegistry, ModelVersion } from "./registry";
import type { Operations } from "./validation";
import { operation, page } from "./validation";

/** Operations on groups and versions of models; versions are made by RegisterModel steps. */
export function registryOperations(registry: ModelRegistry): Operations {
  return {
    DescribeModelPackageGroup: operation(
      z.strictObject({ ModelPackageGroupName: z.string() }),
      ({ ModelPackageGroupName: nameOrArn }) => {
        const group = nameOrArn.replace(/^.*:model-package-group\//, "");
        registry.versions(group);
        return {
          ModelPackageGroupName: group,
          ModelPackageGroupArn: registry.groupArn(group),
          CreationTime: registry.createdAt,
          CreatedBy: {},
          ModelPackageGroupStatus: "Completed",
        };
      },
    ),

    ListModelPackages: operation(
      z.strictObject({
        ModelPackageGroupName: z.string(),
        ModelApprovalStatus: z.literal(["Approved", "Rejected", "PendingManualApproval"]).optional(),
        ModelPackageType: z.literal(["Versioned", "Both"]).optional(),
        SortBy: z.literal("CreationTime").optional(),
        SortOrder: z.literal(["Ascending", "Descending"]).optional(),
        NextToken: z.string().optional(),
        MaxResults: z.int().min(1).max(100).optional(),
      }),
      ({
        ModelPackageGroupName: nameOrArn,
        ModelApprovalStatus: status,
        NextToken,
        MaxResults = 100,
        ...input
      }) => {
        const found = registry
          .versions(nameOrArn.replace(/^.*:model-package-group\//, ""))
          .filter(({ approvalStatus }) => status === undefined || approvalStatus === status);
        const sorted = input.SortOrder === "Descending" ? found.reverse() : found;
        const { items, ...rest } = page(sorted, NextToken, MaxResults);
        return { ModelPackageSummaryList: items.map(summary), ...rest };
      },
    ),

    UpdateModelPackage: operation(
      z.strictObject({
        ModelPackageArn: z.string(),
        ModelApprovalStatus: z.literal(["Approved", "Rejected", "PendingManualApproval"]).optional(),
        ModelLifeCycle: z.strictObject({ Stage: z.string(), StageStatus: z.string() }).optional(),
        CustomerMetadataProperties: z.record(z.string(), z.string()).optional(),
      }),
      ({ ModelPackageArn, ...change }) => {
        registry.update(ModelPackageArn, change);
        return { ModelPackageArn };
      },
    ),

    DescribeModelPackage: operation(
      z.strictObject({ ModelPackageName: z.string(), IncludedData: z.string().optional() }),
      ({ ModelPackageName }) => {
        const version = registry.version(ModelPackageName);
        return { ...version.body, ...summary(version), LastModifiedTime: version.lastModifiedTime };
      },
    ),
  };
}

function summary({
  arn,
  group,
  version,
  approvalStatus,
  creationTime,
  body,
}: ModelVersion): Record<string, unknown> {
  return {
    ModelPackageGroupName: group,
    ModelPackageVersion: version,
    ModelPackageArn: arn,
    ModelPackageDescription: body.ModelPackageDescription,
    CreationTime: creationTime,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: approvalStatus,
    ModelLifeCycle: body.ModelLifeCycle,
  };
}
