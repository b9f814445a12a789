import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** What AWS takes when a key names no window. */
const AWS_DEFAULT_DAYS = 30;

export const kmsDeletionWindow = resourceRule<{ minimumDays: number }>({
  name: "kms-deletion-window",
  description: "A KMS key scheduled for deletion can be rescued for long enough.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub KMS.3"],
  remediation: "raise deletionWindowInDays",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  config: {
    minimumDays: {
      type: "integer",
      minimum: 7,
      maximum: 30,
      default: 30,
      description: "Shortest window, in days, that a key may have.",
    },
  },
  types: [types.key],
  check(_key, report, { minimumDays }) {
    report.expect(
      "deletionWindowInDays",
      (days = AWS_DEFAULT_DAYS) => typeof days === "number" && days >= minimumDays,
      `is shorter than ${minimumDays} days`,
    );
  },
});
