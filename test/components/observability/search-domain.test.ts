import assert from "node:assert/strict";

import type { SearchDomainArgs } from "../../../components/observability/search-domain";
import { SearchDomain, searchLogs } from "../../../components/observability/search-domain";
import { assertRefused, create, document, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const DOMAIN_ARN = "arn:aws:es:eu-west-1:200000000002:domain/mlops-fraud-logs";
const MASTER = "arn:aws:iam::200000000002:role/mlops-fraud-automation-prepare-log-search";
const WRITER = "arn:aws:iam::200000000002:role/mlops-fraud-automation-index-ml-logs";
const READERS = [
  "arn:aws:iam::200000000001:role/mlops-fraud-development-data-scientist",
  "arn:aws:iam::200000000002:role/mlops-fraud-automation-ml-engineer",
  "arn:aws:iam::200000000002:role/mlops-fraud-automation-auditor",
];

const ARGS: SearchDomainArgs = {
  scope: scope(),
  instanceType: "r7g.large.search",
  nodes: 3,
  volumeGiB: 50,
  kmsKeyArn: KEY_ARN,
  network: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    workloadSecurityGroupId: "sg-workloads",
  },
  masterRoleArn: MASTER,
  writerRoleArn: WRITER,
  readerRoleArns: READERS,
  alertTopicArn: TOPIC_ARN,
  logRetentionDays: 365,
};

const search = (changes: Partial<SearchDomainArgs> = {}) =>
  create((options) => new SearchDomain("d", { ...ARGS, ...changes }, options));

/** Inputs of the domain for other sizes. */
async function inputsWith(changes: Partial<SearchDomainArgs>): Promise<Record<string, unknown>> {
  return { ...(await search(changes)).cloud.one(AWS.opensearch.Domain, "d").inputs };
}

describe("SearchDomain", () => {
  it("gives out its address and its id", async () => {
    const { component } = await search();
    assert.match(
      await valueOf(component.url),
      /^https:\/\/vpc-mlops-fraud-logs-[a-z0-9]{26}\.eu-west-1\.es\.amazonaws\.com$/,
    );
    assert.equal(await valueOf(component.domainId), "200000000002/mlops-fraud-logs");
  });

  it("is encrypted, answers over TLS inside of the network, and knows roles only", async () => {
    const { cloud } = await search();
    const domain = cloud.one(AWS.opensearch.Domain, "d");
    const { accessPolicies, vpcOptions, ...rest } = domain.inputs;
    assert.equal(typeof accessPolicies, "string");
    assert.equal(domain.protect, true);
    const { subnetIds, securityGroupIds } = vpcOptions as Record<string, readonly string[]>;
    assert.deepEqual(subnetIds, ["subnet-1", "subnet-2", "subnet-3"]);
    assert.match(String(securityGroupIds), /^sg-0[0-9a-f]{16}$/);
    const group = "arn:aws:logs:eu-west-1:200000000002:log-group:/aws/opensearch/domains/mlops-fraud-logs";
    assert.deepEqual(rest, {
      domainName: "mlops-fraud-logs",
      engineVersion: "OpenSearch_2.19",
      clusterConfig: {
        instanceType: "r7g.large.search",
        instanceCount: 3,
        zoneAwarenessEnabled: true,
        zoneAwarenessConfig: { availabilityZoneCount: 3 },
        dedicatedMasterEnabled: true,
        dedicatedMasterType: "m7g.large.search",
        dedicatedMasterCount: 3,
      },
      ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: 50 },
      encryptAtRest: { enabled: true, kmsKeyId: KEY_ARN },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: {
        enforceHttps: true,
        tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
      },
      advancedSecurityOptions: {
        enabled: true,
        anonymousAuthEnabled: false,
        internalUserDatabaseEnabled: false,
        masterUserOptions: { masterUserArn: MASTER },
      },
      logPublishingOptions: [
        { logType: "AUDIT_LOGS", cloudwatchLogGroupArn: `${group}/audit` },
        { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn: `${group}/application` },
      ],
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      offPeakWindowOptions: { enabled: true },
      autoTuneOptions: { desiredState: "ENABLED", rollbackOnDisable: "NO_ROLLBACK" },
    });
  });

  it("lets readers search by every method that searching needs", () => {
    assert.deepEqual(searchLogs(scope()), {
      sid: "SearchLogs",
      actions: ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"],
      resources: [`${DOMAIN_ARN}/*`],
    });
  });

  it("lets nobody search where there are no readers", async () => {
    const policy = JSON.parse(String((await inputsWith({ readerRoleArns: [] })).accessPolicies)) as {
      Statement: { Sid: string }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Sid }) => Sid),
      ["ManageAccess", "WriteLogs"],
    );
  });

  it("is reached over TLS from workloads only, and reaches nothing", async () => {
    const { cloud } = await search();
    const { id } = cloud.one(AWS.ec2.SecurityGroup, "d-access");
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    assert.deepEqual(cloud.one(AWS.vpc.SecurityGroupIngressRule, "d-from-workloads").inputs, {
      ...https,
      securityGroupId: id,
      referencedSecurityGroupId: "sg-workloads",
      description: "From workloads",
    });
    assert.deepEqual(cloud.one(AWS.vpc.SecurityGroupEgressRule, "d-to-search").inputs, {
      ...https,
      securityGroupId: "sg-workloads",
      referencedSecurityGroupId: id,
      description: "To the OpenSearch domain of ML logs",
    });
  });

  it("takes one zone for one node", async () => {
    const { clusterConfig, vpcOptions } = await inputsWith({ nodes: 1 });
    assert.deepEqual(clusterConfig, {
      instanceType: "r7g.large.search",
      instanceCount: 1,
      zoneAwarenessEnabled: false,
      dedicatedMasterEnabled: false,
    });
    assert.deepEqual((vpcOptions as { subnetIds: unknown }).subnetIds, ["subnet-1"]);
  });

  it("has no masters of their own for two nodes", async () => {
    const network = { ...ARGS.network, subnetIds: ["subnet-1", "subnet-2"] };
    const { clusterConfig } = await inputsWith({ nodes: 2, network });
    assert.deepEqual(clusterConfig, {
      instanceType: "r7g.large.search",
      instanceCount: 2,
      zoneAwarenessEnabled: true,
      zoneAwarenessConfig: { availabilityZoneCount: 2 },
      dedicatedMasterEnabled: false,
    });
  });

  it("does not tune itself on nodes that cannot", async () => {
    const { autoTuneOptions } = await inputsWith({ instanceType: "t3.medium.search" });
    assert.deepEqual(autoTuneOptions, { desiredState: "DISABLED", rollbackOnDisable: "NO_ROLLBACK" });
  });

  it("can be deleted in a trial", async () => {
    const { cloud } = await search({ scope: scope({ protect: false }) });
    assert.notEqual(cloud.one(AWS.opensearch.Domain, "d").protect, true);
  });

  it("writes its own logs into encrypted groups, and is made after it may", async () => {
    const { cloud, component } = await search();
    const names = ["audit", "application"].map((kind) => `/aws/opensearch/domains/mlops-fraud-logs/${kind}`);
    assert.deepEqual(component.ownLogGroups, names);
    assert.deepEqual(
      ["d-logs-audit", "d-logs-application"].map((name) => cloud.one(AWS.cloudwatch.LogGroup, name).inputs),
      names.map((name) => ({ name, retentionInDays: 365, kmsKeyId: KEY_ARN })),
    );
    const policy = cloud.one(AWS.cloudwatch.LogResourcePolicy, "d-logs-policy");
    assert.equal(policy.inputs.policyName, "mlops-fraud-automation-search-logs");
    assert.deepEqual(
      json(policy, "policyDocument"),
      document({
        Sid: "OneDomain",
        Effect: "Allow",
        Principal: { Service: "es.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
        Resource: names.map((name) => `arn:aws:logs:eu-west-1:200000000002:log-group:${name}:*`),
        Condition: {
          StringEquals: { "aws:SourceAccount": "200000000002" },
          ArnEquals: { "aws:SourceArn": DOMAIN_ARN },
        },
      }),
    );
    assert.ok(cloud.one(AWS.opensearch.Domain, "d").dependencies.includes(policy.urn));
  });

  for (const nodes of [0, 2, 4, 1.5]) {
    it(`fails when ${nodes} nodes are to be spread over three zones`, () =>
      assertRefused(
        (options) => new SearchDomain("d", { ...ARGS, nodes }, options),
        `search domain d has ${nodes} nodes over 3 availability zones: give 1, or a multiple of 3`,
      ));
  }
});
