/** AWS Regions where SageMaker AI runs, by partition. A Region missing here is refused: add it with its partition. */
export const REGIONS_BY_PARTITION = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
} as const;

export type Partition = keyof typeof REGIONS_BY_PARTITION;

export const REGIONS: readonly string[] = Object.values(REGIONS_BY_PARTITION).flat();

/** The partition of a Region that {@link REGIONS} lists. */
export function partitionOf(region: string): Partition {
  const found = Object.entries(REGIONS_BY_PARTITION).find(([, regions]) =>
    (regions as readonly string[]).includes(region),
  );
  if (!found) {
    throw new Error(`region ${region} is in no known partition; use one of ${REGIONS.join(", ")}`);
  }
  return found[0] as Partition;
}

/** Regions of {@link REGIONS} that an account cannot use before it has been enabled for them; all others are on by default. */
export const OPT_IN_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
];
