import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointNoSsm } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-no-ssm";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(sagemakerEndpointNoSsm, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      productionVariants: [{ instanceType: "ml.m5.large" }],
      shadowProductionVariants: [{ instanceType: "ml.m5.large" }],
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "access that is switched off": { "productionVariants.0.enableSsmAccess": false },
    "no shadow": { shadowProductionVariants: ABSENT },
  },
  refuses: {
    "a shell on a variant": [
      { "productionVariants.0.enableSsmAccess": true },
      "productionVariants.0.enableSsmAccess: is true",
    ],
    "a shell on a shadow variant": [
      { "shadowProductionVariants.0.enableSsmAccess": true },
      "shadowProductionVariants.0.enableSsmAccess: is true",
    ],
    "a shell on a second variant, though the first is not known": [
      {
        "productionVariants.0.instanceType": UNKNOWN,
        "productionVariants.1": { instanceType: "ml.m5.large", enableSsmAccess: true },
      },
      "productionVariants.1.enableSsmAccess: is true",
    ],
  },
  undecided: {
    "access that is not known yet": [
      { "productionVariants.0.enableSsmAccess": UNKNOWN },
      "productionVariants.0.enableSsmAccess",
    ],
    "shadows that are not known yet": [{ shadowProductionVariants: UNKNOWN }, "shadowProductionVariants"],
  },
});
