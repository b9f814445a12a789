import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointCoreDumpEncrypted } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-core-dump-encrypted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const dump = () => ({ destinationS3Uri: "s3://dumps/", kmsKeyId: "key" });
const problem = "coreDumpConfig.kmsKeyId: is not set, so AWS uses a key of its own";

testResourceRule(sagemakerEndpointCoreDumpEncrypted, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      productionVariants: [{ instanceType: "ml.m5.large", coreDumpConfig: dump() }],
      shadowProductionVariants: [{ instanceType: "ml.m5.large", coreDumpConfig: dump() }],
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "no dumps": { "productionVariants.0.coreDumpConfig": ABSENT },
    "a key that is not known yet": { "productionVariants.0.coreDumpConfig.kmsKeyId": UNKNOWN },
  },
  refuses: {
    "dumps of a variant without a key": [
      { "productionVariants.0.coreDumpConfig.kmsKeyId": ABSENT },
      `productionVariants.0.${problem}`,
    ],
    "dumps of a shadow variant without a key": [
      { "shadowProductionVariants.0.coreDumpConfig.kmsKeyId": ABSENT },
      `shadowProductionVariants.0.${problem}`,
    ],
  },
  undecided: {
    "variants that are not known yet": [{ productionVariants: UNKNOWN }, "productionVariants"],
  },
});
