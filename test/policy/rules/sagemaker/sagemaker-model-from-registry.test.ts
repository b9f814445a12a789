import { types } from "../../../../policy/harness/types";
import { sagemakerModelFromRegistry } from "../../../../policy/rules/sagemaker/sagemaker-model-from-registry";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, edit, node, testStackRule } from "../../rule-table";

const VERSION = "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7";
const image = { image: "image", modelDataUrl: "s3://artifacts/model.tar.gz" };
const model = node(types.model, "churn", { primaryContainer: { modelPackageName: VERSION } });
const serverless = node(
  types.endpointConfiguration,
  "serverless",
  {
    productionVariants: [
      { modelName: UNKNOWN, serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } },
    ],
  },
  { productionVariants: model },
);

testStackRule(sagemakerModelFromRegistry, {
  compliant: [model],
  accepts: {
    "several containers": edit("churn", {
      primaryContainer: ABSENT,
      containers: [{ modelPackageName: VERSION }, { modelPackageName: UNKNOWN }],
    }),
    "a serverless endpoint, which takes no versions of another account": all(
      edit("churn", { primaryContainer: image }),
      add(serverless),
    ),
  },
  refuses: {
    "data of whatever origin": [
      edit("churn", { primaryContainer: image }),
      "churn primaryContainer.modelPackageName: is not set",
      "churn primaryContainer.modelDataUrl: is set beside the version",
    ],
    "other data than that of the version": [
      edit("churn", { "primaryContainer.modelDataUrl": "s3://elsewhere/model.tar.gz" }),
      "churn primaryContainer.modelDataUrl: is set beside the version",
    ],
    "a second container of whatever origin": [
      edit("churn", {
        primaryContainer: ABSENT,
        containers: [{ modelPackageName: VERSION }, { image: "image" }],
      }),
      "churn containers.1.modelPackageName: is not set",
    ],
    "no container": [
      edit("churn", { primaryContainer: ABSENT }),
      "churn primaryContainer.modelPackageName: is not set",
    ],
  },
  undecided: {
    "a container that is not known yet": [
      edit("churn", { primaryContainer: UNKNOWN }),
      "churn primaryContainer",
    ],
  },
});
