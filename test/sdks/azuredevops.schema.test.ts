import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import { Declarations } from "./azuredevops/declarations";
import {
  type Facts,
  factsPath,
  inputMembers,
  nameOf,
  namesWhere,
  nestedTypes,
  outputMembers,
  plainMembers,
  readFacts,
  type ResourceFact,
  samples,
} from "./azuredevops/facts";
import { Recorder, valueOf } from "./azuredevops/recorder";

interface ResourceClass {
  readonly __pulumiType: string;
  new (name: string, args?: object, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  get(name: string, id: string, state?: object): pulumi.CustomResource;
}

function isResourceClass(value: unknown): value is ResourceClass {
  return typeof value === "function" && "__pulumiType" in value && value !== azuredevops.Provider;
}

const classes = Object.entries<unknown>(azuredevops).flatMap(([name, value]) =>
  isResourceClass(value) ? [{ name, resourceClass: value }] : [],
);
const functions = Object.keys(azuredevops).filter((name) => /^get\w*(?<!Output)$/.test(name));

/** Every property may be absent from the state given for a look-up. */
function stateOf(fact: ResourceFact): ResourceFact {
  return { ...fact, required: [] };
}

describe("@pulumi/azuredevops, held against the provider's schema", () => {
  let facts: Facts;
  let declarations: Declarations;
  let recorder: Recorder;

  before(function () {
    const found = readFacts();
    if (found === undefined) {
      console.log(`    skipped: no schema at ${factsPath}; name one in AZUREDEVOPS_SCHEMA`);
      this.skip();
    }
    facts = found;
    declarations = new Declarations();
  });

  beforeEach(async () => {
    recorder = await Recorder.start();
  });

  function factOf(token: string): ResourceFact {
    const fact = facts.resources[token];
    assert.ok(fact, `the provider has no resource ${token}`);
    return fact;
  }

  for (const { name, resourceClass } of classes) {
    const token = resourceClass.__pulumiType;

    describe(name, () => {
      it("has the provider's name, and says which changes replace it", () => {
        const { inputProperties } = factOf(token);
        assert.equal(nameOf(token), name);
        const comment = declarations.commentOf(name);
        assert.ok(comment.length > 0, `${name} has no doc comment`);
        const told = /Replaced on a change of ([^.]*)\./.exec(comment)?.[1] ?? "";
        assert.deepEqual(
          [...told.matchAll(/`(\w+)`/g)].map(([, property]) => property).sort(),
          namesWhere(inputProperties, (fact) => fact.willReplaceOnChanges === true).sort(),
        );
      });

      it("declares the provider's inputs, state and outputs", () => {
        const fact = factOf(token);
        const inputs = { properties: fact.inputProperties, required: fact.requiredInputs ?? [] };
        assert.deepEqual(declarations.membersOf(`${name}Args`), inputMembers(inputs, "inputs."));
        assert.deepEqual(declarations.membersOf(`${name}State`), inputMembers(stateOf(fact), "inputs."));
        assert.deepEqual(declarations.propertiesOfClass(name), outputMembers(fact, "outputs."));
      });

      it("sends each input, secrets as secrets, and takes over each output", async () => {
        const { inputProperties, properties, aliases = [] } = factOf(token);
        const inputs = samples(facts, inputProperties);
        const outputs = samples(facts, properties);
        recorder.outputs = outputs;
        const resource = new resourceClass("it", inputs);
        await valueOf(resource.urn);
        const secrets = namesWhere(inputProperties, (fact) => fact.secret === true);
        assert.deepEqual(recorder.only, {
          type: token,
          name: "it",
          id: undefined,
          version: recorder.only.version,
          inputs,
          secretInputs: secrets,
          additionalSecretOutputs: namesWhere(properties, (fact) => fact.secret === true),
          aliases: aliases.map(({ type }) => type),
        });
        const own = new Map<string, unknown>(Object.entries(resource));
        for (const [key, value] of Object.entries(outputs)) {
          const output = own.get(key);
          assert.ok(pulumi.Output.isInstance(output), `${name}.${key} is not an output`);
          assert.deepEqual(await valueOf(output), value, `${name}.${key}`);
        }
      });

      it("asks for the inputs that the provider requires, and no others", async () => {
        const { inputProperties, requiredInputs = [] } = factOf(token);
        for (const required of requiredInputs) {
          const inputs = samples(facts, inputProperties);
          Reflect.deleteProperty(inputs, required);
          assert.throws(() => new resourceClass("it", inputs), {
            message: new RegExp(`^${token} "it" lacks required inputs: ${required} \\(given: `),
          });
        }
        const inputs = samples(facts, inputProperties);
        await valueOf(
          new resourceClass("it", Object.fromEntries(requiredInputs.map((key) => [key, inputs[key]]))).urn,
        );
        assert.equal(recorder.requests.length, 1);
      });

      it("sends each known property of the state when it is read", async () => {
        const state = samples(facts, factOf(token).properties);
        await valueOf(resourceClass.get("it", "id-1", state).urn);
        assert.equal(recorder.only.id, "id-1");
        assert.deepEqual(recorder.only.inputs, state);
      });
    });
  }

  it("Provider declares and sends the provider's configuration", async () => {
    const { provider } = facts;
    assert.deepEqual(
      declarations.membersOf("ProviderArgs"),
      inputMembers({ ...provider, required: [] }, "inputs."),
    );
    const textual = namesWhere(provider.properties, (fact) => fact.type === "string");
    const properties = Object.fromEntries(textual.map((key) => [key, provider.properties[key] ?? {}]));
    assert.deepEqual(
      declarations.propertiesOfClass("Provider"),
      outputMembers({ properties, required: [] }, "outputs."),
    );
    const inputs = samples(facts, provider.inputProperties);
    await valueOf(new azuredevops.Provider("it", inputs).urn);
    const sent = Object.entries(inputs).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    assert.deepEqual(recorder.only.inputs, Object.fromEntries(sent));
    const secrets = namesWhere(provider.inputProperties, (fact) => fact.secret === true);
    assert.deepEqual(recorder.only.secretInputs, secrets);
    assert.deepEqual(recorder.only.additionalSecretOutputs, secrets);
  });

  it("nested types have the provider's members, and there are no others", () => {
    const expected = nestedTypes(
      facts,
      classes.map(({ resourceClass }) => factOf(resourceClass.__pulumiType)),
    );
    for (const path of ["types.input", "types.output"]) {
      assert.deepEqual(declarations.exportsOf(path).sort(), [...expected.keys()].sort());
    }
    for (const [name, fact] of expected) {
      assert.deepEqual(declarations.membersOf(name, "types.input"), inputMembers(fact, ""), name);
      assert.deepEqual(declarations.membersOf(name, "types.output"), plainMembers(fact, ""), name);
    }
  });

  for (const name of functions) {
    it(`${name} declares the provider's arguments and result, and sends each argument`, async () => {
      const token = `azuredevops:index/${name}:${name}`;
      const fact = facts.functions[token];
      assert.ok(fact, `the provider has no function ${token}`);
      const prefix = name.charAt(0).toUpperCase() + name.slice(1);
      assert.deepEqual(declarations.membersOf(`${prefix}Result`), plainMembers(fact.outputs, "outputs."));
      const forms = new Map<string, unknown>(Object.entries(azuredevops));
      const args = fact.inputs && samples(facts, fact.inputs.properties);
      if (fact.inputs !== undefined) {
        assert.deepEqual(declarations.membersOf(`${prefix}Args`), plainMembers(fact.inputs, "inputs."));
        assert.deepEqual(declarations.membersOf(`${prefix}OutputArgs`), inputMembers(fact.inputs, "inputs."));
      }
      await (forms.get(name) as (args?: object) => Promise<unknown>)(args);
      await valueOf((forms.get(`${name}Output`) as (args?: object) => pulumi.Output<unknown>)(args));
      assert.deepEqual(
        recorder.requests.map(({ type, inputs }) => ({ type, inputs })),
        [1, 2].map(() => ({ type: token, inputs: args ?? {} })),
      );
    });
  }

  it("exports nothing else, so that the published package can take its place", () => {
    const resources = classes.flatMap(({ name }) => [name, `${name}Args`, `${name}State`]);
    const calls = functions.flatMap((name) => {
      const prefix = name.charAt(0).toUpperCase() + name.slice(1);
      const takesArgs = facts.functions[`azuredevops:index/${name}:${name}`]?.inputs !== undefined;
      const args = takesArgs ? [`${prefix}Args`, `${prefix}OutputArgs`] : [];
      return [name, `${name}Output`, `${prefix}Result`, ...args];
    });
    assert.deepEqual(
      declarations.exportsOf("").sort(),
      [...resources, ...calls, "Provider", "ProviderArgs", "types"].sort(),
    );
  });
});
