import * as pulumi from "@pulumi/pulumi";

import { functionLogGroup } from "../../components/events/lambda-function";
import { roleArn } from "../../components/identity/consumers";
import { LogForwarder } from "../../components/observability/log-forwarder";
import { LogSearchSetup, logSearchSetupRole } from "../../components/observability/log-search-setup";
import { LogStream } from "../../components/observability/log-stream";
import { LogSubscription } from "../../components/observability/log-subscription";
import { SearchDomain } from "../../components/observability/search-domain";
import { FUNCTIONS } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { functionCode } from "../../assets/function-code";
import type { Foundation } from "../../components/foundation";

export interface LogInsightArgs {
  readonly foundation: Foundation;
  readonly settings: NonNullable<LandingZoneSettings["openSearch"]>;
  /** Log groups of this account by a short name, which becomes part of logical names. */
  readonly logGroups: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARNs of the roles that may search, of this account or of others. */
  readonly readers: readonly string[];
  /** Other accounts that may send logs. */
  readonly senders: readonly { readonly account: string }[];
}

/** Longer than this, logs are read in CloudWatch: every day is an index, and a node holds only so many. */
const SEARCHABLE_DAYS = 90;

/** OpenSearch over the logs of jobs and endpoints, with all that brings the logs there. */
export class LogInsight extends pulumi.ComponentResource {
  /** URL of the domain; it answers inside of the private network only. */
  public readonly domainEndpoint: pulumi.Output<string>;
  /** Where log groups of the senders send to; undefined without senders. */
  public readonly destinationArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: LogInsightArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:LogInsight", name, {}, opts);
    const { foundation, senders } = args;
    const stream = new LogStream(
      `${name}-stream`,
      { ...foundation, senders: senders.map(({ account }) => account) },
      { parent: this },
    );
    const domain = this.createSearch(name, stream, args);
    this.subscribe(name, stream, domain, args);
    this.domainEndpoint = domain.url;
    this.destinationArn = stream.destinationArn;
    this.registerOutputs({ domainEndpoint: this.domainEndpoint, destinationArn: this.destinationArn });
  }

  private createSearch(name: string, stream: LogStream, args: LogInsightArgs): SearchDomain {
    const { foundation, settings, readers } = args;
    const { scope, network, logRetentionDays } = foundation;
    const writerRoleArn = roleArn(scope, FUNCTIONS.indexLogs);
    const place = {
      ...foundation,
      network: { subnetIds: network.subnetIds, securityGroupIds: [network.workloadSecurityGroupId] },
    };
    const setupRole = logSearchSetupRole(`${name}-setup-role`, place, { parent: this });
    const domain = new SearchDomain(
      `${name}-domain`,
      {
        ...place,
        ...settings,
        network,
        masterRoleArn: setupRole.roleArn,
        writerRoleArn,
        readerRoleArns: readers,
      },
      { parent: this },
    );
    const setup = new LogSearchSetup(
      `${name}-setup`,
      {
        ...place,
        code: functionCode("prepare-log-search"),
        roleArn: setupRole.roleArn,
        domain,
        writerRoleArn,
        readerRoleArns: readers,
        searchableDays: Math.min(SEARCHABLE_DAYS, logRetentionDays),
        replicas: settings.nodes > 1 ? 1 : 0,
      },
      { parent: this },
    );
    new LogForwarder(
      `${name}-forwarder`,
      { ...place, code: functionCode("index-ml-logs"), stream, domain, after: [setup.done] },
      { parent: this },
    );
    return domain;
  }

  private subscribe(name: string, stream: LogStream, domain: SearchDomain, args: LogInsightArgs): void {
    const { scope } = args.foundation;
    const own = [functionLogGroup(scope, FUNCTIONS.indexLogs), ...domain.ownLogGroups];
    for (const [short, logGroup] of Object.entries(args.logGroups)) {
      new LogSubscription(
        `${name}-${short}`,
        {
          scope,
          logGroupName: pulumi.output(logGroup).apply((known) => notOneOf(own, known)),
          destinationArn: stream.streamArn,
          deliveryRoleArn: stream.deliveryRoleArn,
        },
        { parent: this },
      );
    }
  }
}

/** Indexing a log group that indexing itself writes to would never end. */
function notOneOf(own: readonly string[], logGroup: string): string {
  if (own.includes(logGroup)) {
    throw new Error(`log group ${logGroup} cannot be searched: indexing it writes into it, without end`);
  }
  return logGroup;
}
