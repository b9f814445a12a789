import type { FunctionArgs } from "@pulumi/aws/lambda";
import { types } from "../../../../policy/harness/types";
import { lambdaRuntimeSupported } from "../../../../policy/rules/lambda/lambda-runtime-supported";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "runtime: is none of nodejs22.x, nodejs24.x, python3.12, python3.13, python3.14";

testResourceRule(lambdaRuntimeSupported, {
  compliant: {
    type: types.lambda,
    name: "start-deploy",
    props: { role: "arn", runtime: "nodejs22.x" } satisfies FunctionArgs,
  },
  accepts: {
    "Python 3.12": { runtime: "python3.12" },
    "an image, which brings its runtime": { packageType: "Image", runtime: ABSENT },
  },
  refuses: {
    "a runtime at its end": [{ runtime: "nodejs18.x" }, LINE],
    "a function without a runtime": [{ runtime: ABSENT }, LINE],
  },
  undecided: { "an unknown runtime": [{ runtime: UNKNOWN }, "runtime"] },
});
