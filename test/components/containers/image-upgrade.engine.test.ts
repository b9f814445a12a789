import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as aws from "@pulumi/aws";
import { Repository } from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import type { EngineEvent, PulumiFn, Stack } from "@pulumi/pulumi/automation";

import { ApprovedImageRepository } from "../../../components/containers/approved-image-repository";
import type { LifecycleRule } from "../../../components/containers/lifecycle-rules";
import {
  EXPIRE_OLD_BUILDS,
  EXPIRE_UNTAGGED,
  KEEP_APPROVED,
} from "../../../components/containers/lifecycle-rules";
import { ModelImageRepository, PULL_ACTIONS } from "../../../components/containers/model-image-repository";
import { onlyConsumers } from "../../../components/identity/consumers";
import { policyDocument } from "../../../components/identity/policy";
import { awsProvider, awsxProvider } from "../../../settings/providers";
import { findPulumiCli } from "../../../simulator/engine/cli";
import { prepareOfflineEngine } from "../../../simulator/engine/env";
import { installPlugin, languageHost } from "../../../simulator/engine/plugins";
import { simulatedPlugin } from "../../../simulator/engine/sandbox/session";
import { CONSUMERS, KEY_ARN, scope } from "../../support/fixtures";
import { ROOT } from "../../support/rehearsed";
import { AWS } from "../../support/types";

const URN = "urn:pulumi:prod::images::mlops:containers:";

/** A component as it was before awsx: its repository and the life cycle directly below it. */
class PlainRepository extends pulumi.ComponentResource {
  readonly repository: aws.ecr.Repository;

  constructor(
    kind: "ModelImageRepository" | "EnvironmentImageRepository",
    name: string,
    args: { readonly name: string; readonly rules: readonly LifecycleRule[] },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super(`mlops:containers:${kind}`, name, {}, opts);
    this.repository = new aws.ecr.Repository(
      name,
      {
        name: args.name,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY_ARN }],
        forceDelete: false,
      },
      { parent: this, protect: true },
    );
    const rules = args.rules.map((rule, index) => ({
      rulePriority: index + 1,
      ...rule,
      action: { type: "expire" },
    }));
    new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: this.repository.name, policy: JSON.stringify({ rules }) },
      { parent: this },
    );
    this.registerOutputs({ repositoryUrl: this.repository.repositoryUrl });
  }
}

const plain = program([], (options) => {
  const model = new PlainRepository(
    "ModelImageRepository",
    "churn",
    { name: "mlops/fraud/churn", rules: [EXPIRE_UNTAGGED] },
    options,
  );
  new aws.ecr.RepositoryPolicy(
    "churn-policy",
    {
      repository: model.repository.name,
      policy: policyDocument([
        { sid: "PullByConsumers", ...onlyConsumers(CONSUMERS), actions: PULL_ACTIONS },
      ]),
    },
    { parent: model },
  );
  new PlainRepository(
    "EnvironmentImageRepository",
    "training",
    {
      name: "mlops/fraud/environments/training",
      rules: [KEEP_APPROVED, EXPIRE_OLD_BUILDS, EXPIRE_UNTAGGED],
    },
    options,
  );
  return model.repository.repositoryUrl;
});

const byAwsx = program([awsxProvider], (options) => {
  const args = { scope: scope(), kmsKeyArn: KEY_ARN };
  const model = new ModelImageRepository("churn", { ...args, model: "churn", consumers: CONSUMERS }, options);
  new ApprovedImageRepository("training", { ...args, image: "training" }, options);
  return model.repositoryUrl;
});

const mutable = program([awsxProvider], (options) => {
  const args = { imageTagMutability: "MUTABLE", imageScanningConfiguration: { scanOnPush: true } };
  return new Repository("open", args, options).url;
});

const withoutAwsx = program([], (options) => {
  const args = { scope: scope(), kmsKeyArn: KEY_ARN, model: "churn" };
  return new ModelImageRepository("churn", args, options).repositoryUrl;
});

/** @param others - Make the providers beside that of AWS. */
function program(
  others: readonly (() => pulumi.ProviderResource)[],
  make: (options: pulumi.ComponentResourceOptions) => pulumi.Output<string>,
): PulumiFn {
  return () => {
    const provider = awsProvider(scope(), { owner: "ada@example.com", costCenter: "CC-0001" });
    const url = make({ providers: [provider, ...others.map((other) => other())] });
    return Promise.resolve({ url });
  };
}

describe("a stack with image repositories, in the real engine", function () {
  // The first run on a machine may have to build the CLI.
  this.timeout(1_200_000);
  let folder: string;
  let stack: Stack;

  before(async function () {
    let cli;
    try {
      cli = await findPulumiCli((line) => {
        console.log(`      ${line}`);
      });
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "mlops-images-"));
    const engine = await prepareOfflineEngine(folder);
    const plugins = ["aws", "awsx"].map((name) => simulatedPlugin(ROOT, name));
    for (const plugin of [...(cli.source === "built" ? [languageHost] : []), ...plugins]) {
      await installPlugin(engine.home, plugin);
    }
    stack = await LocalWorkspace.createStack(
      { stackName: "prod", projectName: "images", program: plain },
      {
        pulumiCommand: await PulumiCommand.get({ root: cli.root }),
        pulumiHome: engine.home,
        envVars: { ...engine.environment },
        secretsProvider: "passphrase",
      },
    );
    await stack.setConfig("pulumi:disable-default-providers", { value: '["*"]' });
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("is made without awsx", async () => {
    const steps = await up(stack, plain);
    assert.deepEqual(
      steps.filter((step) => step.includes(" aws:ecr/")),
      [
        "create aws:ecr/lifecyclePolicy:LifecyclePolicy churn-lifecycle",
        "create aws:ecr/lifecyclePolicy:LifecyclePolicy training-lifecycle",
        "create aws:ecr/repository:Repository churn",
        "create aws:ecr/repository:Repository training",
        "create aws:ecr/repositoryPolicy:RepositoryPolicy churn-policy",
      ],
    );
  });

  it("refuses components of awsx that have no provider for them", async () => {
    await assert.rejects(
      up(stack, withoutAwsx),
      /Default provider for 'awsx' disabled\. 'awsx:ecr:Repository' must use an explicit provider/,
    );
  });

  it("keeps repositories and life cycles when awsx takes them over", async () => {
    const before = await repositories(stack);
    assert.deepEqual(await up(stack, byAwsx), [
      "create awsx:ecr:Repository churn",
      "create awsx:ecr:Repository training",
      "create pulumi:providers:awsx awsx",
      // The engine's own, which looks up resources that components give back.
      "create pulumi:providers:pulumi default",
    ]);
    const after = await repositories(stack);
    assert.deepEqual(Object.keys(after), [
      `${URN}EnvironmentImageRepository$awsx:ecr:Repository$${AWS.ecr.Repository}::training`,
      `${URN}ModelImageRepository$awsx:ecr:Repository$${AWS.ecr.Repository}::churn`,
    ]);
    assert.deepEqual(Object.values(after), Object.values(before));
    assert.deepEqual(Object.values(after), [
      { id: "mlops/fraud/environments/training", protect: true, account: "automation" },
      { id: "mlops/fraud/churn", protect: true, account: "automation" },
    ]);
  });

  it("changes nothing the next time", async () => {
    assert.deepEqual(await up(stack, byAwsx), []);
    const { url } = await stack.outputs();
    assert.equal(url?.value, "200000000002.dkr.ecr.eu-west-1.amazonaws.com/mlops/fraud/churn");
  });

  it("is held to the guardrails in what awsx makes", async () => {
    const violations = new Set<string>();
    const preview = stack.preview({
      program: mutable,
      policyPacks: [join(ROOT, "policy")],
      onEvent: ({ policyEvent }) => {
        if (policyEvent?.enforcementLevel === "mandatory") {
          violations.add(`${policyEvent.policyName} ${policyEvent.resourceUrn ?? ""}`);
        }
      },
    });
    await assert.rejects(preview);
    const urn = `urn:pulumi:prod::images::awsx:ecr:Repository$${AWS.ecr.Repository}::open`;
    assert.deepEqual(
      [...violations].filter((violation) => violation.endsWith(urn)).sort(),
      ["ecr-cmk", "ecr-immutable-tags", "stateful-protected"].map((rule) => `${rule} ${urn}`),
    );
  });
});

/** What an update did to resources that did not stay as they are, sorted. */
async function up(stack: Stack, next: PulumiFn): Promise<string[]> {
  const steps: string[] = [];
  await stack.up({
    program: next,
    color: "never",
    onEvent: ({ resourcePreEvent }: EngineEvent) => {
      const { op, type, urn } = resourcePreEvent?.metadata ?? { op: "same", type: "", urn: "" };
      if (op !== "same") {
        steps.push(`${op} ${type} ${urn.split("::").at(-1) ?? urn}`);
      }
    },
  });
  return steps.sort();
}

/** Repositories in the state, by URN. */
async function repositories(stack: Stack): Promise<Record<string, unknown>> {
  const { deployment } = (await stack.exportStack()) as unknown as {
    deployment: {
      resources: { urn: string; type: string; id: string; protect?: boolean; provider: string }[];
    };
  };
  const found = deployment.resources.filter(({ type }) => type === AWS.ecr.Repository);
  const byUrn = found.sort((one, other) => (one.urn < other.urn ? -1 : 1));
  return Object.fromEntries(
    byUrn.map(({ urn, id, protect, provider }) => [
      urn,
      { id, protect, account: provider.split("::").at(-2) },
    ]),
  );
}
