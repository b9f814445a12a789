import type { SimulatedTypes } from "../types";
import { account } from "./account";
import { appautoscaling } from "./appautoscaling";
import { apigateway } from "./apigateway";
import { budgets } from "./budgets";
import { chatbot } from "./chatbot";
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
import { oam } from "./oam";
import { opensearch } from "./opensearch";
import { organizations } from "./organizations";
import { s3 } from "./s3";
import { sagemaker } from "./sagemaker";
import { sagemakerEndpoints } from "./sagemaker-endpoints";
import { scheduler } from "./scheduler";
import { secretsmanager } from "./secretsmanager";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { vpc } from "./vpc";
import { wafv2 } from "./wafv2";

export { awsFunctions } from "./functions";

/** Resource types of the AWS provider by token. */
export const awsTypes: SimulatedTypes = {
  ...account,
  ...appautoscaling,
  ...apigateway,
  ...budgets,
  ...chatbot,
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
  ...oam,
  ...opensearch,
  ...organizations,
  ...s3,
  ...sagemaker,
  ...sagemakerEndpoints,
  ...scheduler,
  ...secretsmanager,
  ...sns,
  ...sqs,
  ...ssm,
  ...vpc,
  ...wafv2,
};
