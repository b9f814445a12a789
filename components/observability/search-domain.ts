import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { ResourceStatement, Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";
import { searchDomainAlarms } from "./search-domain-alarms";
import { SearchDomainLogs } from "./search-domain-logs";

export interface SearchDomainArgs {
  readonly scope: Scope;
  /** Instance type of the data nodes, such as `r7g.large.search`. */
  readonly instanceType: string;
  /** Data nodes: 1, or a multiple of the number of zones. */
  readonly nodes: number;
  /** Volume of each data node, in GiB. */
  readonly volumeGiB: number;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly network: {
    readonly vpcId: pulumi.Input<string>;
    /** One per zone; a single node takes the first. */
    readonly subnetIds: readonly pulumi.Input<string>[];
    /** The one group that reaches the domain. */
    readonly workloadSecurityGroupId: pulumi.Input<string>;
  };
  /** Role that manages access inside of the domain; AWS wants it to exist. */
  readonly masterRoleArn: pulumi.Input<string>;
  /** Role that writes logs into the domain. */
  readonly writerRoleArn: string;
  /** Roles that search; of this account or of others. */
  readonly readerRoleArns: readonly string[];
  readonly alertTopicArn: pulumi.Input<string>;
  /** Days that the domain's own logs are kept. */
  readonly logRetentionDays: number;
}

const ENGINE = "OpenSearch_2.19";

/** Three of them keep a quorum whatever the data nodes are busy with; AWS sizes this type for up to ten data nodes. */
const MASTER_TYPE = "m7g.large.search";

/**
 * OpenSearch domain in the private network: encrypted, over TLS only, for IAM roles alone. What a role may do inside is
 * up to the domain's own roles: see `functions/prepare-log-search`.
 */
export class SearchDomain extends pulumi.ComponentResource {
  /** URL without a path. */
  public readonly url: pulumi.Output<string>;
  /** Changes when the domain is replaced. */
  public readonly domainId: pulumi.Output<string>;
  /** Log groups that the domain writes; indexing them would create new logs endlessly. */
  public readonly ownLogGroups: readonly string[];

  constructor(name: string, args: SearchDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:SearchDomain", name, {}, opts);
    const { scope } = args;
    checkNodes(name, args);
    const domainName = searchDomainName(scope);
    const logs = new SearchDomainLogs(`${name}-logs`, { ...args, domainName }, { parent: this });
    const group = this.createSecurityGroup(name, args);
    const domain = this.createDomain(name, domainName, group, logs, args);
    searchDomainAlarms(name, { ...args, domainName: domain.domainName }, { parent: this });
    this.url = pulumi.interpolate`https://${domain.endpoint}`;
    this.domainId = domain.domainId;
    this.ownLogGroups = logs.logGroupNames;
    this.registerOutputs({ url: this.url });
  }

  private createSecurityGroup(name: string, { network }: SearchDomainArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      `${name}-access`,
      { vpcId: network.vpcId, description: "OpenSearch domain of ML logs", tags: { Name: `${name}-access` } },
      { parent: this },
    );
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-workloads`,
      {
        ...https,
        securityGroupId: group.id,
        referencedSecurityGroupId: network.workloadSecurityGroupId,
        description: "From workloads",
      },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-search`,
      {
        ...https,
        securityGroupId: network.workloadSecurityGroupId,
        referencedSecurityGroupId: group.id,
        description: "To the OpenSearch domain of ML logs",
      },
      { parent: this },
    );
    return group;
  }

  private createDomain(
    name: string,
    domainName: string,
    group: aws.ec2.SecurityGroup,
    logs: SearchDomainLogs,
    args: SearchDomainArgs,
  ): aws.opensearch.Domain {
    const zones = zonesOf(args);
    return new aws.opensearch.Domain(
      name,
      {
        domainName,
        engineVersion: ENGINE,
        clusterConfig: clusterOf(args, zones),
        ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: args.volumeGiB },
        vpcOptions: { subnetIds: args.network.subnetIds.slice(0, zones), securityGroupIds: [group.id] },
        encryptAtRest: { enabled: true, kmsKeyId: args.kmsKeyArn },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: {
          enforceHttps: true,
          tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
        },
        advancedSecurityOptions: {
          enabled: true,
          anonymousAuthEnabled: false,
          internalUserDatabaseEnabled: false,
          masterUserOptions: { masterUserArn: args.masterRoleArn },
        },
        accessPolicies: policyDocument(access(args)),
        logPublishingOptions: logs.publishing,
        softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
        offPeakWindowOptions: { enabled: true },
        autoTuneOptions: {
          // Burstable nodes have no room for it, and AWS refuses it there.
          desiredState: /^t[23]\./.test(args.instanceType) ? "DISABLED" : "ENABLED",
          rollbackOnDisable: "NO_ROLLBACK",
        },
      },
      { parent: this, protect: args.scope.protect, dependsOn: [logs] },
    );
  }
}

/** A domain's name has at most 28 characters. A landing zone has one domain, so the name can omit the plane. */
export function searchDomainName({ team }: Scope): string {
  return `mlops-${team}-logs`;
}

/** ARN of all that a domain answers to, known before it exists. */
export function searchArn(scope: Scope): string {
  return `${arn(scope, "es", `domain/${searchDomainName(scope)}`)}/*`;
}

/** What a reader of another policy than the domain's needs: the domain lets it in only if its own policy does too. */
export function searchLogs(scope: Scope): Statement {
  return { sid: "SearchLogs", actions: READER_ACTIONS, resources: [searchArn(scope)] };
}

/** Dashboards writes with all of these; what of them a role may use is up to the domain's own roles. */
const READER_ACTIONS = ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"];

/** Actions of the role that manages access inside of the domain. */
export const MASTER_ACTIONS = ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"];

/** Actions of the role that writes logs: `_bulk` is a POST. */
export const WRITER_ACTIONS = ["es:ESHttpPost"];

/** The principals are accounts, since AWS refuses a policy that names a role which does not exist yet. */
function access(args: SearchDomainArgs): ResourceStatement[] {
  const allow = (
    sid: string,
    accounts: readonly string[],
    roleArns: readonly pulumi.Input<string>[],
    actions: readonly string[],
  ): ResourceStatement => ({
    sid,
    principal: { AWS: accounts.map((account) => `arn:${args.scope.partition}:iam::${account}:root`) },
    actions,
    resources: [searchArn(args.scope)],
    conditions: { ArnEquals: { "aws:PrincipalArn": pulumi.all([...roleArns]) } },
  });
  const here = [args.scope.account];
  const readers = [...new Set(args.readerRoleArns.map((role) => role.split(":")[4] ?? ""))];
  return [
    allow("ManageAccess", here, [args.masterRoleArn], MASTER_ACTIONS),
    allow("WriteLogs", here, [args.writerRoleArn], WRITER_ACTIONS),
    ...(readers.length > 0 ? [allow("SearchLogs", readers, args.readerRoleArns, READER_ACTIONS)] : []),
  ];
}

function zonesOf({ nodes, network }: SearchDomainArgs): number {
  return nodes === 1 ? 1 : network.subnetIds.length;
}

function clusterOf({ instanceType, nodes }: SearchDomainArgs, zones: number): object {
  return {
    instanceType,
    instanceCount: nodes,
    zoneAwarenessEnabled: zones > 1,
    ...(zones > 1 ? { zoneAwarenessConfig: { availabilityZoneCount: zones } } : {}),
    ...(nodes >= 3
      ? { dedicatedMasterEnabled: true, dedicatedMasterType: MASTER_TYPE, dedicatedMasterCount: 3 }
      : { dedicatedMasterEnabled: false }),
  };
}

function checkNodes(name: string, { nodes, network }: SearchDomainArgs): void {
  const zones = network.subnetIds.length;
  if (!Number.isInteger(nodes) || nodes < 1 || (nodes > 1 && nodes % zones !== 0)) {
    throw new Error(
      `search domain ${name} has ${nodes} nodes over ${zones} availability zones: give 1, or a multiple of ${zones}`,
    );
  }
}
