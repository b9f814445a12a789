import assert from "node:assert/strict";

import { EMPTY } from "../../../operations/state/policy";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { BUCKET, ofRisk, StateWorld } from "./world";

const FOREIGN = {
  Sid: "SomebodyElse",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::999999999999:root" },
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${BUCKET}/shared/*`,
};
const FRAUD = ["FraudProdList", "FraudProdSharedState", "FraudProdOwnState"];
const RISK = ["RiskRiskProdList", "RiskRiskProdSharedState", "RiskRiskProdOwnState"];

describeUnless(motoMissing(), "npm run state -- allow", () => {
  const moto = useMoto();
  let world: StateWorld;
  let key: string;

  beforeEach(async () => {
    world = new StateWorld(moto.url);
    key = await world.create();
    world.stack("prod", key);
    world.stack("risk-prod", key, ofRisk);
  });
  afterEach(() => {
    world.end();
  });

  const sids = async (): Promise<unknown[]> => (await world.bucketPolicy()).Statement.map(({ Sid }) => Sid);
  const keySids = async (): Promise<unknown[]> =>
    (await world.keyPolicy(key)).Statement.map(({ Sid }) => Sid);

  it("shows what would change and writes nothing, until it is told to", async () => {
    const shown = await world.run("allow", "--stack", "prod");
    assert.equal(shown.status, 1);
    assert.deepEqual(
      shown.lines.filter((line) => /^ {2}[+~=-] /.test(line)),
      [...FRAUD, "FraudProdState"].map((sid) => `  + ${sid}`),
    );
    assert.equal(shown.lines.at(-1), "nothing was written: say --yes to write it");
    assert.deepEqual(await sids(), ["OnlyTls"]);
    const written = await world.run("allow", "--stack", "prod", "--yes");
    assert.equal(written.status, 0);
    assert.deepEqual(await sids(), ["OnlyTls", ...FRAUD]);
    assert.equal((await keySids()).at(-1), "FraudProdState");
  });

  it("gives the role of the pipeline the objects of its own stack", async () => {
    await world.run("allow", "--stack", "prod", "--yes");
    const role = "arn:aws:iam::200000000002:role/mlops-fraud-automation-infrastructure";
    const only = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::200000000002:root" },
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnEquals: { "aws:PrincipalArn": role },
      },
    };
    const below = `arn:aws:s3:::${BUCKET}/.pulumi`;
    assert.deepEqual((await world.bucketPolicy()).Statement.slice(1), [
      { Sid: FRAUD[0], ...only, Action: "s3:ListBucket", Resource: `arn:aws:s3:::${BUCKET}` },
      { Sid: FRAUD[1], ...only, Action: "s3:GetObject", Resource: `${below}/meta.yaml` },
      {
        Sid: FRAUD[2],
        ...only,
        Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        Resource: [
          `${below}/stacks/mlops/prod.json`,
          `${below}/stacks/mlops/prod.json.bak`,
          `${below}/stacks/mlops/prod.pulumi-tags`,
          `${below}/backups/mlops/prod/*`,
          `${below}/history/mlops/prod/*`,
          `${below}/locks/organization/mlops/prod/*`,
        ],
      },
    ]);
    assert.deepEqual((await world.keyPolicy(key)).Statement.at(-1), {
      Sid: "FraudProdState",
      ...only,
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: "*",
    });
  });

  it("lets a team whose accounts come from the organization stack read that stack", async () => {
    world.stack("prod", key, (file) =>
      file.replace(
        /mlops:accounts:\n( {4}\w+: "\d{12}"\n)+/,
        "mlops:accounts: { organizationStack: organization/mlops/organization }\n",
      ),
    );
    const accounts = Object.fromEntries(
      ["development", "automation", "staging", "production"].map((plane, index) => [
        plane,
        `22000000000${index}`,
      ]),
    );
    world.pulumi["stack output accountIds --json --stack organization/mlops/organization"] = JSON.stringify({
      fraud: accounts,
    });
    await world.run("allow", "--stack", "prod", "--yes");
    const shared = (await world.bucketPolicy()).Statement.find(({ Sid }) => Sid === FRAUD[1]);
    assert.deepEqual(
      [shared?.Principal, shared?.Resource],
      [
        { AWS: "arn:aws:iam::220000000001:root" },
        [
          `arn:aws:s3:::${BUCKET}/.pulumi/meta.yaml`,
          `arn:aws:s3:::${BUCKET}/.pulumi/stacks/mlops/organization.json`,
        ],
      ],
    );
  });

  it("changes nothing for a team that is allowed already", async () => {
    await world.run("allow", "--stack", "prod", "--yes");
    const before = [await world.bucketPolicy(), await world.keyPolicy(key)];
    const { status, lines } = await world.run("allow", "--stack", "prod", "--yes");
    assert.deepEqual([status, lines.at(-1)], [0, "nothing to change"]);
    assert.deepEqual([await world.bucketPolicy(), await world.keyPolicy(key)], before);
  });

  it("leaves the statements of other teams and of others, and replaces its own", async () => {
    await world.putBucketPolicy({ ...EMPTY, Statement: [FOREIGN] });
    const others = (await world.keyPolicy(key)).Statement;
    await world.run("allow", "--stack", "risk-prod", "--yes");
    await world.run("allow", "--stack", "prod", "--yes");
    world.stack("prod", key, (file) => file.replaceAll("200000000002", "230000000002"));
    const { status, lines } = await world.run("allow", "--stack", "prod", "--yes");
    assert.equal(status, 0);
    assert.ok(lines.includes("  ~ FraudProdOwnState"));
    const { Statement } = await world.bucketPolicy();
    assert.deepEqual(Statement[0], FOREIGN);
    assert.deepEqual(await sids(), ["SomebodyElse", ...RISK, ...FRAUD]);
    assert.equal(JSON.stringify(Statement).includes("200000000002"), false);
    const ofKey = (await world.keyPolicy(key)).Statement;
    assert.deepEqual(ofKey.slice(0, others.length), others);
    assert.deepEqual(await keySids(), [
      ...others.map(({ Sid }) => Sid),
      "RiskRiskProdState",
      "FraudProdState",
    ]);
  });

  it("takes it back for a team that leaves, and from no other", async () => {
    await world.run("allow", "--stack", "risk-prod", "--yes");
    const before = [await world.bucketPolicy(), await world.keyPolicy(key)];
    await world.run("allow", "--stack", "prod", "--yes");
    const { status } = await world.run("disallow", "--stack", "prod", "--yes");
    assert.equal(status, 0);
    assert.deepEqual([await world.bucketPolicy(), await world.keyPolicy(key)], before);
    assert.equal((await world.run("disallow", "--stack", "prod")).lines.at(-1), "nothing to change");
  });

  it("refuses an id that another stack has", async () => {
    await world.run("allow", "--stack", "risk-prod", "--yes");
    world.stack("riskProd", key, ofRisk);
    const { status, errors } = await world.run("allow", "--stack", "riskProd", "--yes");
    assert.equal(status, 2);
    assert.match(errors.join("\n"), /statement RiskRiskProd\w+ is not of stack riskProd/);
    assert.deepEqual(await sids(), ["OnlyTls", ...RISK]);
  });

  it("refuses policies that are too long for AWS, says what to do, and writes neither", async () => {
    const long = (length: number): typeof FOREIGN => ({ ...FOREIGN, Resource: "x".repeat(length) });
    await world.putBucketPolicy({ ...EMPTY, Statement: [long(18_900)] });
    const bucket = await world.run("allow", "--stack", "prod", "--yes");
    assert.equal(bucket.status, 2);
    assert.match(
      bucket.errors.join("\n"),
      /^policy of bucket \S+: it would have 2\d{4} bytes, AWS takes 20480: remove teams .*second bucket/,
    );
    await world.putBucketPolicy(EMPTY_BUT(FOREIGN));
    await world.putKeyPolicy(key, { ...EMPTY, Statement: [long(32_300)] });
    const { status, errors } = await world.run("allow", "--stack", "prod", "--yes");
    assert.equal(status, 2);
    assert.match(errors.join("\n"), /^policy of key \S+: it would have 3\d{4} bytes, AWS takes 32768/);
    assert.deepEqual(await sids(), ["SomebodyElse"]);
  });

  it("refuses credentials of an account that does not own the key", async () => {
    world.stack("prod", key.replace(/:\d{12}:/, ":100000000001:"));
    const { status, errors } = await world.run("allow", "--stack", "prod");
    assert.equal(status, 2);
    assert.match(errors.join("\n"), /credentials are of account \d{12}, bucket and key are in 100000000001/);
  });

  it("refuses a stack that has no pipeline, and one that it does not know", async () => {
    world.stack("prod", key, (file) => file.replace(/ {2}mlops:infrastructurePipeline:\n( {4}.*\n)+/, ""));
    const none = await world.run("allow", "--stack", "prod");
    assert.equal(none.status, 2);
    assert.match(none.errors.join("\n"), /stack prod has no mlops:infrastructurePipeline/);
    const unknown = await world.run("allow", "--stack", "other");
    assert.match(unknown.errors.join("\n"), /no stack other: .* there are prod, risk-prod/);
  });

  it("refuses arguments that make no sense", async () => {
    for (const args of [
      [],
      ["share"],
      ["allow"],
      ["allow", "prod"],
      ["allow", "--stack", "prod", "--bucket", BUCKET],
      ["create", "--bucket", BUCKET],
      ["create", "--bucket", BUCKET, "--region", "eu-west-1", "--yes"],
      ["allow", "--stack", "prod", "--force"],
    ]) {
      const { status, errors } = await world.run(...args);
      assert.equal(status, 2, args.join(" "));
      assert.match(errors.join("\n"), /^usage: npm run state/);
    }
  });
});

const EMPTY_BUT = (statement: typeof FOREIGN) => ({ ...EMPTY, Statement: [statement] });
