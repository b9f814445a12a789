/** Environment variables as the landing zone gives them. */
export const ENVIRONMENT = {
  AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso",
  AZURE_DEVOPS_PROJECT: "fraud-ml",
  ENTRA_TENANT_ID: "11111111-1111-4111-8111-111111111111",
  ENTRA_CLIENT_ID: "22222222-2222-4222-8222-222222222222",
  TEAM: "fraud",
  RETRAINING_TABLE: "retraining",
  ARTIFACT_BUCKET: "artifacts",
  LIMITS_PREFIX: "/mlops/fraud/automation/retraining/",
  BUILDS_TOPIC_ARN: "arn:aws:sns:eu-west-1:200000000002:mlops-fraud-automation-builds",
  QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/200000000002/retraining-requests",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/200000000002/retraining-requests-dead-letters",
  MAX_RECEIVES: "5",
};
