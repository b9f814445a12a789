import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const glueVersionSupported = resourceRule<{ versions: readonly string[] }>({
  name: "glue-version-supported",
  description: "Glue jobs run on a Spark that AWS still patches.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub Glue.4"],
  remediation: "set glueVersion to a supported version, and test the script with its Spark",
  url: "https://docs.aws.amazon.com/glue/latest/dg/glue-version-support-policy.html",
  config: {
    versions: {
      type: "array",
      items: { type: "string" },
      default: ["5.0", "5.1"],
      description: "Versions of Glue that Spark jobs may use.",
    },
  },
  types: [types.glueJob],
  check(job, report, { versions }) {
    if (job.read("command.name") === "pythonshell") {
      return; // No Spark: it has versions of its own.
    }
    report.expect(
      "glueVersion",
      (version) => typeof version === "string" && versions.includes(version),
      `is none of ${versions.join(", ")}`,
    );
  },
});
