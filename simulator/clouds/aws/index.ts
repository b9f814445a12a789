import type { SimulatedTypes } from "../types";
import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { organizations } from "./organizations";
import { s3 } from "./s3";
import { sagemaker } from "./sagemaker";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { vpc } from "./vpc";

export { awsFunctions } from "./functions";

/** Resource types of the AWS provider by token. */
export const awsTypes: SimulatedTypes = {
  ...cloudwatch,
  ...dynamodb,
  ...ec2,
  ...ecr,
  ...iam,
  ...kms,
  ...lambda,
  ...organizations,
  ...s3,
  ...sagemaker,
  ...sns,
  ...sqs,
  ...ssm,
  ...vpc,
};
