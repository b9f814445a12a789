import assert from "node:assert/strict";

import { sampleFile } from "../../support/rehearsed";
import { Clouds } from "./clouds";
import { StackFiles } from "./stack-files";

const FULL = ["--stack-file", sampleFile("full")];

describe("npm run preflight, where it is not allowed to read", () => {
  let clouds: Clouds;
  let files: StackFiles;

  beforeEach(async () => {
    clouds = new Clouds();
    files = new StackFiles();
    await clouds.start();
  });
  afterEach(async () => {
    await clouds.stop();
    files.remove();
  });

  const unknowns = (lines: readonly string[]): string[] => [
    ...new Set(lines.filter((line) => line.startsWith("    allow  ")).map((line) => line.slice(11))),
  ];

  const ACTIONS = [
    "ec2:DescribeRegions",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeVpcEndpointServices",
    "ec2:DescribeVpcs",
    "servicequotas:ListServiceQuotas",
    "servicequotas:ListAWSDefaultServiceQuotas",
    "lambda:GetAccountSettings",
    "iam:GetRole",
    "iam:GetOpenIDConnectProvider",
    "iam:GetOutboundWebIdentityFederationInfo",
    "oam:ListSinks",
    "s3:ListBucket",
    "kms:DescribeKey",
  ];
  for (const action of ACTIONS) {
    it(`tells that ${action} is missing, and that what it would show could not be checked`, async () => {
      clouds.aws.denied.add(action);
      const { status, lines } = await clouds.run(FULL);
      assert.match(lines[0] ?? "", /^full: nothing is known to be missing, \d+ could not be checked$/);
      assert.deepEqual(unknowns(lines), [action]);
      assert.equal(status, 3);
    });
  }

  it("tells it of the reads that only some settings ask for", async () => {
    const args = files.like("trial", {
      network: { natGateways: "perZone" },
      permissionSets: { mlEngineer: "Engineers" },
      studio: { signIn: "identityCenter" },
    });
    clouds.signIn("300000000001");
    clouds.account("300000000001").natGateways.push({ zone: "eu-west-1a", tags: {} });
    const denied = [
      "ec2:DescribeAddresses",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeSubnets",
      "iam:ListRoles",
      "sso:ListInstances",
    ];
    denied.forEach((action) => clouds.aws.denied.add(action));
    const { status, lines } = await clouds.run(args);
    assert.deepEqual(unknowns(lines).sort(), denied);
    assert.equal(status, 3);
  });

  it("tells it of the organization", async () => {
    const denied = [
      "organizations:ListAccounts",
      "organizations:ListAWSServiceAccessForOrganization",
      "organizations:ListRoots",
      "organizations:DescribeOrganization",
    ];
    for (const action of denied) {
      clouds.aws.denied.add(action);
      const { status, lines } = await clouds.run(["--stack-file", sampleFile("organization")]);
      assert.deepEqual(unknowns(lines).includes(action), true, lines.join("\n"));
      assert.equal(status, 3);
      clouds.aws.denied.clear();
    }
  });

  const PATHS: readonly (readonly [path: string, status: number, scope: string])[] = [
    ["/_apis/identities", 403, "scope Identity (read)"],
    ["/_apis/distributedtask/resourceusage", 401, "scope Agent Pools (read)"],
    ["/_apis/projects/fraud-ml", 403, "scope Project and Team (read)"],
    ["/_apis/userentitlements", 401, "scope Member Entitlement Management (read)"],
    ["/_apis/userentitlementsummary", 403, "scope Member Entitlement Management (read)"],
  ];
  for (const [path, refused, scope] of PATHS) {
    it(`names the scope of a token that may not read ${path}`, async () => {
      clouds.devOps.refused.set(path, refused);
      const { status, lines } = await clouds.run(FULL);
      assert.deepEqual(unknowns(lines), [scope]);
      assert.equal(status, 3);
    });
  }

  it("ends as with a lack if something is missing besides", async () => {
    clouds.aws.denied.add("kms:DescribeKey");
    clouds.aws.buckets.clear();
    const { status, lines } = await clouds.run(FULL);
    assert.equal(lines[0], "full: 1 missing, 1 could not be checked");
    assert.equal(status, 1);
  });

  it("does not take an instance type for granted that Service Quotas does not know", async () => {
    const args = files.like("full", { studio: { instanceType: "ml.z9.large" } });
    const { status, lines } = await clouds.run(args);
    assert.ok(lines.some((line) => line.includes("Studio JupyterLab Apps running on ml.z9.large instances")));
    assert.equal(status, 3);
  });
});
