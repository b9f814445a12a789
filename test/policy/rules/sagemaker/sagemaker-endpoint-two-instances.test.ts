import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointTwoInstances } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-two-instances";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const COUNT = "productionVariants.0.initialInstanceCount";

testResourceRule(sagemakerEndpointTwoInstances, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      productionVariants: [{ instanceType: "ml.m5.large", initialInstanceCount: 2 }],
      shadowProductionVariants: [{ instanceType: "ml.m5.large", initialInstanceCount: 1 }],
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "more than two": { [COUNT]: 3 },
    "a serverless endpoint": {
      productionVariants: [{ serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } }],
    },
    "an asynchronous endpoint, whose requests wait": {
      [COUNT]: 1,
      asyncInferenceConfig: { outputConfig: { s3OutputPath: "s3://bucket/output/" } },
    },
  },
  refuses: {
    "one instance": [{ [COUNT]: 1 }, `${COUNT}: is not 2 or more`],
    "no number: AWS takes one": [{ [COUNT]: ABSENT }, `${COUNT}: is not 2 or more`],
    "one instance of a second variant": [
      { "productionVariants.1": { instanceType: "ml.m5.large", initialInstanceCount: 1 } },
      "productionVariants.1.initialInstanceCount: is not 2 or more",
    ],
  },
  undecided: { "a number that is not known yet": [{ [COUNT]: UNKNOWN }, COUNT] },
});
