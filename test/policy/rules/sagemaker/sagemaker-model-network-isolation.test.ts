import { types } from "../../../../policy/harness/types";
import { sagemakerModelNetworkIsolation } from "../../../../policy/rules/sagemaker/sagemaker-model-network-isolation";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, edit, node, testStackRule } from "../../rule-table";

const PROPERTY = "enableNetworkIsolation";
const model = node(types.model, "churn", { enableNetworkIsolation: true });
const serving = (name: string, variant: object) =>
  node(
    types.endpointConfiguration,
    name,
    { productionVariants: [{ modelName: UNKNOWN, ...variant }] },
    { productionVariants: model },
  );
const onInstances = serving("instances", { instanceType: "ml.m5.large" });
const serverless = serving("serverless", { serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } });

testStackRule(sagemakerModelNetworkIsolation, {
  compliant: [model, onInstances],
  accepts: {
    "a serverless endpoint, which cannot": (graph) => [
      ...edit("churn", { [PROPERTY]: ABSENT })(graph.filter(({ name }) => name !== "instances")),
      serverless,
    ],
  },
  refuses: {
    "a model that may reach the network": [
      edit("churn", { [PROPERTY]: false }),
      `churn ${PROPERTY}: is not true`,
    ],
    "a model of which nothing is said: AWS lets it": [
      edit("churn", { [PROPERTY]: ABSENT }),
      `churn ${PROPERTY}: is not true`,
    ],
    "a model that nothing in the stack serves": [
      (graph) => edit("churn", { [PROPERTY]: ABSENT })(graph.filter(({ name }) => name === "churn")),
      `churn ${PROPERTY}: is not true`,
    ],
    "a model that serves on instances, too": [
      all(edit("churn", { [PROPERTY]: ABSENT }), add(serverless)),
      `churn ${PROPERTY}: is not true`,
    ],
  },
  undecided: {
    "isolation that is not known yet": [edit("churn", { [PROPERTY]: UNKNOWN }), `churn ${PROPERTY}`],
  },
});
