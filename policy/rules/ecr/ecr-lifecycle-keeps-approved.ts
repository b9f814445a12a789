import { isObject, stringsIn } from "../../harness/properties";
import type { Value } from "../../harness/properties";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Prefix of the tags of approved images. */
const APPROVED = "approved-";

/** ECR takes no more images into one repository, so a rule that keeps that many expires none. */
const EVERY_IMAGE = 100_000;

type LifecycleRule = Readonly<Record<string, Value>>;

export const ecrLifecycleKeepsApproved = resourceRule({
  name: "ecr-lifecycle-keeps-approved",
  description: "Life cycles of images never expire an approved one.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 CM-5", "Well-Architected REL09-BP01"],
  remediation: `put a rule first that selects the tag prefix ${APPROVED} and keeps ${EVERY_IMAGE} images, or select only images without a tag`,
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
  types: [types.lifecyclePolicy],
  check(lifecycle, report) {
    const document = lifecycle.json("policy");
    const rules = isObject(document) && Array.isArray(document.rules) ? document.rules : [];
    // What a rule of higher priority has matched, no later one expires.
    for (const rule of rules.filter(isObject).sort(byPriority)) {
      if (keepsApproved(rule)) {
        return;
      }
      if (selectionOf(rule).tagStatus !== "untagged") {
        report.violation("policy", `rule ${Number(rule.rulePriority)} can expire images that are approved`);
      }
    }
  },
});

function byPriority(one: LifecycleRule, other: LifecycleRule): number {
  return Number(one.rulePriority) - Number(other.rulePriority);
}

function selectionOf({ selection }: LifecycleRule): LifecycleRule {
  return isObject(selection) ? selection : {};
}

/** With several prefixes an image would need a tag for each. */
function keepsApproved(rule: LifecycleRule): boolean {
  const { tagPrefixList, tagPatternList, countType, countNumber } = selectionOf(rule);
  const prefixes = stringsIn(tagPrefixList);
  return (
    prefixes.length === 1 &&
    prefixes[0] === APPROVED &&
    tagPatternList === undefined &&
    countType === "imageCountMoreThan" &&
    Number(countNumber) >= EVERY_IMAGE
  );
}
