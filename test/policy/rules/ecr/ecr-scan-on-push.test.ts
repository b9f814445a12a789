import type { RepositoryArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrScanOnPush } from "../../../../policy/rules/ecr/ecr-scan-on-push";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "imageScanningConfiguration.scanOnPush: is not true";

testResourceRule(ecrScanOnPush, {
  compliant: {
    type: types.repository,
    name: "images",
    props: { imageScanningConfiguration: { scanOnPush: true } } satisfies RepositoryArgs,
  },
  refuses: {
    "images that nobody scans": [{ "imageScanningConfiguration.scanOnPush": false }, LINE],
    "the default, which does not scan": [{ imageScanningConfiguration: ABSENT }, LINE],
  },
  undecided: {
    "an unknown setting": [{ imageScanningConfiguration: UNKNOWN }, "imageScanningConfiguration"],
  },
});
