import assert from "node:assert/strict";

import {
  DisableKeyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";

import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { BUCKET, REGION, StateWorld } from "./world";

describeUnless(motoMissing(), "npm run state -- create", () => {
  const moto = useMoto();
  let world: StateWorld;

  beforeEach(() => {
    world = new StateWorld(moto.url);
  });
  afterEach(() => {
    world.end();
  });

  it("makes a bucket that keeps versions, encrypts, is never public and takes TLS only", async () => {
    const key = await world.create();
    const where = { Bucket: BUCKET };
    assert.equal((await world.s3.send(new GetBucketVersioningCommand(where))).Status, "Enabled");
    const { ServerSideEncryptionConfiguration } = await world.s3.send(new GetBucketEncryptionCommand(where));
    assert.deepEqual(
      ServerSideEncryptionConfiguration?.Rules?.map(
        ({ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }) => [
          ApplyServerSideEncryptionByDefault,
          BucketKeyEnabled,
        ],
      ),
      [[{ SSEAlgorithm: "aws:kms", KMSMasterKeyID: key }, true]],
    );
    const { PublicAccessBlockConfiguration: block = {} } = await world.s3.send(
      new GetPublicAccessBlockCommand(where),
    );
    assert.deepEqual(Object.values(block), [true, true, true, true]);
    assert.deepEqual((await world.bucketPolicy()).Statement, [
      {
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("makes a key that rotates, with an alias", async () => {
    const key = await world.create();
    assert.match(key, /^arn:aws:kms:eu-central-1:\d{12}:key\//);
    const { KeyRotationEnabled } = await world.kms.send(new GetKeyRotationStatusCommand({ KeyId: key }));
    assert.equal(KeyRotationEnabled, true);
    const { Aliases = [] } = await world.kms.send(new ListAliasesCommand({ KeyId: key }));
    assert.deepEqual(
      Aliases.map(({ AliasName }) => AliasName),
      [`alias/pulumi-state/${BUCKET}`],
    );
  });

  it("says what to sign in with, and what goes into the stack files", async () => {
    const { status, lines } = await world.run("create", "--bucket", BUCKET, "--region", REGION);
    const key = /key (\S+)/.exec(lines[1] ?? "")?.[1] ?? "";
    assert.equal(status, 0);
    assert.deepEqual(lines.slice(-7), [
      `pulumi login "s3://${BUCKET}?region=${REGION}&awssdk=v2"`,
      `pulumi stack init <stack> --secrets-provider "awskms:///${key}?region=${REGION}"`,
      "",
      "In the stack file of each team:",
      "  mlops:infrastructurePipeline:",
      `    stateBucket: ${BUCKET}`,
      `    stateKeyArn: ${key}`,
    ]);
  });

  it("changes nothing when it runs again", async () => {
    const key = await world.create();
    const policy = await world.bucketPolicy();
    const { status, lines } = await world.run("create", "--bucket", BUCKET, "--region", REGION);
    assert.equal(status, 0);
    assert.deepEqual(lines.slice(0, 3), [`key ${key}`, `bucket ${BUCKET} in ${REGION}`, ""]);
    assert.deepEqual(await world.bucketPolicy(), policy);
    const { Keys = [] } = await world.kms.send(new ListKeysCommand({}));
    assert.equal(Keys.filter(({ KeyArn }) => KeyArn === key).length, 1);
  });

  it("completes what was begun, with the key that the alias has", async () => {
    const key = await world.create();
    const other = await world.create("contoso-other");
    assert.notEqual(other, key);
    await world.s3.send(
      new CreateBucketCommand({
        Bucket: "contoso-begun",
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    const begun = await world.create("contoso-begun");
    assert.equal(
      (await world.s3.send(new GetBucketVersioningCommand({ Bucket: "contoso-begun" }))).Status,
      "Enabled",
    );
    assert.equal(await world.create("contoso-begun"), begun);
  });

  it("gives no constraint for us-east-1, which S3 would refuse", async () => {
    await world.create("contoso-virginia", "us-east-1");
    const { LocationConstraint } = await world.s3.send(
      new GetBucketLocationCommand({ Bucket: "contoso-virginia" }),
    );
    assert.equal(LocationConstraint, undefined);
  });

  for (const [region, partition] of [
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ] as const) {
    it(`writes ARNs of the partition: ${region}`, async () => {
      const key = await world.create(BUCKET, region);
      assert.ok(key.startsWith(`arn:${partition}:kms:${region}:`), key);
      const [statement] = (await world.bucketPolicy()).Statement;
      assert.deepEqual(statement?.Resource, [
        `arn:${partition}:s3:::${BUCKET}`,
        `arn:${partition}:s3:::${BUCKET}/*`,
      ]);
    });
  }

  it("refuses a bucket that is in another Region", async () => {
    await world.create();
    const { status, errors } = await world.run("create", "--bucket", BUCKET, "--region", "eu-west-1");
    assert.deepEqual(
      [status, errors],
      [2, [`bucket ${BUCKET} is in ${REGION}: say --region ${REGION}, or choose another name`]],
    );
  });

  it("refuses a key that nobody can use", async () => {
    const key = await world.create();
    await world.kms.send(new DisableKeyCommand({ KeyId: key.split("/")[1] }));
    const { status, errors } = await world.run("create", "--bucket", BUCKET, "--region", REGION);
    assert.deepEqual([status, errors], [2, [`key ${key} is Disabled: enable it first`]]);
  });

  for (const [bucket, region, message] of [
    ["s3://state", REGION, /no name of a bucket/],
    [BUCKET, "eu-west-9", /no Region eu-west-9/],
  ] as const) {
    it(`refuses ${bucket} in ${region} before it asks AWS`, async () => {
      const { status, errors } = await world.run("create", "--bucket", bucket, "--region", region);
      assert.equal(status, 2);
      assert.match(errors.join("\n"), message);
    });
  }
});
