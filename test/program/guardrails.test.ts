import assert from "node:assert/strict";
import { join } from "node:path";

import { rules } from "../../policy/pack";
import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { AnalyzedStack, Analyzer, Finding, Verdicts } from "../../simulator/rehearsal/analyzer";
import { readPolicyConfig } from "../../simulator/rehearsal/policy-config";
import type { RecordedResource } from "../../simulator/rehearsal/resource";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import type { Sample } from "../support/rehearsed";
import { rehearsed, ROOT } from "../support/rehearsed";
import { FAULTS } from "./faults";
import type { Batch } from "./faults/batches";
import { batchesOf } from "./faults/batches";
import type { Fault } from "./faults/fault";

/** Rules that no stack can break, since none has what they judge, or which count what others did. */
const WITHOUT_FAULT = [
  "every-rule-decided",
  "organization-all-features",
  // Models and endpoints are made by the deploy program: test/policy/rules/sagemaker has their faults.
  "sagemaker-async-output-cmk",
  "sagemaker-endpoint-config-cmk",
  "sagemaker-endpoint-core-dump-encrypted",
  "sagemaker-endpoint-data-capture",
  "sagemaker-endpoint-guardrail",
  "sagemaker-endpoint-no-ssm",
  "sagemaker-endpoint-two-instances",
  "sagemaker-model-from-registry",
  "sagemaker-model-in-vpc",
  "sagemaker-model-network-isolation",
];

/** What the pack says of a graph with mistakes. */
interface Judgment {
  readonly batch: Batch;
  readonly findings: readonly Finding[];
}

const stackOf = ({ stack = "full" }: Fault): Sample => stack;

describe("the guardrails on the real program", () => {
  const pack = join(ROOT, "policy");
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(pack);
  });
  after(() => {
    analyzer.stop();
  });

  const judge = (
    { project, settings }: Rehearsal,
    resources: readonly RecordedResource[],
    more: Pick<AnalyzedStack, "judged" | "policyConfig"> = {},
  ): Promise<Verdicts> => analyzer.analyze(resources, { project, settings, ...more });

  const brokenRules = ({ violations }: Verdicts): string[] =>
    [...new Set(violations.map(({ rule }) => rule))].sort();

  for (const stack of ["full", "organization"] as const) {
    it(`${stack} passes the strict pack: nothing violated, undecided or advised`, async () => {
      const rehearsal = await rehearsed(stack);
      const { violations, undecided, advisory, rules: count } = await judge(rehearsal, rehearsal.resources);
      assert.deepEqual({ violations, undecided, advisory }, { violations: [], undecided: [], advisory: [] });
      assert.equal(count, rules.length);
    });
  }

  it("dev passes with the trial's settings, told only that nothing is protected", async () => {
    const rehearsal = await rehearsed("trial");
    const { violations, undecided, advisory } = await judge(rehearsal, rehearsal.resources, {
      policyConfig: readPolicyConfig(join(pack, "trial.json")),
    });
    assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    assert.deepEqual([...new Set(advisory.map(({ rule }) => rule))], ["stateful-protected"]);
  });

  it("dev does not pass as production", async () => {
    const rehearsal = await rehearsed("trial");
    assert.deepEqual(brokenRules(await judge(rehearsal, rehearsal.resources)), [
      "ado-min-reviewers",
      "ado-no-self-approval",
      "kms-deletion-window",
      "stateful-protected",
      "tag-matches-account",
    ]);
  });

  describe("find a mistake:", () => {
    const judgments = new Map<Sample, readonly Judgment[]>();

    before(async () => {
      for (const stack of new Set(FAULTS.map(stackOf))) {
        judgments.set(stack, await judgeFaults(stack));
      }
    });

    async function judgeFaults(stack: Sample): Promise<Judgment[]> {
      const rehearsal = await rehearsed(stack);
      const faults = FAULTS.filter((fault) => stackOf(fault) === stack);
      return Promise.all(
        batchesOf(rehearsal.resources, faults).map(async (batch) => {
          const { changed, resources } = batch;
          const judged = ({ urn }: RecordedResource): boolean => changed.has(urn);
          const verdicts = await judge(rehearsal, resources, { judged });
          return { batch, findings: verdicts.violations };
        }),
      );
    }

    for (const fault of FAULTS) {
      it(`${fault.what}: found by ${fault.rule} and by no other rule`, () => {
        const found = (judgments.get(stackOf(fault)) ?? []).flatMap(({ batch, findings }) => {
          const touched = batch.faults.find((placed) => placed.fault === fault)?.touched;
          return findings.filter(({ resource }) => touched?.has(resource ?? "") === true);
        });
        assert.deepEqual([...new Set(found.map(({ rule }) => rule))], [fault.rule]);
      });
    }

    it("and complain about nothing else than what has a mistake", () => {
      const others = [...judgments.values()].flat().flatMap(({ batch, findings }) => {
        const found = findings.filter(
          ({ resource }) => !batch.faults.some(({ touched }) => touched.has(resource ?? "")),
        );
        const whats = batch.faults.map(({ fault }) => fault.what).join("; ");
        return found.map(({ message }) => `${message} (in a graph with these mistakes: ${whats})`);
      });
      assert.deepEqual(others, []);
    });
  });

  it("has a fault for every rule that a stack can break", () => {
    const missing = rules.map(({ name }) => name).filter((name) => !FAULTS.some(({ rule }) => rule === name));
    assert.deepEqual(missing.sort(), WITHOUT_FAULT);
  });
});
