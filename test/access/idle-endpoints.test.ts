import assert from "node:assert/strict";

import type { Statement } from "../../components/identity/policy";
import { idleEndpointsStatements } from "../../access/idle-endpoints";
import { scope } from "../support/fixtures";

const staging = scope({ plane: "staging", account: "200000000003" });
const topicArn = "arn:aws:sns:eu-west-1:200000000003:mlops-fraud-staging-idle-endpoints";

const changes = (scales: boolean): Statement[] =>
  idleEndpointsStatements({ scope: staging, topicArn, scales }).filter(({ actions }) =>
    actions.some((action) => !/:(Describe|Get|List)/.test(action) && action !== "sns:Publish"),
  );

describe("permissions of the function that looks for idle endpoints", () => {
  it("change nothing, unless asynchronous endpoints are to end their instances", () => {
    assert.deepEqual(changes(false), []);
  });

  it("then lower the number of instances of endpoints, and nothing else that scales", () => {
    assert.deepEqual(changes(true), [
      {
        sid: "LowerMinimum",
        actions: ["application-autoscaling:RegisterScalableTarget"],
        resources: ["arn:aws:application-autoscaling:eu-west-1:200000000003:scalable-target/*"],
        conditions: {
          StringEquals: {
            "application-autoscaling:scalable-dimension": "sagemaker:variant:DesiredInstanceCount",
            "application-autoscaling:service-namespace": "sagemaker",
          },
        },
      },
    ]);
  });
});
