import assert from "node:assert/strict";

import { USAGE } from "../../../operations/preflight/command";
import type { Sample } from "../../support/rehearsed";
import { sampleFile } from "../../support/rehearsed";
import { Clouds, quotaOf, TENANT } from "./clouds";
import { StackFiles } from "./stack-files";

const FULL = ["--stack-file", sampleFile("full")];
const OURS = { Project: "mlops", Team: "fraud" };
const [DEVELOPMENT, AUTOMATION, STAGING, PRODUCTION] = [
  "200000000001",
  "200000000002",
  "200000000003",
  "200000000004",
] as const;

describe("npm run preflight", () => {
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

  const samples: readonly (readonly [Sample, caller: string])[] = [
    ["full", "100000000001"],
    ["minimal", "100000000001"],
    ["organization", "100000000001"],
    ["trial", "300000000001"],
  ];
  for (const [sample, caller] of samples) {
    it(`says in one line that all is there for ${sample}`, async () => {
      clouds.signIn(caller);
      const { status, lines, errors } = await clouds.run(["--stack-file", sampleFile(sample)]);
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? "", new RegExp(`^${sample}: all there, \\d+ needs looked at$`));
      assert.deepEqual({ status, errors }, { status: 0, errors: [] });
    });
  }

  it("changes nothing: it asks by Get, List, Describe, Head and AssumeRole alone", async () => {
    for (const [sample, caller] of samples) {
      clouds.signIn(caller);
      await clouds.run(["--stack-file", sampleFile(sample)]);
    }
    const requests = clouds.requests();
    assert.ok(requests.length > 100);
    assert.deepEqual(
      requests.filter(
        (request) => !/^(sts:AssumeRole|\w+:(Get|List|Describe|Head)[A-Z]\w+|GET \/.*)$/.test(request),
      ),
      [],
    );
  });

  it("is as silent once the stack is up, although names and quotas are used by then", async () => {
    for (const id of [DEVELOPMENT, AUTOMATION, STAGING, PRODUCTION]) {
      const account = clouds.account(id);
      account.vpcs.push(OURS);
      quotaOf(account, "vpc", "VPCs per Region").value = 1;
      account.identityProviders.set(
        `arn:aws:iam::${id}:oidc-provider/vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11`,
        OURS,
      );
    }
    clouds.account(AUTOMATION).federatesOutbound = true;
    clouds.account(AUTOMATION).metricSinks.push("mlops-fraud-automation-metrics");
    clouds.devOps.projects.set("fraud-ml", "Machine learning of team fraud");
    clouds.devOps.basicLicenses = 5;
    for (const person of ["katherine", "barbara", "margaret", "radia", "sophie", "frances"]) {
      clouds.devOps.members.set(`${person}@example.com`, "advanced");
    }
    const { status, lines } = await clouds.run(FULL);
    assert.deepEqual([status, lines.length], [0, 1], lines.join("\n"));
  });

  it("looks at a place no further where nobody gets in, and says so", async () => {
    clouds.aws.refusedRoles.add(`arn:aws:iam::${STAGING}:role/mlops-deployer`);
    const { lines } = await clouds.run(FULL);
    assert.match(lines.at(-1) ?? "", /^ {2}\d\d needs of this place can be looked at only after that$/);
  });

  it("says for each lack which part and setting needs it", async () => {
    quotaOf(clouds.account(PRODUCTION), "sagemaker", "ml.m5.large for endpoint usage").value = 0;
    const { lines } = await clouds.run(FULL);
    assert.ok(
      lines.includes("    for    2 of mlops:models, served as models/defaults.yaml of Model Deploy says"),
      lines.join("\n"),
    );
  });

  it("asks of an account that plays all planes for what they need together", async () => {
    clouds.signIn("300000000001");
    quotaOf(clouds.account("300000000001"), "sagemaker", "ml.m5.large for endpoint usage").value = 3;
    const { lines } = await clouds.run(["--stack-file", sampleFile("trial")]);
    assert.ok(lines.includes('  quota "ml.m5.large for endpoint usage" is 3, needed is 4'), lines.join("\n"));
  });

  describe("with settings that no sample has", () => {
    for (const [region, partition] of [
      ["us-gov-west-1", "aws-us-gov"],
      ["cn-north-1", "aws-cn"],
    ] as const) {
      it(`acts in ${partition}`, async () => {
        await clouds.stop();
        clouds = new Clouds(region);
        await clouds.start();
        const key = `arn:${partition}:kms:${region}:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
        clouds.aws.keys.set(key, "Enabled");
        clouds.aws.buckets.set("contoso-mlops-state", region);
        const args = files.like("full", {
          region,
          infrastructurePipeline: { stateKeyArn: key },
          notifications: { slack: undefined },
          mlflow: undefined,
        });
        const ready = await clouds.run(args);
        assert.deepEqual([ready.status, ready.errors], [0, []]);

        const role = `arn:${partition}:iam::${STAGING}:role/mlops-deployer`;
        clouds.aws.refusedRoles.add(role);
        clouds
          .account(AUTOMATION)
          .missingServices.add(
            partition === "aws-cn" ? `cn.com.amazonaws.${region}.ecr.api` : `com.amazonaws.${region}.ecr.api`,
          );
        const { lines } = await clouds.run(args);
        assert.equal(lines[0], "test: 2 missing");
        assert.ok(lines.some((line) => line.startsWith(`  ${role} cannot be taken`)));
      });
    }

    it("looks at the Region of the settings, which has to be opted into", async () => {
      await clouds.stop();
      clouds = new Clouds("ap-east-1");
      await clouds.start();
      const args = files.like("minimal", { region: "ap-east-1", regionOptIn: "done" });
      assert.equal((await clouds.run(args)).status, 0);
      clouds.account(DEVELOPMENT).optedOut.add("ap-east-1");
      const { lines } = await clouds.run(args);
      assert.ok(lines.includes("  Region ap-east-1 is not enabled"));
    });

    it("asks for nothing of parts that are left out", async () => {
      const automation = clouds.account(AUTOMATION);
      automation.roles.clear();
      automation.quotas.delete("es");
      automation.defaultQuotas.delete("es");
      quotaOf(automation, "sagemaker", "Number of MLflow Tracking Servers").value = 0;
      clouds.account(PRODUCTION).concurrency = 10;
      clouds.aws.buckets.clear();
      assert.equal((await clouds.run(["--stack-file", sampleFile("minimal")])).status, 0);
      assert.equal((await clouds.run(FULL)).status, 1);
    });

    it("wants neither a tenant nor a license for an application where somebody's token starts deployments", async () => {
      const deployTrigger = {
        signIn: "personalAccessToken",
        expires: "2027-03-31",
        tenantId: undefined,
        clientId: undefined,
        objectId: undefined,
      };
      clouds.devOps.tenantId = "00000000-0000-0000-0000-000000000000";
      clouds.devOps.basicLicenses = 8;
      assert.equal((await clouds.run(files.like("minimal", { azureDevOps: { deployTrigger } }))).status, 0);
      const { lines } = await clouds.run(["--stack-file", sampleFile("minimal")]);
      assert.ok(lines.some((line) => line.endsWith(`connected to no Entra tenant, not to ${TENANT}`)));
      assert.ok(lines.some((line) => line.includes("6 Basic licenses are free, 7 are needed")));
    });

    it("reads accounts from the organization stack, as the program does", async () => {
      const accounts = {
        development: undefined,
        automation: undefined,
        staging: undefined,
        production: undefined,
        organizationStack: "organization/mlops/organization",
      };
      const ids = {
        development: DEVELOPMENT,
        automation: AUTOMATION,
        staging: STAGING,
        production: PRODUCTION,
      };
      const calls: string[] = [];
      const { status } = await clouds.run(files.like("minimal", { accounts }), (args) => {
        calls.push(args.join(" "));
        return JSON.stringify({ fraud: ids });
      });
      assert.equal(status, 0);
      assert.deepEqual(calls, ["stack output accountIds --json --stack organization/mlops/organization"]);
    });
  });

  describe("refuses", () => {
    const refused = async (args: readonly string[]): Promise<string> => {
      const { status, lines, errors } = await clouds.run(args);
      assert.deepEqual([status, lines], [2, []]);
      return errors.join("\n");
    };

    it("arguments that name no stack, or two", async () => {
      for (const args of [[], ["--stack", "prod", ...FULL], ["--wrong"]]) {
        assert.equal(await refused(args), USAGE);
      }
    });

    it("a stack that has no file, and settings that are wrong", async () => {
      assert.match(await refused(["--stack", "nowhere"]), /^no stack nowhere: there is no file/);
      assert.match(
        await refused(files.like("minimal", { region: "mars-1" })),
        /mlops:region[\s\S]*given +"mars-1"/,
      );
    });

    it("a run without credentials of AWS", async () => {
      clouds.signIn(undefined);
      assert.match(await refused(FULL), /^AWS does not know who asks .*sign in with the AWS CLI/);
    });

    it("credentials of another account than the stack acts in", async () => {
      assert.match(
        await refused(["--stack-file", sampleFile("trial")]),
        /^the credentials are of account 100000000001, but this stack acts with those of 300000000001/,
      );
      clouds.signIn(PRODUCTION);
      assert.match(
        await refused(["--stack-file", sampleFile("organization")]),
        /of account 200000000004, but .* 100000000001 \(mlops:managementAccount\)/,
      );
    });

    it("a run without credentials of Azure DevOps", async () => {
      clouds.environment = { ARM_USE_CLI: "false" };
      assert.match(await refused(FULL), /^cannot sign in to Azure DevOps: no credentials/);
    });
  });
});
