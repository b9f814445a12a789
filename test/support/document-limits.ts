import { AWS } from "./types";

/** Input that holds a document, and most characters; AWS does not count white space, and there is none. */
export const DOCUMENT_LIMITS: Readonly<Record<string, readonly [key: string, max: number]>> = {
  [AWS.cloudwatch.EventRule]: ["eventPattern", 2048],
  [AWS.cloudwatch.LogDestinationPolicy]: ["accessPolicy", 5120],
  [AWS.cloudwatch.LogResourcePolicy]: ["policyDocument", 5120],
  [AWS.ec2.VpcEndpoint]: ["policy", 20_480],
  [AWS.ecr.RegistryPolicy]: ["policy", 10_240],
  [AWS.ecr.RepositoryPolicy]: ["policy", 10_240],
  [AWS.iam.Policy]: ["policy", 6144],
  [AWS.iam.Role]: ["assumeRolePolicy", 2048],
  [AWS.iam.RolePolicy]: ["policy", 10_240],
  [AWS.kms.Key]: ["policy", 32_768],
  // AWS says no number: that of other resource policies.
  [AWS.oam.SinkPolicy]: ["policy", 5120],
  [AWS.opensearch.Domain]: ["accessPolicies", 102_400],
  [AWS.s3.BucketPolicy]: ["policy", 20_480],
  [AWS.sagemaker.ModelPackageGroupPolicy]: ["resourcePolicy", 20_480],
  [AWS.secretsmanager.SecretPolicy]: ["policy", 20_480],
  [AWS.sns.TopicPolicy]: ["policy", 30_720],
  [AWS.sqs.QueuePolicy]: ["policy", 8192],
  [AWS.ssm.Parameter]: ["value", 4096],
};

/** The same for documents that the largest landing zone has not. */
export const POLICY_LIMITS: Readonly<Record<string, readonly [key: string, max: number]>> = {
  [AWS.apigateway.RestApiPolicy]: ["policy", 8192],
  [AWS.cloudwatch.EventBusPolicy]: ["policy", 10_240],
  [AWS.dynamodb.ResourcePolicy]: ["policy", 20_480],
  [AWS.glue.ResourcePolicy]: ["policy", 10_240],
  [AWS.lambda.Permission]: ["policy", 20_480],
  [AWS.opensearch.DomainPolicy]: ["accessPolicies", 102_400],
  [AWS.organizations.Policy]: ["content", 5120],
};
