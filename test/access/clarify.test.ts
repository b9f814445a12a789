import assert from "node:assert/strict";

import { clarifyStatements } from "../../access/clarify";
import { allow, document, rendered } from "../support/fixtures";
import { foundation } from "../support/foundation";
import { runStatementsOf, USE_ARTIFACTS } from "../support/job-statements";
import { startMocks } from "../support/mocks";

const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const SHADOW = [`${SAGEMAKER}:endpoint/sm-clarify-*`, `${SAGEMAKER}:endpoint-config/sm-clarify-*`];

describe("clarifyStatements", () => {
  it("use artifacts and ask models of pipelines through shadow endpoints, and read no training data", async () => {
    startMocks();
    assert.deepEqual(
      await rendered(clarifyStatements(foundation())),
      document(
        ...USE_ARTIFACTS,
        ...runStatementsOf("ProcessingJobs"),
        allow(
          "WriteLogsOfShadowEndpoint",
          ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          "arn:aws:logs:eu-west-1:200000000002:log-group:/aws/sagemaker/Endpoints/sm-clarify-*",
        ),
        allow("SeeModel", "sagemaker:DescribeModel", `${SAGEMAKER}:model/pipelines-*`),
        allow("ConfigureShadowEndpoint", "sagemaker:CreateEndpointConfig", `${SHADOW[1]}`, {
          ArnLike: { "sagemaker:ModelArn": `${SAGEMAKER}:model/pipelines-*` },
          Null: { "sagemaker:InstanceTypes": "false" },
          "ForAllValues:StringLike": {
            "sagemaker:InstanceTypes": [
              "ml.*d.*",
              "ml.*dn.*",
              "ml.*de.*",
              "ml.g5.*",
              "ml.g6*",
              "ml.p5*",
              "ml.trn*",
            ],
          },
        }),
        allow(
          "UseShadowEndpoint",
          [
            "sagemaker:AddTags",
            "sagemaker:CreateEndpoint",
            "sagemaker:DeleteEndpoint",
            "sagemaker:DeleteEndpointConfig",
            "sagemaker:DescribeEndpoint",
            "sagemaker:DescribeEndpointConfig",
            "sagemaker:InvokeEndpoint",
          ],
          SHADOW,
        ),
      ),
    );
  });
});
