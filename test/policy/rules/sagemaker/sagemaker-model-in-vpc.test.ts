import { types } from "../../../../policy/harness/types";
import { sagemakerModelInVpc } from "../../../../policy/rules/sagemaker/sagemaker-model-in-vpc";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, edit, node, testStackRule } from "../../rule-table";

const model = node(types.model, "churn", {
  vpcConfig: { subnets: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
});
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

testStackRule(sagemakerModelInVpc, {
  compliant: [model],
  accepts: {
    "subnets whose ids are not known yet": edit("churn", { "vpcConfig.subnets": [UNKNOWN, UNKNOWN] }),
    "a serverless endpoint, which cannot": all(edit("churn", { vpcConfig: ABSENT }), add(serverless)),
  },
  refuses: {
    "a model in no network of ours": [
      edit("churn", { vpcConfig: ABSENT }),
      "churn vpcConfig.subnets: names fewer than two subnets",
      "churn vpcConfig.securityGroupIds: names no security group",
    ],
    "a model in one zone": [
      edit("churn", { "vpcConfig.subnets": ["subnet-1"] }),
      "churn vpcConfig.subnets: names fewer than two subnets",
    ],
    "a model without security groups": [
      edit("churn", { "vpcConfig.securityGroupIds": [] }),
      "churn vpcConfig.securityGroupIds: names no security group",
    ],
  },
  undecided: {
    "subnets that are not known yet": [
      edit("churn", { "vpcConfig.subnets": UNKNOWN }),
      "churn vpcConfig.subnets",
    ],
  },
});
