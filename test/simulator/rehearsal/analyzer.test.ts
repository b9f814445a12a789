import assert from "node:assert/strict";
import { join } from "node:path";

import { type Analyzer, startAnalyzer, type Verdicts } from "../../../simulator/rehearsal/analyzer";
import type { PolicyConfig } from "../../../simulator/rehearsal/policy-config";
import type { RecordedResource } from "../../../simulator/rehearsal/resource";
import { secret, UNKNOWN } from "../../../simulator/rehearsal/values";
import { recorded } from "./recorded";

const pack = join(__dirname, "../../fixtures/rehearsal/pack");
const place = { account: "111111111111", region: "eu-west-1", partition: "aws" } as const;

const provider = recorded("plane", {
  type: "pulumi:providers:test",
  inputs: { account: place.account },
});
const group = recorded("group", { type: "fixture:index:Group", custom: false, id: null });
const within = { parent: group.urn, provider: provider.urn, place, protect: true };
const first = recorded("group-first", {
  ...within,
  inputs: { value: "a" },
  outputs: { value: "a", arn: "arn:first" },
});
const second = recorded("group-second", {
  ...within,
  inputs: { value: secret("hidden"), target: "arn:first" },
  outputs: { value: secret("hidden"), target: "arn:first", arn: "arn:second" },
  dependencies: [first.urn],
  propertyDependencies: { target: [first.urn], value: [] },
});
const sound: readonly RecordedResource[] = [provider, group, first, second];

describe("judging a graph with a policy pack", () => {
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(pack);
  });

  after(() => {
    analyzer.stop();
  });

  const judge = (resources: readonly RecordedResource[], policyConfig?: PolicyConfig): Promise<Verdicts> =>
    analyzer.analyze(resources, {
      project: "fixture",
      settings: { stack: "dev", config: {}, secretKeys: [] },
      ...(policyConfig === undefined ? {} : { policyConfig }),
    });

  /** The sound graph with one resource changed. */
  const without = (changed: RecordedResource, changes: Partial<RecordedResource>): RecordedResource[] =>
    sound.map((resource) => (resource === changed ? { ...resource, ...changes } : resource));

  it("finds nothing in a sound graph, and counts the rules that judged", async () => {
    assert.deepEqual(await judge(sound), {
      rules: 4,
      resources: 4,
      violations: [],
      undecided: [],
      advisory: [],
    });
  });

  it("finds a fault in inputs", async () => {
    const { violations } = await judge(without(first, { inputs: {} }));
    assert.deepEqual(violations, [
      {
        rule: "thing-has-value",
        resource: first.urn,
        message: "Things have a value.\nvalue is missing or forbidden",
      },
    ]);
  });

  it("finds a fault in how resources depend on each other", async () => {
    const { violations } = await judge(without(second, { propertyDependencies: {} }));
    assert.deepEqual(violations, [
      {
        rule: "group-is-a-chain",
        resource: group.urn,
        message: "The second thing of a group follows the first.\nthere is no chain",
      },
    ]);
  });

  it("finds a fault in the provider", async () => {
    const { violations } = await judge(without(provider, { inputs: { account: "222222222222" } }));
    assert.deepEqual(
      violations.map(({ rule, resource }) => [rule, resource]),
      [
        ["thing-acts-by-provider", first.urn],
        ["thing-acts-by-provider", second.urn],
      ],
    );
  });

  it("tells apart what advisory rules say and what rules cannot decide yet", async () => {
    const { violations, undecided, advisory } = await judge(
      without(first, { protect: false, inputs: { value: UNKNOWN } }),
    );
    assert.deepEqual(violations, []);
    assert.deepEqual(
      undecided.map(({ rule, resource }) => [rule, resource]),
      [["thing-has-value", first.urn]],
    );
    assert.deepEqual(advisory, [
      {
        rule: "thing-is-protected",
        resource: first.urn,
        message: "Things are protected.\nprotect is not set",
      },
    ]);
  });

  it("lets a policy config change levels and properties, for one graph only", async () => {
    const config = {
      "thing-has-value": { enforcementLevel: "advisory", forbidden: "a" },
      "thing-is-protected": "disabled",
    };
    const configured = await judge(sound, config);
    assert.equal(configured.rules, 3);
    assert.deepEqual(configured.violations, []);
    assert.deepEqual(
      configured.advisory.map(({ rule, resource }) => [rule, resource]),
      [["thing-has-value", first.urn]],
    );
    assert.deepEqual((await judge(sound)).advisory, []);
  });

  it("shows stack rules the outputs, and what they say of the stack as a whole", async () => {
    const { violations } = await judge(sound, { "stack-says": "mandatory" });
    assert.deepEqual(violations, [
      { rule: "stack-says", resource: null, message: "Shows the outputs of the first thing.\narn:first" },
    ]);
  });

  it("does not ask about resources that are only read", async () => {
    assert.deepEqual((await judge(without(first, { external: true, inputs: {} }))).violations, []);
  });

  it("refuses settings for a rule that the pack does not have", async () => {
    await assert.rejects(judge(sound, { "thing-has-valu": "advisory" }), {
      name: "RefusedError",
      message: "policy config: fixture-pack has no policy thing-has-valu",
    });
  });

  it("says so when a rule crashes, and goes on with the next graph", async () => {
    await assert.rejects(judge(sound, { crashes: "mandatory" }), /a fault of the rule/);
    assert.deepEqual((await judge(sound)).violations, []);
  });
});

describe("a policy pack that does not start", () => {
  it("is refused with what it said", async () => {
    const analyzer = startAnalyzer(join(__dirname, "../../fixtures/rehearsal/program/files"));
    await assert.rejects(
      analyzer.analyze([], { project: "x", settings: { stack: "x", config: {}, secretKeys: [] } }),
      /^RefusedError: policy pack .*files does not start; is it built\?\n/,
    );
    analyzer.stop();
  });
});
