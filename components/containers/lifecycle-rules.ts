import type { ecr } from "@pulumi/awsx/types/input";

/** A rule by which images expire, without its priority: that is its place in the list. */
export interface LifecycleRule {
  readonly description: string;
  readonly selection:
    | {
        readonly tagStatus: "untagged";
        readonly countType: "sinceImagePushed";
        readonly countUnit: "days";
        readonly countNumber: number;
      }
    | {
        readonly tagStatus: "tagged";
        readonly tagPrefixList: readonly [string];
        readonly countType: "imageCountMoreThan";
        readonly countNumber: number;
      };
}

/** Prefix of the tags of images that people have approved: `approved-<version>`. */
export const APPROVED_TAG_PREFIX = "approved-";

/** Prefix of the tags that a pipeline gives each image: `build-<build id>`. */
export const BUILD_TAG_PREFIX = "build-";

/** As many images as ECR takes into one repository. */
const EVERY_IMAGE = 100_000;

export const EXPIRE_UNTAGGED: LifecycleRule = {
  description: "remove images without a tag after 14 days",
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
};

/**
 * Expires nothing, and keeps the rules below it from doing so: ECR expires no image by a rule whose tags a rule of
 * higher priority has matched, and it has no rule that keeps. An approved image has the tag of its build, too.
 */
export const KEEP_APPROVED: LifecycleRule = {
  description: "keep approved images: later rules cannot expire what this one has matched",
  selection: {
    tagStatus: "tagged",
    tagPrefixList: [APPROVED_TAG_PREFIX],
    countType: "imageCountMoreThan",
    countNumber: EVERY_IMAGE,
  },
};

export const EXPIRE_OLD_BUILDS: LifecycleRule = {
  description: "remove builds beyond the last 30",
  selection: {
    tagStatus: "tagged",
    tagPrefixList: [BUILD_TAG_PREFIX],
    countType: "imageCountMoreThan",
    countNumber: 30,
  },
};

/** The rule as awsx takes it: it gives priorities in the order of its list, and every rule expires images. */
export function asAwsxRule({ description, selection }: LifecycleRule): ecr.LifecyclePolicyRuleArgs {
  return selection.tagStatus === "tagged"
    ? {
        description,
        tagStatus: selection.tagStatus,
        tagPrefixList: [...selection.tagPrefixList],
        maximumNumberOfImages: selection.countNumber,
      }
    : { description, tagStatus: selection.tagStatus, maximumAgeLimit: selection.countNumber };
}
