import assert from "node:assert/strict";
import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { LOCAL_DISKS } from "../../../../components/sagemaker/job-conditions";
import { KEYLESS_INSTANCES } from "../../../../policy/harness/endpoint-variants";
import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointConfigCmk } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-config-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const refused = "kmsKeyArn: is not set, so AWS uses a key of its own";

testResourceRule(sagemakerEndpointConfigCmk, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      kmsKeyArn: "key",
      productionVariants: [{ instanceType: "ml.m5.large" }],
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "a key that is not known yet": { kmsKeyArn: UNKNOWN },
    "an instance with disks of its own": {
      kmsKeyArn: ABSENT,
      "productionVariants.0.instanceType": "ml.g4dn.xlarge",
    },
    "a serverless endpoint": {
      kmsKeyArn: ABSENT,
      productionVariants: [{ serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } }],
    },
  },
  refuses: {
    "no key": [{ kmsKeyArn: ABSENT }, refused],
    "no key for one of several variants": [
      {
        kmsKeyArn: ABSENT,
        productionVariants: [{ instanceType: "ml.g5.xlarge" }, { instanceType: "ml.c5.large" }],
      },
      refused,
    ],
    "no key for a shadow variant": [
      {
        kmsKeyArn: ABSENT,
        productionVariants: [{ instanceType: "ml.g5.xlarge" }],
        shadowProductionVariants: [{ instanceType: "ml.c5.large" }],
      },
      refused,
    ],
    "no key and no type": [{ kmsKeyArn: ABSENT, productionVariants: [{}] }, refused],
  },
  undecided: {
    "a type that is not known yet": [
      { kmsKeyArn: ABSENT, "productionVariants.0.instanceType": UNKNOWN },
      "productionVariants.0.instanceType",
    ],
  },
});

describe("instances that take no key", () => {
  it("are those that roles and guardrails take none for", () => {
    assert.deepEqual(KEYLESS_INSTANCES, LOCAL_DISKS);
  });
});
