import { types } from "../../../../policy/harness/types";
import { sagemakerEndpointGuardrail } from "../../../../policy/rules/sagemaker/sagemaker-endpoint-guardrail";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, all, drop, edit, node, testStackRule } from "../../rule-table";

const ROUTING = "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.type";
const ALARMS = "deploymentConfig.autoRollbackConfiguration.alarms";
const config = node(types.endpointConfiguration, "config", {
  productionVariants: [{ instanceType: "ml.m5.large" }],
});
const endpoint = node(
  types.endpoint,
  "churn",
  {
    endpointConfigName: UNKNOWN,
    deploymentConfig: {
      blueGreenUpdatePolicy: {
        trafficRoutingConfiguration: { type: "CANARY", waitIntervalInSeconds: 600 },
      },
      autoRollbackConfiguration: { alarms: [{ alarmName: UNKNOWN }] },
    },
  },
  { endpointConfigName: config },
);
const serverless = edit("config", {
  productionVariants: [{ serverlessConfig: { maxConcurrency: 10, memorySizeInMb: 2048 } }],
});

testStackRule(sagemakerEndpointGuardrail, {
  compliant: [config, endpoint],
  accepts: {
    "linear steps": edit("churn", { [ROUTING]: "LINEAR" }),
    "a rolling update": edit("churn", {
      "deploymentConfig.blueGreenUpdatePolicy": ABSENT,
      "deploymentConfig.rollingUpdatePolicy": { maximumBatchSize: { type: "INSTANCE_COUNT", value: 1 } },
    }),
    "a serverless endpoint, which AWS moves by itself": all(
      serverless,
      edit("churn", { deploymentConfig: ABSENT }),
    ),
    "a serverless endpoint that names its configuration": all(
      serverless,
      edit("config", { name: "churn-config" }),
      edit("churn", { endpointConfigName: "churn-config", deploymentConfig: ABSENT }),
    ),
  },
  refuses: {
    "everything at once": [
      edit("churn", { [ROUTING]: "ALL_AT_ONCE" }),
      `churn ${ROUTING}: is not CANARY or LINEAR`,
    ],
    "no alarm": [edit("churn", { [ALARMS]: [] }), `churn ${ALARMS}: names no alarm`],
    "no guardrails": [
      edit("churn", { deploymentConfig: ABSENT }),
      `churn ${ROUTING}: is not CANARY or LINEAR`,
      `churn ${ALARMS}: names no alarm`,
    ],
    "no guardrails of an endpoint whose configuration is elsewhere": [
      all(drop("config"), edit("churn", { [ALARMS]: ABSENT })),
      `churn ${ALARMS}: names no alarm`,
    ],
  },
  undecided: { "a way that is not known yet": [edit("churn", { [ROUTING]: UNKNOWN }), `churn ${ROUTING}`] },
});
