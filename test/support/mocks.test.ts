import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import { Repository } from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";

import { awsxProvider } from "../../settings/providers";
import { startMocks } from "./mocks";
import { isKnown, isSecret, valueOf } from "./outputs";
import { AWS } from "./types";

class Jobs extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;

  constructor(
    name: string,
    args: { readonly delay: pulumi.Input<number> },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("test:index:Jobs", name, {}, opts);
    this.queue = new aws.sqs.Queue(
      `${name}-queue`,
      { delaySeconds: args.delay },
      { parent: this, protect: true, retainOnDelete: true, ignoreChanges: ["tags"] },
    );
    new aws.sqs.QueuePolicy(
      `${name}-policy`,
      { queueUrl: this.queue.url, policy: pulumi.jsonStringify({ Resource: this.queue.arn }) },
      { parent: this },
    );
    this.registerOutputs({ queueArn: this.queue.arn });
  }
}

function provider(): aws.Provider {
  return new aws.Provider("automation", {
    region: "eu-west-1",
    allowedAccountIds: ["111122223333"],
    defaultTags: { tags: { Team: "fraud" } },
  });
}

describe("mocks", () => {
  it("record what a component registers, where it acts, and under which options", async () => {
    const cloud = startMocks();
    const jobs = new Jobs("jobs", { delay: 5 }, { provider: provider() });
    await cloud.settled();

    const component = cloud.one("test:index:Jobs", "jobs");
    const queue = cloud.one(AWS.sqs.Queue, "jobs-queue");
    assert.deepEqual(queue.inputs, { delaySeconds: 5 });
    assert.equal(queue.parent, await valueOf(jobs.urn));
    assert.equal(component.custom, false);
    assert.deepEqual(queue.place, {
      account: "111122223333",
      region: "eu-west-1",
      partition: "aws",
      defaultTags: { Team: "fraud" },
    });
    assert.equal(queue.provider, "urn:pulumi:test::mlops::pulumi:providers:aws::automation");
    assert.equal(queue.protect, true);
    assert.equal(queue.retainOnDelete, true);
    assert.deepEqual(queue.ignoreChanges, ["tags"]);

    const policy = cloud.one(AWS.sqs.QueuePolicy, "jobs-policy");
    assert.equal(policy.inputs.policy, JSON.stringify({ Resource: await valueOf(jobs.queue.arn) }));
    assert.deepEqual(policy.dependencies, [queue.urn]);
    assert.deepEqual(policy.propertyDependencies, { policy: [queue.urn], queueUrl: [queue.urn] });
    assert.equal(policy.protect, false);
    assert.equal(policy.id, await valueOf(jobs.queue.url));
    assert.equal(cloud.resources.length, 4);
  });

  it("wait for resources that come late", async () => {
    const cloud = startMocks();
    const options = { provider: provider() };
    const first = new aws.sqs.Queue("first", {}, options);
    const later = new Promise<number>((resolve) =>
      first.arn.apply(() => {
        setImmediate(() => {
          resolve(3);
        });
      }),
    );
    new aws.sqs.Queue("second", { delaySeconds: later }, options);
    await cloud.settled();
    assert.deepEqual(cloud.one(AWS.sqs.Queue, "second").inputs, { delaySeconds: 3 });
  });

  it("forget what was before", async () => {
    const before = startMocks();
    provider();
    await before.settled();
    const cloud = startMocks({ stack: "prod", config: { "mlops:kind": "organization" } });
    await cloud.settled();
    assert.deepEqual(cloud.resources, []);
    assert.equal(pulumi.getStack(), "prod");
    assert.deepEqual(pulumi.runtime.allConfig(), { "mlops:kind": "organization" });
  });

  it("tell which inputs are secret and keep them secret in the outputs", async () => {
    const cloud = startMocks();
    const delay = pulumi.secret(7);
    const jobs = new Jobs("jobs", { delay }, { provider: provider() });
    await cloud.settled();
    const queue = cloud.one(AWS.sqs.Queue, "jobs-queue");
    assert.deepEqual(queue.inputs, { delaySeconds: 7 });
    assert.deepEqual(queue.secretInputs, ["delaySeconds"]);
    assert.equal(await isSecret(jobs.queue.delaySeconds as pulumi.Output<unknown>), true);
    assert.equal(await isSecret(jobs.queue.arn), false);
  });

  it("make components of awsx, and run transforms over what they consist of", async () => {
    const cloud = startMocks();
    const seen: string[] = [];
    const jobs = new Jobs(
      "jobs",
      { delay: 5 },
      {
        providers: [provider(), awsxProvider()],
        transforms: [({ type }) => void seen.push(`from above: ${type}`)],
      },
    );
    const images = new Repository(
      "Images",
      { forceDelete: jobs.queue.arn.apply(() => false) },
      {
        parent: jobs,
        transforms: [
          ({ type, props, opts }) =>
            type === AWS.ecr.Repository
              ? { props: { ...props, name: "renamed" }, opts: { ...opts, protect: true } }
              : undefined,
        ],
      },
    );
    await cloud.settled();
    const made = cloud.one(AWS.ecr.Repository, "images");
    assert.deepEqual(made.inputs, { forceDelete: false, name: "renamed" });
    assert.equal(made.protect, true);
    assert.deepEqual(made.dependencies, [cloud.one(AWS.sqs.Queue, "jobs-queue").urn]);
    assert.equal(cloud.one(AWS.ecr.LifecyclePolicy, "images").protect, false);
    assert.match(await valueOf(images.url), /^111122223333\.dkr\..*\/renamed$/);
    assert.match(await valueOf(images.repository.arn), /:repository\/renamed$/);
    assert.ok(seen.includes(`from above: ${AWS.ecr.Repository}`));
  });

  it("refuse components of awsx without its provider, and tell of a transform that fails", async () => {
    const alone = startMocks();
    new Repository("images", {}, { providers: [provider()] });
    await assert.rejects(alone.settled(), /images has no explicit provider/);

    const failing = startMocks();
    const transforms = [
      () => {
        throw new Error("not this one");
      },
    ];
    const parent = new Jobs("jobs", { delay: 5 }, { providers: [provider(), awsxProvider()] });
    new Repository("images", {}, { parent, transforms });
    await assert.rejects(failing.settled(), /a transform of images failed: .*not this one/);
  });

  it("know neither ids nor computed outputs in a preview", async () => {
    const cloud = startMocks({ preview: true });
    const jobs = new Jobs("jobs", { delay: 5 }, { provider: provider() });
    await cloud.settled();
    assert.equal(await isKnown(jobs.queue.id), false);
    assert.equal(await isKnown(jobs.queue.arn), false);
    assert.match(await valueOf(jobs.queue.name), /^jobs-queue-[0-9a-f]{7}$/);
    await assert.rejects(valueOf(jobs.queue.arn), /not known in this preview/);
  });

  it("answer functions where the provider acts, or as the test says", async () => {
    const zones = "aws:index/getAvailabilityZones:getAvailabilityZones";
    const cloud = startMocks();
    const simulated = await aws.getAvailabilityZones({ state: "available" }, { provider: provider() });
    assert.deepEqual(simulated.names, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(cloud.invokes, [{ token: zones, args: { state: "available" } }]);

    startMocks({ invokes: { [zones]: () => ({ names: ["only"] }) } });
    assert.deepEqual((await aws.getAvailabilityZones()).names, ["only"]);
  });

  it("refuse functions that nobody simulates", async () => {
    startMocks();
    await assert.rejects(
      aws.getCallerIdentity({}, { provider: provider() }),
      /do not know the function aws:index\/getCallerIdentity:getCallerIdentity/,
    );
  });

  it("refuse types that nobody simulates", async () => {
    const cloud = startMocks();
    new aws.rds.Cluster("models", { engine: "aurora-mysql" }, { provider: provider() });
    await assert.rejects(cloud.settled(), /do not know aws:rds\/cluster:Cluster: add it to simulator/);
  });

  it("refuse resources and functions without an explicit provider", async () => {
    const cloud = startMocks();
    const queue = new aws.sqs.Queue("jobs");
    await assert.rejects(valueOf(queue.arn), /::jobs has no explicit provider/);
    await assert.rejects(cloud.settled(), /::jobs has no explicit provider/);
    await assert.rejects(aws.getAvailabilityZones(), /getAvailabilityZones has no explicit provider/);
  });

  it("read other stacks as the test says", async () => {
    startMocks({ stackReferences: { "organization/mlops/organization": { answer: 42 } } });
    const reference = new pulumi.StackReference("organization/mlops/organization");
    assert.equal(await valueOf(reference.requireOutput("answer")), 42);

    startMocks();
    const unknown = new pulumi.StackReference("organization/mlops/other");
    await assert.rejects(valueOf(unknown.outputs), /other is not among the stackReferences/);
  });

  it("say what there is when a resource is not found", async () => {
    const cloud = startMocks();
    provider();
    await cloud.settled();
    assert.throws(() => cloud.one(AWS.sqs.Queue, "jobs"), {
      message: `expected one ${AWS.sqs.Queue} named jobs, found 0; there are\n  pulumi:providers:aws automation`,
    });
  });
});
