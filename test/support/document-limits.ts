/** Input that holds a document, and most characters; AWS does not count white space, and there is none. */
export const DOCUMENT_LIMITS: Readonly<Record<string, readonly [key: string, max: number]>> = {
  "aws:cloudwatch/eventRule:EventRule": ["eventPattern", 2048],
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": ["accessPolicy", 5120],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ["policyDocument", 5120],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["policy", 20_480],
  "aws:ecr/registryPolicy:RegistryPolicy": ["policy", 10_240],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy", 10_240],
  "aws:iam/policy:Policy": ["policy", 6144],
  "aws:iam/role:Role": ["assumeRolePolicy", 2048],
  "aws:iam/rolePolicy:RolePolicy": ["policy", 10_240],
  "aws:kms/key:Key": ["policy", 32_768],
  "aws:opensearch/domain:Domain": ["accessPolicies", 102_400],
  "aws:s3/bucketPolicy:BucketPolicy": ["policy", 20_480],
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": ["resourcePolicy", 20_480],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy", 20_480],
  "aws:sns/topicPolicy:TopicPolicy": ["policy", 30_720],
  "aws:sqs/queuePolicy:QueuePolicy": ["policy", 8192],
  "aws:ssm/parameter:Parameter": ["value", 4096],
};

/** The same for documents that the largest landing zone has not. */
export const POLICY_LIMITS: Readonly<Record<string, readonly [key: string, max: number]>> = {
  "aws:apigateway/restApiPolicy:RestApiPolicy": ["policy", 8192],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["policy", 10_240],
  "aws:dynamodb/resourcePolicy:ResourcePolicy": ["policy", 20_480],
  "aws:glue/resourcePolicy:ResourcePolicy": ["policy", 10_240],
  "aws:lambda/permission:Permission": ["policy", 20_480],
  "aws:opensearch/domainPolicy:DomainPolicy": ["accessPolicies", 102_400],
  "aws:organizations/policy:Policy": ["content", 5120],
};
