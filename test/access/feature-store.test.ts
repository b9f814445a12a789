import assert from "node:assert/strict";

import type { Statement } from "../../components/identity/policy";
import { policyDocument } from "../../components/identity/policy";
import { featureStoreReadStatements, featureStoreWriteStatements } from "../../access/feature-store";
import { document, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";

const GROUPS = "arn:aws:sagemaker:eu-west-1:200000000002:feature-group/fraud-*";
const BUCKET = "arn:aws:s3:::mlops-fraud-automation-features-200000000002";
const GLUE = "arn:aws:glue:eu-west-1:200000000002";

async function rendered(statements: readonly Statement[]): Promise<unknown> {
  startMocks();
  return JSON.parse(await valueOf(policyDocument(statements)));
}

describe("access to the Feature Store within its account", () => {
  it("lets readers read records, history and tables of the team", async () => {
    assert.deepEqual(
      await rendered(featureStoreReadStatements(scope())),
      document(
        {
          Sid: "ReadFeatures",
          Effect: "Allow",
          Action: [
            "sagemaker:BatchGetRecord",
            "sagemaker:GetRecord",
            "sagemaker:DescribeFeatureGroup",
            "sagemaker:DescribeFeatureMetadata",
          ],
          Resource: GROUPS,
        },
        { Sid: "ReadFeatureHistory", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/*` },
        { Sid: "ListFeatureHistory", Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET },
        {
          Sid: "ReadFeatureTables",
          Effect: "Allow",
          Action: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"],
          Resource: [
            `${GLUE}:catalog`,
            `${GLUE}:database/sagemaker_featurestore`,
            `${GLUE}:table/sagemaker_featurestore/*`,
          ],
        },
      ),
    );
  });

  it("lets writers add records, and take none away", async () => {
    assert.deepEqual(
      await rendered(featureStoreWriteStatements(scope())),
      document({
        Sid: "WriteFeatures",
        Effect: "Allow",
        Action: ["sagemaker:DescribeFeatureGroup", "sagemaker:PutRecord"],
        Resource: GROUPS,
      }),
    );
  });

  it("can be both in one policy", async () => {
    const both = [...featureStoreReadStatements(scope()), ...featureStoreWriteStatements(scope())];
    assert.equal(((await rendered(both)) as { Statement: unknown[] }).Statement.length, 5);
  });
});
