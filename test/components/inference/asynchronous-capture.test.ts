import assert from "node:assert/strict";

import { AsynchronousCapture } from "../../../components/inference/asynchronous-capture";
import { BOUNDARY_ARN, CODE, create, KEY_ARN, statementsIn, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const SCOPE = scopeOf("production");
const QUEUE = `arn:aws:sqs:eu-west-1:${SCOPE.account}:mlops-fraud-production-capture-asynchronous`;

const capture = (models: readonly string[]) =>
  create(
    (options) =>
      new AsynchronousCapture(
        "c",
        {
          scope: SCOPE,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          models,
          code: CODE,
        },
        options,
      ),
    SCOPE,
  );

describe("AsynchronousCapture", () => {
  it("takes messages from the topics of the models that are watched, and from nobody else", async () => {
    const { cloud, component } = await capture(["churn", "leads"]);
    assert.equal(await valueOf(component.queueArn), QUEUE);
    const [statement, ...others] = statementsIn(cloud.one(AWS.sqs.QueuePolicy, "c-queue-policy"));
    assert.deepEqual(others, []);
    assert.deepEqual(statement?.Condition, {
      ArnLike: {
        "aws:SourceArn": ["churn", "leads"].map(
          (model) => `arn:aws:sns:eu-west-1:${SCOPE.account}:mlops-fraud-production-${model}-success`,
        ),
      },
    });
  });

  it("writes below the models' own prefixes of the capture bucket, and reads no body", async () => {
    const { cloud } = await capture(["churn"]);
    const statements = statementsIn(cloud.one(AWS.iam.RolePolicy, "c-function-role-policy"));
    assert.deepEqual(
      statements.filter(({ Action }) => [Action].flat().some((action) => String(action).startsWith("s3:"))),
      [
        {
          Sid: "WriteCapture",
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: `arn:aws:s3:::mlops-fraud-production-capture-${SCOPE.account}/churn/*`,
        },
      ],
    );
  });

  it("tells its function the buckets, the endpoints and the models", async () => {
    const { cloud } = await capture(["churn", "leads"]);
    assert.deepEqual(cloud.one(AWS.lambda.Function, "c-function").inputs.environment, {
      variables: {
        CAPTURE_BUCKET: `mlops-fraud-production-capture-${SCOPE.account}`,
        INFERENCE_BUCKET: `mlops-fraud-production-inference-${SCOPE.account}`,
        ENDPOINT_PREFIX: "mlops-fraud-production-",
        MODELS: "churn,leads",
      },
    });
  });

  it("is not made for no model", async () => {
    await assert.rejects(capture([]), /leave its capture out/);
  });
});
