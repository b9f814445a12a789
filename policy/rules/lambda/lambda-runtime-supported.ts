import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const lambdaRuntimeSupported = resourceRule<{ runtimes: readonly string[] }>({
  name: "lambda-runtime-supported",
  description: "Lambda functions run on runtimes that AWS still patches.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub Lambda.2", "Checkov CKV_AWS_363"],
  remediation: "move the function to a supported runtime",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  config: {
    runtimes: {
      type: "array",
      items: { type: "string" },
      default: ["nodejs22.x", "nodejs24.x", "python3.12", "python3.13", "python3.14"],
      description: "Identifiers of the runtimes that functions may use.",
    },
  },
  types: [types.lambda],
  check(lambda, report, { runtimes }) {
    if (lambda.read("packageType") === "Image") {
      return; // Its runtime is in the image.
    }
    report.expect(
      "runtime",
      (runtime) => typeof runtime === "string" && runtimes.includes(runtime),
      `is none of ${runtimes.join(", ")}`,
    );
  },
});
