import assert from "node:assert/strict";

import { nameAutomatically, replacementKeys, simulate, simulatedTypes } from "../../../simulator/clouds";
import { automation, awsTypes, sample } from "./samples";
import { AWS, AZURE_DEVOPS } from "../../support/types";

/** Their id is that of what they belong to: a bucket's setting has the bucket's id, an account one organization. */
const NAMED_BY_OTHERS = [
  AWS.apigateway.Account, // One an account and Region.
  AWS.chatbot.SlackChannelConfiguration,
  AWS.chatbot.TeamsChannelConfiguration,
  AWS.ecr.RegistryPolicy,
  AWS.lambda.FunctionEventInvokeConfig, // One a function.
  AWS.ecr.ReplicationConfiguration,
  AWS.iam.OutboundWebIdentityFederation,
  AWS.organizations.Organization,
  "azure-repos:index:RepositorySeed", // One a repository.
];

describe("simulate", () => {
  it("gives the same answer for the same resource, always", () => {
    for (const type of simulatedTypes) {
      assert.deepEqual(simulate(sample(type)), simulate(sample(type)));
    }
    assert.equal(simulate(sample(AWS.ec2.Vpc, "main")).id, "vpc-07bd8e825da2ec780");
  });

  it("gives no id twice", () => {
    const types = simulatedTypes.filter((type) => !NAMED_BY_OTHERS.includes(type));
    for (const type of types) {
      const ids = Array.from({ length: 200 }, (_, index) => simulate(sample(type, `name-${index}`)).id);
      assert.equal(new Set(ids).size, ids.length, type);
    }
  });

  it("gives no ARN twice in one account", () => {
    const arns = awsTypes
      .filter((type) => !NAMED_BY_OTHERS.includes(type) && sample(type).inputs.arn === undefined)
      .flatMap((type) => ["first", "second"].map((name) => simulate(sample(type, name)).outputs.arn))
      .filter((arn) => arn !== undefined);
    assert.ok(arns.length > 40);
    assert.equal(new Set(arns).size, arns.length);
  });

  it("gives a resource of another stack another id", () => {
    const registration = sample(AWS.ec2.Subnet);
    const elsewhere = { ...registration, urn: registration.urn.replace("prod", "dev") };
    assert.notEqual(simulate(registration).id, simulate(elsewhere).id);
  });

  it("gives one organization to an account, whoever asks", () => {
    const [first, second] = ["first", "second"].map((name) =>
      simulate(sample(AWS.organizations.Organization, name)),
    );
    assert.deepEqual(first, second);
    const other = {
      ...sample(AWS.organizations.Organization),
      place: { ...automation, account: "444455556666" },
    };
    assert.notEqual(simulate(other).id, first?.id);
  });

  it("repeats the inputs in the outputs", () => {
    const { outputs } = simulate(sample(AWS.sqs.Queue, "jobs", { name: "jobs", delaySeconds: 5 }));
    assert.equal(outputs.delaySeconds, 5);
    assert.equal(outputs.name, "jobs");
  });

  it("lets an input win over a default of the cloud", () => {
    const { outputs } = simulate(sample(AWS.lambda.Function, "f", { architectures: ["arm64"] }));
    assert.deepEqual(outputs.architectures, ["arm64"]);
  });

  it("merges the tags of the provider and of the resource", () => {
    const { outputs } = simulate(sample(AWS.kms.Key, "data", { tags: { Name: "data", Team: "own" } }));
    assert.deepEqual(outputs.tagsAll, { ManagedBy: "pulumi", Team: "own", Name: "data" });
  });

  it("uses the Region that a resource names itself", () => {
    const { outputs } = simulate(sample(AWS.sqs.Queue, "jobs", { name: "jobs", region: "us-gov-west-1" }));
    assert.equal(outputs.arn, "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:jobs");
    assert.equal(outputs.region, "us-gov-west-1");
  });

  it("writes the addresses of another partition", () => {
    const place = { ...automation, region: "cn-north-1", partition: "aws-cn" as const };
    const { outputs } = simulate({ ...sample(AWS.ecr.Repository, "x", { name: "x" }), place });
    assert.equal(outputs.arn, "arn:aws-cn:ecr:cn-north-1:111122223333:repository/x");
    assert.equal(outputs.repositoryUrl, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/x");
  });

  it("refuses a type that it does not know", () => {
    assert.throws(
      () => simulate(sample(AWS.rds.Cluster)),
      /^Error: the simulated clouds do not know aws:rds\/cluster:Cluster: add it to simulator\/clouds\/aws\/rds\.ts$/,
    );
    assert.throws(
      () => replacementKeys("azuredevops:index/pool:Pool"),
      /add it to simulator\/clouds\/azuredevops\/$/,
    );
  });

  it("refuses a resource whose id needs an input that is missing", () => {
    assert.throws(
      () => simulate(sample(AWS.s3.BucketPolicy, "policy", { bucket: undefined })),
      /^Error: urn:pulumi:prod::mlops::.*::policy: property bucket must be text that is known, given nothing$/,
    );
  });
});

describe("automatic names", () => {
  const names: readonly (readonly [type: string, property: string])[] = [
    [AWS.s3.Bucket, "bucket"],
    [AWS.iam.Role, "name"],
    [AWS.sqs.Queue, "name"],
    [AWS.ec2.SecurityGroup, "name"],
    [AZURE_DEVOPS.Git, "name"],
  ];

  for (const [type, property] of names) {
    it(`end with seven hexadecimal digits: ${type}`, () => {
      assert.match(String(simulate(sample(type, "data")).outputs[property]), /^data-[0-9a-f]{7}$/);
    });
  }

  it("give way to the name that the program gives", () => {
    assert.deepEqual(nameAutomatically(sample(AWS.s3.Bucket, "data", { bucket: "mine" })), {
      bucket: "mine",
    });
  });

  it("are known before the resource exists", () => {
    const registration = sample(AWS.s3.Bucket, "data");
    assert.equal(nameAutomatically(registration).bucket, simulate(registration).id);
  });

  it("are not made up where the service requires a name", () => {
    assert.deepEqual(nameAutomatically(sample(AWS.kms.Key)), {});
  });
});

describe("replacementKeys", () => {
  it("tells which inputs replace a resource", () => {
    assert.deepEqual(replacementKeys(AWS.sqs.Queue), ["name", "namePrefix", "fifoQueue", "region"]);
    assert.deepEqual(replacementKeys(AWS.iam.Role), ["name", "namePrefix", "path"]);
    assert.deepEqual(replacementKeys(AZURE_DEVOPS.Git), ["projectId"]);
  });
});
