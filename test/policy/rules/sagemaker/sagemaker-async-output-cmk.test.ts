import type { EndpointConfigurationArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerAsyncOutputCmk } from "../../../../policy/rules/sagemaker/sagemaker-async-output-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const OUTPUT = "asyncInferenceConfig.outputConfig";

testResourceRule(sagemakerAsyncOutputCmk, {
  compliant: {
    type: types.endpointConfiguration,
    name: "churn",
    props: {
      asyncInferenceConfig: {
        outputConfig: {
          s3OutputPath: "s3://inference/async/churn/output/",
          s3FailurePath: "s3://inference/async/churn/failure/",
          kmsKeyId: "key",
          notificationConfig: { errorTopic: "arn:errors" },
        },
      },
    } satisfies Partial<EndpointConfigurationArgs>,
  },
  accepts: {
    "an endpoint that answers at once": { asyncInferenceConfig: ABSENT },
    "key and topic that are not known yet": {
      [`${OUTPUT}.kmsKeyId`]: UNKNOWN,
      [`${OUTPUT}.notificationConfig.errorTopic`]: UNKNOWN,
    },
  },
  refuses: {
    "a key of AWS": [
      { [`${OUTPUT}.kmsKeyId`]: ABSENT },
      `${OUTPUT}.kmsKeyId: is not set, so AWS uses a key of its own`,
    ],
    "no place for failures": [
      { [`${OUTPUT}.s3FailurePath`]: ABSENT },
      `${OUTPUT}.s3FailurePath: is not set: what fails leaves nothing behind`,
    ],
    "a topic for successes alone": [
      { [`${OUTPUT}.notificationConfig`]: { successTopic: "arn:successes" } },
      `${OUTPUT}.notificationConfig.errorTopic: is not set: nobody hears of what fails`,
    ],
  },
  undecided: { "output that is not known yet": [{ [OUTPUT]: UNKNOWN }, OUTPUT] },
});
