import type { Partition } from "./regions";

/** How a partition is addressed. */
interface PartitionFacts {
  /** End of the names of its hosts. */
  readonly dnsSuffix: string;
  /** Domain of its console, below which each Region has a host. */
  readonly consoleDomain: string;
  /** Beginning of the names of some of its endpoint services. */
  readonly endpointPrefix: string;
}

/** Hosts by partition, from the partitions of AWS's own SDKs. */
export const PARTITIONS: Readonly<Record<Partition, PartitionFacts>> = {
  aws: { dnsSuffix: "amazonaws.com", consoleDomain: "console.aws.amazon.com", endpointPrefix: "" },
  "aws-us-gov": {
    dnsSuffix: "amazonaws.com",
    consoleDomain: "console.amazonaws-us-gov.com",
    endpointPrefix: "",
  },
  "aws-cn": { dnsSuffix: "amazonaws.com.cn", consoleDomain: "console.amazonaws.cn", endpointPrefix: "cn." },
};

/** Where something is. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: Partition;
}

/** Host of an account's image registry. */
export function registryHost({ account, region, partition }: Place): string {
  return `${account}.dkr.ecr.${region}.${PARTITIONS[partition].dnsSuffix}`;
}

/**
 * Principal as which CloudWatch Logs uses a key. Other services are `<service>.amazonaws.com` in all partitions; this one
 * has the Region in its name, and the ending of the partition.
 */
export function logsPrincipal({ region, partition }: Omit<Place, "account">): string {
  return `logs.${region}.${PARTITIONS[partition].dnsSuffix}`;
}

/** Patterns of `kms:ViaService` for requests that a service makes for somebody, in any Region of the partition. */
export function viaService(partition: Partition, service: string): string | string[] {
  const { dnsSuffix } = PARTITIONS[partition];
  const everywhere = `${service}.*.amazonaws.com`;
  // AWS documents the ending of China for some services only.
  return partition === "aws-cn" ? [everywhere, `${service}.*.${dnsSuffix}`] : everywhere;
}
