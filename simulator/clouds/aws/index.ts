import type { SimulatedTypes } from "../types";
import { budgets } from "./budgets";
import { cloudformation } from "./cloudformation";
import { cloudtrail } from "./cloudtrail";
import { cloudwatch } from "./cloudwatch";
import { costexplorer } from "./costexplorer";
import { datasync } from "./datasync";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { glue } from "./glue";
import { iam } from "./iam";
import { kinesis } from "./kinesis";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { opensearch } from "./opensearch";
import { organizations } from "./organizations";
import { s3 } from "./s3";
import { sagemaker } from "./sagemaker";
import { secretsmanager } from "./secretsmanager";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { vpc } from "./vpc";

export { awsFunctions } from "./functions";

/** Resource types of the AWS provider by token. */
export const awsTypes: SimulatedTypes = {
  ...budgets,
  ...cloudformation,
  ...cloudtrail,
  ...cloudwatch,
  ...costexplorer,
  ...datasync,
  ...dynamodb,
  ...ec2,
  ...ecr,
  ...glue,
  ...iam,
  ...kinesis,
  ...kms,
  ...lambda,
  ...opensearch,
  ...organizations,
  ...s3,
  ...sagemaker,
  ...secretsmanager,
  ...sns,
  ...sqs,
  ...ssm,
  ...vpc,
};
