import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { FakeAws } from "../../../repositories/shared/tests/fake-aws";
import {
  CONTRACT,
  described,
  VARIABLES,
  VERSION,
} from "../../../repositories/model-deploy/tests/tools/sample-run";
import type { inStage, StageContext, withAccess } from "../../../repositories/model-deploy/tools/context";
import type { removeIdle } from "../../../repositories/model-deploy/tools/remove-idle";
import type { PulumiPlace, unlock, up } from "../../../repositories/model-deploy/tools/up";
import { findPulumiCli } from "../../../simulator/engine/cli";
import { builtCliRoot } from "../../../simulator/engine/cli-build";
import { prepareOfflineEngine } from "../../../simulator/engine/env";
import { installPlugin, languageHost } from "../../../simulator/engine/plugins";
import { simulatedPlugin } from "../../../simulator/engine/sandbox/session";
import { ROOT } from "../pipeline-files";
import { Checkout } from "./checkout";
import { askedAre, ENDPOINT, playRemoval, resourcesIn } from "./removal";

/** A pack with one rule, which objects where its configuration says so. */
const PACK = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("landing-zone-policies", {
  policies: [{
    name: "no-endpoints",
    description: "Forbids endpoints of a name",
    enforcementLevel: "mandatory",
    configSchema: { properties: { forbidden: { type: "string", default: "none" } } },
    validateResource: (args, report) => {
      if (args.type === "aws:sagemaker/endpoint:Endpoint" && args.props.name === args.getConfig().forbidden) {
        report("this endpoint is forbidden");
      }
    },
  }],
});
`;

/** The engine is not everywhere, and making one takes minutes: what has it once, or is a build machine, runs this. */
async function cliIsHere(): Promise<boolean> {
  return process.env.CI !== undefined || existsSync(join(await builtCliRoot(process.env), "bin", "pulumi"));
}

describe("deploying with the Pulumi engine", function () {
  let folder: string;
  let checkout: Checkout;
  let aws: FakeAws;
  let place: PulumiPlace;
  let tools: {
    readonly inStage: typeof inStage;
    readonly withAccess: typeof withAccess;
    readonly up: typeof up;
    readonly unlock: typeof unlock;
    readonly removeIdle: typeof removeIdle;
  };
  const path = process.env.PATH;

  before(async function () {
    if (!(await cliIsHere())) {
      console.log("      skipped: no Pulumi CLI was made here yet; npm run sandbox makes one");
      this.skip();
    }
    const cli = await findPulumiCli(() => undefined);
    folder = mkdtempSync(join(tmpdir(), "engine-"));
    checkout = Checkout.create();
    writeFileSync(
      join(checkout.folder, "models", "churn.yaml"),
      "stages:\n  staging:\n    instances: { minimum: 1, maximum: 3 }\n    traffic: { shift: all-at-once }\n",
    );
    const engine = await prepareOfflineEngine(folder);
    for (const plugin of [...(cli.source === "built" ? [languageHost] : []), simulatedPlugin(ROOT, "aws")]) {
      await installPlugin(engine.home, plugin);
    }
    process.env.PATH = `${join(cli.root, "bin")}${delimiter}${path ?? ""}`;
    place = {
      root: checkout.folder,
      store: { backendUrl: engine.environment.PULUMI_BACKEND_URL ?? "", secretsProvider: "passphrase" },
      environment: { ...engine.environment, AWS_REGION: "eu-west-1" },
    };
    const load = async <T>(file: string) => (await import(join(checkout.folder, "tools", file))) as T;
    tools = {
      ...(await load<{ inStage: typeof inStage; withAccess: typeof withAccess }>("context.ts")),
      ...(await load<{ removeIdle: typeof removeIdle }>("remove-idle.ts")),
      ...(await load<{ up: typeof up; unlock: typeof unlock }>("up.ts")),
    };
  });
  after(() => {
    process.env.PATH = path;
    if (folder !== "") {
      rmSync(folder, { recursive: true, force: true });
      checkout.remove();
    }
  });
  beforeEach(async () => {
    aws = await FakeAws.start();
    aws
      .on("DescribeEndpoint", {
        status: 400,
        body: { __type: "ValidationException", message: "Could not find" },
      })
      .on(`GET /${CONTRACT.policyPack.bucketName}/${CONTRACT.policyPack.key}`, { body: PACK });
    contract({});
    version(7);
  });
  afterEach(() => aws.close());

  const contract = (config: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const sha256 = createHash("sha256").update(PACK).digest("hex");
    const value = { ...CONTRACT, policyPack: { ...CONTRACT.policyPack, sha256, config }, ...more };
    aws.on("GetParameter", { body: { Parameter: { Value: JSON.stringify(value) } } });
  };
  const version = (number: number) => aws.on("DescribeModelPackage", { body: described(number) });
  const serving = (instanceType: string, CurrentInstanceCount: number) =>
    aws
      .on("DescribeEndpoint", {
        body: {
          EndpointStatus: "InService",
          EndpointConfigName: "c",
          ProductionVariants: [{ VariantName: "AllTraffic", CurrentInstanceCount }],
        },
      })
      .on("DescribeEndpointConfig", {
        body: { ProductionVariants: [{ VariantName: "AllTraffic", InstanceType: instanceType }] },
      })
      .on("DescribeScalableTargets", { body: { ScalableTargets: [] } });

  const run = async (work: (context: StageContext) => Promise<void>, number = 7) => {
    const lines: string[] = [];
    const arn = VERSION.arn.replace(/7$/, String(number));
    await tools.inStage(
      {
        ...VARIABLES,
        MODEL_PACKAGE_ARN: arn,
        MODEL_PACKAGE_VERSION: String(number),
        ...aws.environment,
        AGENT_TEMPDIRECTORY: folder,
        BUILD_ARTIFACTSTAGINGDIRECTORY: folder,
        VERSION: JSON.stringify({
          format: 1,
          isRollBack: false,
          version: { ...VERSION, arn, version: number },
        }),
      },
      "staging",
      { print: (line) => lines.push(line), signal: new AbortController().signal },
      work,
    );
    return lines;
  };
  const deploy = (number = 7) => run((context) => tools.up(context, place), number);
  const removal = (model?: string) => {
    contract({}, { idleRemovalDays: 7 });
    return playRemoval(aws, folder, tools, place, model);
  };
  const outputs = () =>
    (
      JSON.parse(readFileSync(join(folder, "model-deploy", "staging.json"), "utf8")) as {
        outputs: Record<string, unknown>;
      }
    ).outputs;
  const locks = () => {
    const state = join(folder, "state", ".pulumi", "locks", "organization", "model-deploy", "staging-churn");
    return { state, names: existsSync(state) ? readdirSync(state) : [] };
  };

  it("stops before anything is made when a policy objects", async () => {
    contract({ "no-endpoints": { forbidden: ENDPOINT } });
    await assert.rejects(deploy(), (error: Error) => {
      assert.match(error.message, /^Pulumi failed: error: preview failed\n.*\[mandatory\] +no-endpoints /);
      return true;
    });
    assert.equal(existsSync(join(folder, "model-deploy", "staging.json")), false);
  });

  it("makes everything the first time", async () => {
    const lines = await deploy();
    assert.equal(lines.at(-1), "Version 7 of credit-churn is deployed to staging.");
    const { inference, modelPackageArn, endpointName, instances } = outputs();
    assert.deepEqual(
      { inference, modelPackageArn, endpointName, instances },
      { inference: "realtime", modelPackageArn: VERSION.arn, endpointName: ENDPOINT, instances: 1 },
    );
    assert.ok(
      lines.some((line) => line.includes("aws:sagemaker/endpoint:Endpoint")),
      "the preview is shown",
    );
  });

  it("changes nothing the second time, on another agent and with another number of instances at work", async () => {
    const before = outputs();
    rmSync(join(checkout.folder, "Pulumi.staging-churn.yaml"));
    serving("ml.m5.large", 2);
    const lines = await deploy();
    assert.deepEqual(outputs(), before);
    const counts = lines
      .filter((line) => /^ +\d+ (unchanged|created|updated|to )|^ +[~+-]\d? \d+/.test(line))
      .map((line) => line.trim().replace(/^\d+ /, ""));
    assert.deepEqual(counts, ["unchanged", "unchanged", "unchanged"], "of preview, refresh and update");
  });

  it("brings another version with as many instances as serve now", async () => {
    const before = outputs();
    serving("ml.m5.large", 2);
    version(8);
    await deploy(8);
    const { modelPackageArn, endpointName, endpointConfigName, instances } = outputs();
    assert.deepEqual(
      { modelPackageArn, endpointName, instances },
      { modelPackageArn: VERSION.arn.replace(/7$/, "8"), endpointName: ENDPOINT, instances: 2 },
    );
    assert.notEqual(endpointConfigName, before.endpointConfigName);
  });

  it("pauses scaling only once the policies have agreed", async () => {
    serving("ml.c5.large", 2);
    contract({ "no-endpoints": { forbidden: ENDPOINT } });
    version(8);
    await assert.rejects(deploy(8));
    assert.deepEqual(aws.inputs("DescribeScalableTargets"), []);
    contract({});
    await deploy(8);
    assert.equal(aws.inputs("DescribeScalableTargets").length, 1);
  });

  it("says what to do about a lock that a killed run left, and releases that of a cancelled one", async () => {
    const { state } = locks();
    const lock = { pid: 1, username: "vsts", hostname: "agent", timestamp: "2026-11-26T06:00:00Z" };
    writeFileSync(join(state, "6a1b5d5e-0d2f-4b6c-9d3c-3f0d9b1c2d3e.json"), JSON.stringify(lock));
    version(8);
    serving("ml.m5.large", 2);
    await assert.rejects(
      deploy(8),
      /^Failure: the stack staging-churn is locked: another run deploys it, or/,
    );
    askedAre(aws, []);
    assert.match(
      (await removal()).failure ?? "",
      /^Failure: not removed from staging:\nchurn: the stack staging-churn is locked: .*\nchurn-eu: there is no stack/s,
    );
    const unlocked = await run((context) => tools.unlock(context, context.stage, place), 8);
    assert.deepEqual(unlocked, ["The stack staging-churn is no longer locked."]);
    assert.deepEqual(locks().names, []);
    await deploy(8);
  });

  it("leaves in staging what somebody asks, and says why", async () => {
    askedAre(aws, [ENDPOINT, `${ENDPOINT}-eu`]);
    const { lines, failure } = await removal();
    assert.equal(failure, undefined);
    assert.deepEqual(
      lines,
      [ENDPOINT, `${ENDPOINT}-eu`].map(
        (name) => `${name} stays: it was asked after 2026-11-30T05:00:00.000Z.`,
      ),
    );
  });

  it("removes from staging what nobody asks, and deploys it anew", async () => {
    askedAre(aws, [`${ENDPOINT}-eu`]);
    const { lines, failure } = await removal();
    assert.equal(failure, undefined);
    assert.ok(lines.includes("churn is removed from staging; its next deployment makes it anew."));
    assert.equal(resourcesIn(folder), undefined);
    aws.on("DescribeEndpoint", {
      status: 400,
      body: { __type: "ValidationException", message: "Could not find" },
    });
    contract({});
    await deploy();
    assert.equal(outputs().endpointName, ENDPOINT);
  });

  it("removes a model that a person names, asked or not", async () => {
    askedAre(aws, [ENDPOINT]);
    const { lines, failure } = await removal("churn");
    assert.equal(failure, undefined);
    assert.equal(lines.at(-1), "churn is removed from staging; its next deployment makes it anew.");
    assert.deepEqual(aws.inputs("GetMetricData"), []);
  });
});
