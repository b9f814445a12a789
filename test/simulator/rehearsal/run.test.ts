import assert from "node:assert/strict";
import { join } from "node:path";

import { ProgramError } from "../../../simulator/rehearsal/program";
import type { RecordedResource } from "../../../simulator/rehearsal/resource";
import {
  type Rehearsal,
  rehearse,
  type RehearseOptions,
  siblingOutputs,
} from "../../../simulator/rehearsal/run";
import { secret, UNKNOWN } from "../../../simulator/rehearsal/values";
import { testCloud } from "../../fixtures/rehearsal/cloud";

const program = join(__dirname, "../../fixtures/rehearsal/program");
const prefix = "urn:pulumi:dev::fixture";
const stackUrn = `${prefix}::pulumi:pulumi:Stack::fixture-dev`;
const groupUrn = `${prefix}::fixture:index:Group::group`;
const providerUrn = `${prefix}::pulumi:providers:test::plane`;
const firstUrn = `${prefix}::fixture:index:Group$test:index/thing:Thing::group-first`;
const secondUrn = `${prefix}::fixture:index:Group$test:index/thing:Thing::group-second`;

/** Rehearses one case of the fixture program. */
function rehearseCase(name: string, options: Partial<RehearseOptions> = {}): Promise<Rehearsal> {
  const config = {
    "fixture:case": name,
    "fixture:token": "hidden",
    "pulumi:disable-default-providers": '["*"]',
  };
  return rehearse({
    program,
    clouds: testCloud,
    settings: { stack: "dev", config, secretKeys: ["fixture:token"] },
    ...options,
  });
}

function find({ resources }: Rehearsal, urn: string): RecordedResource {
  return resources.find((resource) => resource.urn === urn) ?? assert.fail(`no ${urn}`);
}

describe("rehearsing a program", () => {
  let rehearsal: Rehearsal;
  const counts: number[] = [];

  before(async () => {
    rehearsal = await rehearseCase("complete", { progress: (count) => counts.push(count) });
  });

  it("records every resource by the URN that the engine gives it, and counts them meanwhile", () => {
    assert.deepEqual(
      rehearsal.resources.map(({ urn }) => urn),
      [firstUrn, secondUrn, groupUrn, stackUrn, providerUrn].sort(),
    );
    assert.deepEqual(counts, [1, 2, 3, 4, 5]);
  });

  it("records parents, provider and place", () => {
    const { parent, provider, place, custom } = find(rehearsal, firstUrn);
    assert.deepEqual({ parent, provider, custom }, { parent: groupUrn, provider: providerUrn, custom: true });
    assert.deepEqual(place, { account: "111111111111", region: "eu-west-1", partition: "aws" });
    assert.equal(find(rehearsal, groupUrn).parent, stackUrn);
    assert.equal(find(rehearsal, groupUrn).provider, null);
    assert.equal(find(rehearsal, stackUrn).parent, null);
  });

  it("records inputs as the provider's check returns them, outputs and id as the cloud answers", () => {
    const { inputs, outputs, id } = find(rehearsal, firstUrn);
    assert.deepEqual(inputs, { name: "group-first-named", value: "plain" });
    assert.deepEqual(outputs, { ...inputs, arn: "arn:111111111111:eu-west-1:group-first" });
    assert.equal(id, "group-first-id");
  });

  it("hands outputs on and records what depends on what", () => {
    const { inputs, dependencies, propertyDependencies } = find(rehearsal, secondUrn);
    assert.equal(inputs.target, "arn:111111111111:eu-west-1:group-first");
    assert.deepEqual(dependencies, [firstUrn]);
    assert.deepEqual(propertyDependencies, { target: [firstUrn], value: [] });
  });

  it("keeps secrets secret in inputs, in what the cloud echoes, and in what the stack exports", () => {
    assert.deepEqual(find(rehearsal, secondUrn).inputs.value, secret("hidden"));
    assert.deepEqual(find(rehearsal, secondUrn).outputs.value, secret("hidden"));
    assert.deepEqual(rehearsal.outputs.token, secret("hidden"));
    assert.doesNotMatch(JSON.stringify(rehearsal.graph), /hidden/);
  });

  it("records resource options", () => {
    const { protect, retainOnDelete, ignoreChanges } = find(rehearsal, secondUrn);
    assert.deepEqual(
      { protect, retainOnDelete, ignoreChanges },
      { protect: false, retainOnDelete: true, ignoreChanges: ["value"] },
    );
    assert.equal(find(rehearsal, firstUrn).protect, true);
  });

  it("answers functions where the resource's provider acts", () => {
    assert.deepEqual(rehearsal.outputs.zones, { count: 2, names: ["eu-west-1a", "eu-west-1b"] });
  });

  it("says the same twice", async () => {
    assert.deepEqual((await rehearseCase("complete")).resources, rehearsal.resources);
  });
});

describe("rehearsing with unknowns", () => {
  it("leaves ids and computed outputs unknown, and what follows from them", async () => {
    const rehearsal = await rehearseCase("complete", { unknowns: true });
    const first = find(rehearsal, firstUrn);
    assert.equal(first.id, UNKNOWN);
    assert.deepEqual(first.outputs, { name: "group-first-named", value: "plain", arn: UNKNOWN });
    assert.equal(find(rehearsal, secondUrn).inputs.target, UNKNOWN);
    assert.deepEqual(find(rehearsal, secondUrn).outputs.value, secret("hidden"));
    assert.equal(rehearsal.outputs.arn, UNKNOWN);
  });
});

describe("rehearsing a program with assets", () => {
  it("shows them by content in the graph", async () => {
    const { graph } = await rehearseCase("files");
    const { code, page } = graph.resources.find(({ name }) => name === "files")?.inputs ?? {};
    assert.deepEqual(page, {
      __pulumiAsset: "file",
      hash: "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806",
    });
    assert.deepEqual(Object.keys(code ?? {}), ["__pulumiArchive", "hash"]);
    assert.ok(!JSON.stringify(graph).includes(program));
  });
});

describe("a rehearsal", () => {
  const fails = (name: string, check: (error: ProgramError) => void): Promise<void> =>
    assert.rejects(rehearseCase(name), (error) => {
      assert.ok(error instanceof ProgramError);
      check(error);
      return true;
    });

  it("refuses a resource without a provider where default providers are disabled", () =>
    fails("missing-provider", ({ message }) => {
      assert.equal(
        message,
        "Default provider for 'test' disabled. " +
          `'${prefix}::test:index/thing:Thing::lonely' must use an explicit provider.`,
      );
    }));

  it("refuses a function without a provider where default providers are disabled", () =>
    fails("missing-invoke-provider", ({ message }) => {
      assert.match(
        message,
        /Default provider for 'test' disabled\. 'test:index\/zones:zones' must use an explicit provider\./,
      );
    }));

  it("lets a default provider act, with its package's configuration, where the stack file allows it", async () => {
    const config = {
      "fixture:case": "missing-provider",
      "pulumi:disable-default-providers": '["other"]',
      "test:account": "222222222222",
      "test:region": "eu-central-1",
    };
    const { outputs } = await rehearseCase("", { settings: { stack: "dev", config, secretKeys: [] } });
    assert.deepEqual(outputs, { arn: "arn:222222222222:eu-central-1:lonely" });
  });

  it("refuses a list of disabled default providers that is none", async () => {
    const config = { "fixture:case": "other", "pulumi:disable-default-providers": "aws" };
    await assert.rejects(rehearseCase("", { settings: { stack: "dev", config, secretKeys: [] } }), {
      name: "RefusedError",
      message: 'pulumi:disable-default-providers must be a list of package names or "*"; given aws',
    });
  });

  it("refuses two resources with one URN", () =>
    fails("duplicate", ({ message }) => {
      assert.equal(
        message,
        `Duplicate resource URN '${prefix}::test:index/thing:Thing::same'; try giving it a unique name`,
      );
    }));

  it("shows refused settings in the program's words, without a stack trace", () =>
    fails("refused-settings", ({ messages }) => {
      assert.deepEqual(messages, [{ severity: "error", text: "settings of stack x are wrong" }]);
    }));

  it("shows where a program crashed", () =>
    fails("crash", ({ message }) => {
      assert.match(message, /TypeError: a fault of the program\n +at /);
    }));

  it("passes on what a program says and prints", async () => {
    assert.deepEqual((await rehearseCase("says")).messages, [
      { severity: "warning", text: "take care" },
      { severity: "info", text: "printed" },
    ]);
  });

  it("passes on what the cloud refuses", async () => {
    const clouds = {
      ...testCloud,
      simulate: () => {
        throw new Error("no room left");
      },
    };
    await assert.rejects(rehearseCase("valueless", { clouds }), { message: "no room left" });
  });

  it("refuses a folder without a program", async () => {
    await assert.rejects(rehearseCase("complete", { program: join(program, "files") }), {
      name: "RefusedError",
      message: /^cannot read the project: ENOENT/,
    });
  });
});

describe("reading another stack", () => {
  it("rehearses the program's own other stack and takes its outputs, secrets included", async () => {
    const rehearsal = await rehearseCase("reads-stack");
    assert.deepEqual(rehearsal.outputs, { accounts: { dev: "111111111111" }, secret: secret("hidden") });
    const reference = find(rehearsal, `${prefix}::pulumi:pulumi:StackReference::organization/fixture/other`);
    assert.equal(reference.external, true);
    assert.deepEqual(reference.outputs.secretOutputNames, ["secret"]);
  });

  it("knows no stack of another project, and none without a stack file", async () => {
    const outputsOf = siblingOutputs({
      program,
      clouds: testCloud,
      settings: { stack: "dev", config: {}, secretKeys: [] },
    });
    assert.equal(await outputsOf("organization/elsewhere/other"), undefined);
    assert.equal(await outputsOf("organization/fixture/none"), undefined);
    assert.equal(await outputsOf("other"), undefined);
  });

  it("takes outputs from elsewhere, and refuses an unknown stack", async () => {
    const accounts = { dev: "222222222222" };
    const { outputs } = await rehearseCase("reads-stack", {
      outputsOf: (name) => Promise.resolve(name === "organization/fixture/other" ? { accounts } : undefined),
    });
    assert.deepEqual(outputs.accounts, accounts);
    await assert.rejects(rehearseCase("reads-stack", { outputsOf: () => Promise.resolve(undefined) }), {
      message: "unknown stack 'organization/fixture/other'",
    });
  });
});
