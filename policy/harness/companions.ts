import type { Node } from "./graph";
import type { Report } from "./report";
import type { Stack } from "./stack";
import { types } from "./types";

/**
 * Judges the resources that set one aspect of a bucket: since version 7 of the AWS provider these are resources of
 * their own, so a bucket without one is a violation, not silence.
 */
export function judgeBucketCompanions(
  stack: Stack,
  companionType: string,
  judge: (companion: Node, report: Report, bucket: Node) => void,
): void {
  stack.judge(stack.graph.ofType(types.bucket), (bucket, report) => {
    const companions = stack.graph.sources(companionType, "bucket", bucket);
    if (companions.length === 0) {
      report.violation("bucket", `no ${companionType} names this bucket`);
    }
    stack.judge(companions, (companion, companionReport) => {
      judge(companion, companionReport, bucket);
    });
  });
}
