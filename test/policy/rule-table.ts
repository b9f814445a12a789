import assert from "node:assert/strict";
import type { Rule } from "../../policy/harness/rule";
import { createPolicies } from "../../policy/pack";
import { analyze, analyzeStack, urnOf } from "../support/analyzer";
import type { Finding, ResourceRecord } from "../support/analyzer";

/** In a change: the property is left out. */
export const ABSENT = Symbol("absent");

/** Properties by dotted path to their new value, or any other edit. */
export type Change = Readonly<Record<string, unknown>> | ((resource: ResourceRecord) => ResourceRecord);

interface ResourceTable {
  /** A resource without fault, with every property that the rule looks at. */
  readonly compliant: ResourceRecord;
  /** Title to a change that keeps the resource without fault. */
  readonly accepts?: Readonly<Record<string, Change>>;
  /** Title to a change and the one line that it has to bring. */
  readonly refuses: Readonly<Record<string, readonly [Change, string]>>;
  /** Title to a change that makes a value unknown, and the properties to be shown as undecided. */
  readonly undecided?: Readonly<Record<string, readonly [Change, string]>>;
}

/** Tests a resource rule: one resource without fault, and one change a case. */
export function testResourceRule(rule: Rule, table: ResourceTable): void {
  const { compliant, accepts = {}, refuses, undecided = {} } = table;
  const judge = (resource: ResourceRecord): Promise<readonly Finding[]> =>
    analyze(createPolicies([rule]), resource);

  describe(rule.name, () => {
    it("accepts a compliant resource", async () => {
      assert.deepEqual(await judge(compliant), []);
    });

    it("does not judge another type", async () => {
      const worst = Object.values(refuses)[0]?.[0] ?? {};
      assert.deepEqual(
        await judge({ ...apply(compliant, worst), type: "random:index/randomPet:RandomPet" }),
        [],
      );
    });

    for (const [title, change] of Object.entries(accepts)) {
      it(`accepts ${title}`, async () => {
        assert.deepEqual(await judge(apply(compliant, change)), []);
      });
    }

    for (const [title, [change, line]] of Object.entries(refuses)) {
      it(`refuses ${title}`, async () => {
        const resource = apply(compliant, change);
        assert.deepEqual(summaries(await judge(resource), rule), [`mandatory ${resource.name} ${line}`]);
      });
    }

    for (const [title, [change, properties]] of Object.entries(undecided)) {
      it(`shows as undecided ${title}`, async () => {
        const resource = apply(compliant, change);
        assert.deepEqual(summaries(await judge(resource), rule), [
          `advisory ${resource.name} ${properties}: unknown at preview`,
        ]);
      });
    }
  });
}

export type GraphChange = (graph: readonly ResourceRecord[]) => readonly ResourceRecord[];

interface StackTable {
  /** A graph without fault. */
  readonly compliant: readonly ResourceRecord[];
  readonly accepts?: Readonly<Record<string, GraphChange>>;
  /** Title to a change and the lines that it has to bring: "<resource name> <where>: <problem>". */
  readonly refuses: Readonly<Record<string, readonly [GraphChange, ...string[]]>>;
  /** Title to a change and the line to be shown as undecided: "<resource name> <properties>". */
  readonly undecided?: Readonly<Record<string, readonly [GraphChange, string]>>;
}

/** Tests a graph rule: one graph without fault, and one change a case. The order of resources never matters. */
export function testStackRule(rule: Rule, table: StackTable): void {
  const { compliant, accepts = {}, refuses, undecided = {} } = table;
  const expectLines = async (graph: readonly ResourceRecord[], lines: readonly string[]): Promise<void> => {
    for (const order of [graph, [...graph].reverse()]) {
      assert.deepEqual([...(await stackLines(rule, order))].sort(), [...lines].sort());
    }
  };

  describe(rule.name, () => {
    it("accepts a compliant graph", () => expectLines(compliant, []));

    it("accepts an empty stack", () => expectLines([], []));

    for (const [title, change] of Object.entries(accepts)) {
      it(`accepts ${title}`, () => expectLines(change(compliant), []));
    }

    for (const [title, [change, ...lines]] of Object.entries(refuses)) {
      it(`refuses ${title}`, () =>
        expectLines(
          change(compliant),
          lines.map((line) => `mandatory ${line}`),
        ));
    }

    for (const [title, [change, line]] of Object.entries(undecided)) {
      it(`shows as undecided ${title}`, () =>
        expectLines(change(compliant), [`advisory ${line}: unknown at preview`]));
    }
  });
}

/** The findings of a graph rule as lines "<level> <resource name> <where>: <problem>". */
export async function stackLines(rule: Rule, graph: readonly ResourceRecord[]): Promise<readonly string[]> {
  return summaries(await analyzeStack(createPolicies([rule]), graph), rule);
}

/** A graph change: edits the resource of that name, by one change after the other. */
export function edit(name: string, ...changes: readonly Change[]): GraphChange {
  return (graph) => {
    assert.ok(
      graph.some((resource) => resource.name === name),
      `no resource ${name} to edit`,
    );
    return graph.map((resource) => (resource.name === name ? changes.reduce(apply, resource) : resource));
  };
}

/** A graph change: leaves out the resource of that name. */
export function drop(name: string): GraphChange {
  return (graph) => {
    const rest = graph.filter((resource) => resource.name !== name);
    assert.equal(rest.length, graph.length - 1, `no resource ${name} to drop`);
    return rest;
  };
}

/** A graph change: adds resources. */
export function add(...resources: readonly ResourceRecord[]): GraphChange {
  return (graph) => [...graph, ...resources];
}

/** Several graph changes, one after the other. */
export function all(...changes: readonly GraphChange[]): GraphChange {
  return (graph) => changes.reduce((result, change) => change(result), graph);
}

/** A resource whose properties take values from other resources of the graph. */
export function node(
  type: string,
  name: string,
  props: object,
  links: Readonly<Record<string, ResourceRecord>> = {},
): ResourceRecord {
  const propertyDependencies = Object.fromEntries(
    Object.entries(links).map(([property, target]) => [property, [urnOf(target.type, target.name)]]),
  );
  return { type, name, props, propertyDependencies };
}

export function apply(resource: ResourceRecord, change: Change): ResourceRecord {
  if (typeof change === "function") {
    return change(resource);
  }
  const props = structuredClone(resource.props ?? {}) as Record<string, unknown>;
  for (const [path, value] of Object.entries(change)) {
    assign(props, path.split("."), value);
  }
  return { ...resource, props };
}

function assign(
  container: Record<string, unknown>,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length > 0) {
    container[key] ??= {};
    assign(container[key] as Record<string, unknown>, rest, value);
  } else if (value === ABSENT) {
    Reflect.deleteProperty(container, key);
  } else {
    container[key] = value;
  }
}

/** Checks the frame of each message and gives level, resource and the line that says what is wrong. */
function summaries(findings: readonly Finding[], rule: Rule): readonly string[] {
  return findings.map(({ policy, level, urn, message }) => {
    const [head, what, ...rest] = message.split("\n");
    assert.equal(policy, rule.name);
    if (what?.endsWith(": unknown at preview") === true) {
      assert.equal(head, `${rule.name} is undecided`);
    } else {
      assert.equal(head, rule.description);
      assert.deepEqual(rest, [`why: ${rule.controls.join(", ")}`, `fix: ${rule.remediation}`]);
    }
    return `${level} ${urn.split("::").at(-1)} ${what}`;
  });
}
