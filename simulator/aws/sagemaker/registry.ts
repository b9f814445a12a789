import { z } from "zod";

import { AwsError } from "./aws-error";
import type { Json, JsonObject } from "./json";
import type { Place } from "./place";

/** A version of a model: what it was registered with, and what the service adds. */
export interface ModelVersion {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
  readonly approvalStatus: string;
  /** Seconds since 1970. */
  readonly creationTime: number;
  readonly lastModifiedTime: number;
  /** Body of CreateModelPackage, or what UpdateModelPackage made of it. */
  readonly body: JsonObject;
}

/** The service takes letters, spaces, digits and these marks. */
const metadataText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const metricsSource = z.looseObject({ ContentType: z.string(), S3Uri: z.string() });

const createModelPackage = z.looseObject({
  ModelPackageGroupName: z.string(),
  ModelApprovalStatus: z
    .literal(["Approved", "Rejected", "PendingManualApproval"])
    .default("PendingManualApproval"),
  InferenceSpecification: z.looseObject({
    Containers: z.array(z.looseObject({ Image: z.string(), ModelDataUrl: z.string().optional() })).min(1),
  }),
  ModelMetrics: z.record(z.string(), z.record(z.string(), metricsSource)).optional(),
  CustomerMetadataProperties: z
    .record(z.string().min(1).max(128).regex(metadataText), z.string().min(1).max(256).regex(metadataText))
    .refine((properties) => Object.keys(properties).length <= 50, "takes 50 entries")
    .optional(),
  MetadataProperties: z
    .record(
      z.literal(["CommitId", "Repository", "GeneratedBy", "ProjectId"]),
      z.string().min(1).max(1024).optional(),
    )
    .optional(),
  ModelCard: z
    .strictObject({
      ModelCardContent: z.string().max(100_000).refine(isJson, "must be JSON"),
      ModelCardStatus: z.literal(["Draft", "PendingReview", "Approved", "Archived"]),
    })
    .optional(),
  ModelLifeCycle: z
    .strictObject({ Stage: z.string(), StageStatus: z.string(), StageDescription: z.string().optional() })
    .optional(),
  Tags: z.never("tags are not allowed for a versioned model package").optional(),
});

/** Groups of model versions. */
export class ModelRegistry {
  /** When the groups were made, in seconds since 1970. */
  readonly createdAt: number;
  private readonly groups: ReadonlyMap<string, ModelVersion[]>;

  constructor(
    private readonly place: Place,
    groups: readonly string[],
  ) {
    this.createdAt = place.now();
    this.groups = new Map(groups.map((name) => [name, []]));
  }

  /**
   * Adds a version, as CreateModelPackage does.
   * @throws AwsError ValidationException that names everything that is wrong with the body
   */
  register(body: JsonObject): ModelVersion {
    const { success, data, error } = createModelPackage.safeParse(body);
    if (!success) {
      const problems = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      throw new AwsError("ValidationException", problems.join("; "));
    }
    const group = data.ModelPackageGroupName;
    const versions = this.group(group);
    const version = versions.length + 1;
    const creationTime = this.place.now();
    const added = {
      arn: this.place.arn("sagemaker", `model-package/${group}/${version}`),
      group,
      version,
      approvalStatus: data.ModelApprovalStatus,
      creationTime,
      lastModifiedTime: creationTime,
      body,
    };
    versions.push(added);
    return added;
  }

  /**
   * Approves a version, or says which stage it serves in, as UpdateModelPackage does: metadata is added to what there is.
   * @throws AwsError ValidationException if there is no such version
   */
  update(
    arn: string,
    change: {
      readonly ModelApprovalStatus?: string | undefined;
      readonly ModelLifeCycle?: Json | undefined;
      readonly CustomerMetadataProperties?: Readonly<Record<string, string>> | undefined;
    },
  ): ModelVersion {
    const before = this.version(arn);
    const { CustomerMetadataProperties: added } = change;
    const metadata = { ...(before.body.CustomerMetadataProperties as JsonObject | undefined), ...added };
    const updated = {
      ...before,
      approvalStatus: change.ModelApprovalStatus ?? before.approvalStatus,
      lastModifiedTime: this.place.now(),
      body: {
        ...before.body,
        ...(change as JsonObject),
        ...(Object.keys(metadata).length === 0 ? {} : { CustomerMetadataProperties: metadata }),
      },
    };
    this.group(before.group)[before.version - 1] = updated;
    return updated;
  }

  /** Versions of a group, oldest first. @throws AwsError ValidationException if there is no such group */
  versions(group: string): readonly ModelVersion[] {
    return this.group(group);
  }

  /** @throws AwsError ValidationException if there is no such version */
  version(arn: string): ModelVersion {
    const found = [...this.groups.values()].flat().find((version) => version.arn === arn);
    if (found === undefined) throw new AwsError("ValidationException", `ModelPackage ${arn} does not exist.`);
    return found;
  }

  groupArn(group: string): string {
    return this.place.arn("sagemaker", `model-package-group/${group}`);
  }

  private group(name: string): ModelVersion[] {
    const versions = this.groups.get(name);
    if (versions === undefined) {
      throw new AwsError("ValidationException", `ModelPackageGroup ${this.groupArn(name)} does not exist.`);
    }
    return versions;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
