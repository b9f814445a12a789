import assert from "node:assert/strict";
import { resourceRule, stackRule } from "../../../policy/harness/rule";
import type { Rule } from "../../../policy/harness/rule";
import { createPolicies } from "../../../policy/pack";
import { analyze, analyzeStack, UNKNOWN, urnOf } from "../../support/analyzer";
import type { ResourceRecord } from "../../support/analyzer";

const THING = "aws:test/thing:Thing";
const thing: ResourceRecord = { type: THING, name: "thing", props: { good: false, other: UNKNOWN } };
const metadata = {
  description: "Things are good.",
  severity: "low",
  level: "advisory",
  controls: ["Book 1"],
  remediation: "make it good",
  url: "https://example.com",
} as const;

const crashing = resourceRule({
  ...metadata,
  name: "thing-crashing",
  types: [THING],
  check: () => {
    throw new TypeError("no such field");
  },
});
const good = resourceRule({
  ...metadata,
  name: "thing-good",
  types: [THING],
  check(_thing, report) {
    report.expect("other", (value) => value === true, "is not true");
    report.expect("good", (value) => value === true, "is not true");
  },
});
const crashingStack = stackRule({
  ...metadata,
  name: "stack-crashing",
  check: () => {
    throw new TypeError("no such field");
  },
});
const crashingOnOne = stackRule({
  ...metadata,
  name: "stack-crashing-on-one",
  check(stack) {
    stack.judge(stack.graph.ofType(THING), (node, report) => {
      if (node.name === "bad") {
        throw new TypeError("no such field");
      }
      report.violation("good", "is not true");
    });
  },
});

async function lines(
  rules: readonly Rule[],
  resources: readonly ResourceRecord[],
): Promise<readonly string[]> {
  const policies = createPolicies(rules);
  const single = await Promise.all(resources.map((resource) => analyze(policies, resource)));
  const findings = [...single.flat(), ...(await analyzeStack(policies, resources))];
  return findings.map(({ policy, level, urn, message }) => `${level} ${policy} ${urn}\n${message}`);
}

const CRASHED =
  "crashed and judged nothing\nTypeError: no such field\nfix: report it to the owners of the policy pack";
const urn = urnOf(THING, "thing");
const faulty = (policy: string, at = urn): string =>
  `advisory ${policy} ${at}\nThings are good.\ngood: is not true\nwhy: Book 1\nfix: make it good`;

describe("a rule at fault", () => {
  it("blocks under its own name, even an advisory rule, and leaves the other rules judging", async () => {
    assert.deepEqual(await lines([crashing, good], [{ ...thing, props: { good: false, other: true } }]), [
      `mandatory thing-crashing ${urn}\nrule thing-crashing ${CRASHED}`,
      faulty("thing-good"),
    ]);
  });

  it("blocks under its own name when it is a graph rule", async () => {
    assert.deepEqual(await lines([crashingStack], [thing]), [
      `mandatory stack-crashing \nrule stack-crashing ${CRASHED}`,
    ]);
  });

  it("leaves the other resources judged when it fails on one", async () => {
    const bad = urnOf(THING, "bad");
    assert.deepEqual(await lines([crashingOnOne], [thing, { ...thing, name: "bad" }]), [
      `mandatory stack-crashing-on-one ${bad}\nrule stack-crashing-on-one ${CRASHED}`,
      faulty("stack-crashing-on-one"),
    ]);
  });
});

describe("an unknown value", () => {
  it("does not hide a fault in another property, and is shown itself", async () => {
    assert.deepEqual(await lines([good], [thing]), [
      faulty("thing-good"),
      `advisory thing-good ${urn}\nthing-good is undecided\nother: unknown at preview\n` +
        "fix: build the value from names and account ids that are known, or read the verdict at update",
    ]);
  });
});

describe("a message", () => {
  it("never holds the value at fault", async () => {
    const secret = "hunter2hunter2";
    const leaky = resourceRule({
      ...metadata,
      name: "thing-document",
      types: [THING],
      check(subject, report) {
        report.expect("good", (value) => value === true, "is not true");
        subject.json("document");
      },
    });
    const found = await lines([leaky], [{ ...thing, props: { good: secret, document: `{"p": ${secret}` } }]);
    assert.equal(found.length, 2);
    assert.ok(found.every((line) => !line.includes(secret)));
  });
});
