import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointDataCapture } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-data-capture";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const OPTIONS = "dataCaptureConfig.captureOptions";

testResourceRule(sagemakerEndpointDataCapture, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      productionVariants: [{ instanceType: "ml.m5.large" }],
      dataCaptureConfig: {
        enableCapture: true,
        initialSamplingPercentage: 20,
        destinationS3Uri: "s3://capture",
        kmsKeyId: "key",
        captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
      },
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "both in one option": { [OPTIONS]: [{ captureMode: "InputAndOutput" }] },
    "a key that is not known yet": { "dataCaptureConfig.kmsKeyId": UNKNOWN },
    "a serverless endpoint, which cannot": {
      productionVariants: [{ serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } }],
      dataCaptureConfig: ABSENT,
    },
    "an asynchronous endpoint, whose requests lie in S3": {
      asyncInferenceConfig: { outputConfig: { s3OutputPath: "s3://bucket/output/" } },
      dataCaptureConfig: ABSENT,
    },
  },
  refuses: {
    "capture that is switched off": [
      { "dataCaptureConfig.enableCapture": false },
      "dataCaptureConfig.enableCapture: is not true",
    ],
    "capture that nobody switched on": [
      { "dataCaptureConfig.enableCapture": ABSENT },
      "dataCaptureConfig.enableCapture: is not true",
    ],
    "input alone": [{ [OPTIONS]: [{ captureMode: "Input" }] }, `${OPTIONS}: does not have Output`],
    "output alone": [{ [OPTIONS]: [{ captureMode: "Output" }] }, `${OPTIONS}: does not have Input`],
    "a key of AWS": [
      { "dataCaptureConfig.kmsKeyId": ABSENT },
      "dataCaptureConfig.kmsKeyId: is not set, so AWS uses a key of its own",
    ],
  },
  undecided: {
    "options that are not known yet": [{ [OPTIONS]: UNKNOWN }, OPTIONS],
  },
});
