import { partitionOf, REGIONS } from "./regions";

/** Something that AWS does not offer everywhere. */
interface Offer {
  /** Subject of "... is not offered there". */
  readonly what: string;
  /** Partitions and Regions without it. */
  readonly missingIn: readonly string[];
  /** What to do there. */
  readonly instead: string;
  /** Where AWS says so. */
  readonly source: string;
}

const GOVCLOUD = "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide";
const CHINA = "https://docs.amazonaws.cn/en_us/aws/latest/userguide";
const IMAGES =
  "https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html";

/** All that this program uses and AWS does not offer in each partition and Region; docs/regions.md shows it. */
export const OFFERS = {
  accountCreation: {
    what: "creation of accounts in an organization",
    missingIn: ["aws-us-gov"],
    instead: "make accounts by CreateGovCloudAccount from a commercial management account and invite them",
    source: `${GOVCLOUD}/govcloud-organizations.html`,
  },
  budgets: {
    what: "AWS Budgets",
    missingIn: ["aws-us-gov"],
    instead: "set budgets in the commercial account that pays",
    source: `${GOVCLOUD}/govcloud-billing.html`,
  },
  chat: {
    what: "Amazon Q Developer in chat applications",
    missingIn: ["aws-us-gov", "aws-cn"],
    instead: "use e-mail",
    source: "https://docs.aws.amazon.com/general/latest/gr/chatbot.html",
  },
  clarify: {
    what: "SageMaker Clarify",
    missingIn: [
      ...["ap-south-2", "ap-southeast-4", "ca-west-1", "eu-south-2", "il-central-1", "me-central-1"],
      "us-gov-east-1",
    ],
    instead: "leave baselines.clarify of config.yaml false, as the first content of Model Build does there",
    source: IMAGES,
  },
  costAllocationTags: {
    what: "cost allocation tags",
    missingIn: ["aws-us-gov"],
    instead: "activate them in the commercial account that pays",
    source: `${GOVCLOUD}/govcloud-billing.html`,
  },
  functionTracing: {
    what: "tracing of Lambda functions by AWS X-Ray",
    missingIn: ["aws-cn"],
    instead: "nothing: the program leaves it out there",
    source: `${CHINA}/lambda.html`,
  },
  glueEndpoint: {
    what: "a VPC endpoint of AWS Glue",
    missingIn: ["aws-cn"],
    instead: "nothing: the program leaves it out there",
    source: `${CHINA}/glue.html`,
  },
  glueLogEncryption: {
    what: "encryption of AWS Glue's logs",
    missingIn: ["cn-northwest-1"],
    instead: "use cn-north-1",
    source: `${CHINA}/glue.html`,
  },
  jsonFunctionLogs: {
    what: "logs of Lambda functions in JSON",
    missingIn: ["aws-us-gov"],
    instead: "nothing: functions write text there",
    source: `${GOVCLOUD}/govcloud-lambda.html`,
  },
  mlflow: {
    what: "managed MLflow",
    missingIn: ["aws-us-gov", "aws-cn"],
    instead: "run a tracking server of your own",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/mlflow.html",
  },
  modelMonitor: {
    what: "SageMaker Model Monitor",
    missingIn: ["ap-south-2", "ap-southeast-4", "ca-west-1", "us-gov-east-1", "us-gov-west-1"],
    instead:
      "leave baselines.modelMonitor of config.yaml false, as the first content of Model Build does there",
    source: IMAGES,
  },
  priceList: {
    what: "a price list that functions can ask",
    missingIn: ["aws-us-gov", "aws-cn"],
    instead: "nothing: messages about idle endpoints name instances and no price",
    source: "https://docs.aws.amazon.com/general/latest/gr/billing.html",
  },
  securityPolicies: {
    what: "API Gateway's security policies with TLS 1.3",
    missingIn: ["aws-us-gov"],
    instead: "nothing: the inference API takes TLS 1.2 or later there",
    source: `${GOVCLOUD}/govcloud-abp.html`,
  },
  serviceManagedStackSets: {
    what: "stack sets that an organization manages",
    missingIn: ["aws-cn"],
    instead: "create the deployer role in each account yourself",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access.html",
  },
} as const satisfies Record<string, Offer>;

export type Feature = keyof typeof OFFERS;

/**
 * Whether AWS offers something in a Region.
 *
 * @throws Error if the Region is in no known partition.
 */
export function isOffered(feature: Feature, region: string): boolean {
  const missingIn: readonly string[] = OFFERS[feature].missingIn;
  return !missingIn.includes(region) && !missingIn.includes(partitionOf(region));
}

/** Regions without something, by name. */
export function regionsWithout(feature: Feature): string[] {
  return REGIONS.filter((region) => !isOffered(feature, region)).sort();
}
