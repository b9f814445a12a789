import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EVALUATION_KEY, METRICS, PROBLEMS } from "../../../repositories/shared/metrics";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { describeUnless } from "../../support/unless";
import { gate } from "./gate";
import { buildModel, COLUMNS, CONFIG, MODEL_BUILD, runPython, type BuiltModel } from "./step-runs";

const ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/6";

describeUnless(pythonMissing(), "steps of Model Build", function () {
  // The first time, about 250 MB are downloaded.

  let python: string;
  let folder: string;
  let first: BuiltModel;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "model-build-steps-"));
    python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
    first = buildModel(python, join(folder, "first"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("keep to the linter's rules and format", () => {
    for (const command of [
      ["check", "--no-cache", "."],
      ["format", "--no-cache", "--check", "."],
    ]) {
      const { status, stdout, stderr } = runPython(python, ["-m", "ruff", ...command], MODEL_BUILD);
      assert.equal(status, 0, stdout + stderr);
    }
  });

  // Their other tests: seeded-tests.full.test.ts.
  it("raise an alarm in at most two of a hundred windows without a change, and find smaller shifts in larger windows", () => {
    const command = ["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "-m", "slow"];
    const { status, stdout, stderr } = runPython(python, command, MODEL_BUILD);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^2 passed/m);
  });

  it("know the metrics that pipelines know, their directions, their units and their place", () => {
    const code =
      "import json, quality; print(json.dumps([quality.EVALUATION_KEY, {problem: [[metric.name, " +
      "metric.higher_is_better, metric.unit] for metric in metrics] for problem, metrics in quality.METRICS.items()}]))";
    const { stdout, stderr } = runPython(python, ["-B", "-c", code], join(MODEL_BUILD, "steps"));
    assert.equal(stderr, "");
    assert.deepEqual(JSON.parse(stdout), [
      EVALUATION_KEY,
      Object.fromEntries(
        PROBLEMS.map((problem) => [
          problem,
          METRICS[problem].map(({ name, higherIsBetter, unit }) => [name, higherIsBetter, unit]),
        ]),
      ),
    ]);
  });

  it("leave nothing in the repository", () => {
    const left = readdirSync(MODEL_BUILD, { recursive: true, encoding: "utf8" }).filter(
      (path) => !path.startsWith("node_modules") && /__pycache__|\.pyc$|\.(pytest|ruff)_cache/.test(path),
    );
    assert.deepEqual(left, []);
  });

  it("make three parts of every application, a table for bias and a report", () => {
    assert.deepEqual(filesBelow(first.parts), [
      "bias/bias.csv",
      "report/data.json",
      "test/protected.parquet",
      "test/test.csv",
      "train/train.csv",
      "validation/validation.csv",
    ]);
    const rows = Object.fromEntries(
      ["train", "validation", "test"].map((part) => [
        part,
        linesOf(first.parts, part, `${part}.csv`).slice(1),
      ]),
    );
    const counts = Object.fromEntries(Object.entries(rows).map(([part, lines]) => [part, lines.length]));
    assert.deepEqual(first.evaluation.data.rows, counts);
    const all = Object.values(rows).flat();
    assert.equal(all.length, 1989);
    const widths = new Set(all.map((line) => line.split(",").length));
    assert.deepEqual([...widths], [1 + COLUMNS.features.length]);
    assert.deepEqual(linesOf(first.parts, "bias", "bias.csv")[0]?.split(","), [
      COLUMNS.label,
      ...COLUMNS.features,
      ...COLUMNS.protected,
    ]);
    const report: unknown = JSON.parse(readFileSync(join(first.parts, "report", "data.json"), "utf8"));
    assert.deepEqual(report, { ...first.evaluation.data, files: 1 });
    assert.match(first.evaluation.data.version, /^sha256:[0-9a-f]{64}$/);
  });

  it("train one model and print its metrics", () => {
    assert.deepEqual(filesBelow(first.model), ["xgboost-model"]);
    assert.match(first.trainingLog, /^\[\d+\]\tvalidation-auc:(?<auc>0\.\d{4})\nvalidation:auc=\k<auc>\n/);
    const names = [...first.trainingLog.matchAll(/^validation:(\w+)=[0-9.]+$/gm)].map(([, name]) => name);
    assert.deepEqual(names, Object.keys(NO_IMPROVEMENT));
  });

  it("measure the first model without a champion, and it is good enough for the gate", () => {
    const { evaluation } = first;
    assert.deepEqual(evaluation.champion, { version: "none", metrics: {} });
    assert.deepEqual(evaluation.comparison.improvement, NO_IMPROVEMENT);
    assert.equal(CONFIG.metric, "auc");
    const { auc, confusion_matrix: confusion } = evaluation.binary_classification_metrics;
    assert.ok(auc.value > CONFIG.threshold, `AUC ${auc.value}, threshold ${CONFIG.threshold}`);
    assert.deepEqual(gate(evaluation, "none"), {
      open: true,
      comparisons: [
        [auc.value, CONFIG.threshold, true],
        ["none", "none", true],
        [0, CONFIG.improvement, false],
      ],
    });
    // Far more would mean that a column gives the decision away.
    assert.ok(auc.value < 0.85, `AUC ${auc.value}`);
    assert.ok(auc.standard_deviation > 0.01 && auc.standard_deviation < 0.06, String(auc.standard_deviation));
    const rows = Object.values(confusion).flatMap((counts) => Object.values(counts));
    assert.equal(
      rows.reduce((sum, count) => sum + count, 0),
      evaluation.data.rows.test,
    );
    const shares = Object.values(evaluation.importance);
    assert.deepEqual(Object.keys(evaluation.importance).sort(), [...COLUMNS.features].sort());
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
    assert.deepEqual(
      shares,
      [...shares].sort((one, other) => other - one),
    );
  });

  it("write the tables that baselines are made of", () => {
    assert.deepEqual(filesBelow(first.evaluated), [
      "baseline/data-quality/data_quality.csv",
      "baseline/model-quality/model_quality.csv",
      "cases/cases.csv",
      "cases/cases.json",
      "evaluation/evaluation.json",
      "monitoring-baseline/baseline.json",
      "monitoring-baseline/holdout.parquet",
      "monitoring-baseline/reference.parquet",
    ]);
    const [dataHeader, ...data] = linesOf(first.evaluated, "baseline", "data-quality", "data_quality.csv");
    assert.equal(dataHeader, ["prediction", ...COLUMNS.features].join(","));
    assert.equal(data.length, first.evaluation.data.rows.train);
    const [modelHeader, ...model] = linesOf(
      first.evaluated,
      "baseline",
      "model-quality",
      "model_quality.csv",
    );
    assert.equal(modelHeader, "prediction,probability,label");
    assert.equal(model.length, first.evaluation.data.rows.test);
  });

  it("write the cases that deployments of the version are tested with", () => {
    const [header, ...cases] = linesOf(first.evaluated, "cases", "cases.csv");
    assert.equal(header, ["prediction", "label", ...COLUMNS.features].join(","));
    // The hold-out has 410 rows, so all of it: the label, then what an endpoint gets, as the step Preprocess wrote them.
    const heldOut = linesOf(first.parts, "test", "test.csv").slice(1);
    assert.deepEqual(
      cases.map((row) => row.slice(row.indexOf(",") + 1)),
      heldOut,
    );
    const predictions = linesOf(first.evaluated, "baseline", "model-quality", "model_quality.csv").slice(1);
    assert.deepEqual(
      cases.map((row) => row.split(",")[0]),
      predictions.map((row) => row.split(",")[1]),
    );
  });

  it("find the same model no better than itself", () => {
    const champion = { version: ARN, archive: first.archive };
    const { evaluation, model } = buildModel(python, join(folder, "second"), { champion });
    const [one, other] = [first.model, model].map((path) => readFileSync(join(path, "xgboost-model")));
    assert.ok(one?.equals(other ?? Buffer.of()), "the same data and code gave another model");
    assert.deepEqual(evaluation.comparison.improvement, NO_IMPROVEMENT);
    const metrics: Record<string, unknown> = {};
    for (const [name, found] of Object.entries(first.evaluation.binary_classification_metrics)) {
      if ("value" in found) {
        metrics[name] = { value: found.value };
      }
    }
    assert.deepEqual(evaluation.champion, { version: ARN, metrics });
    const { auc } = evaluation.binary_classification_metrics;
    assert.deepEqual(gate(evaluation, ARN), {
      open: false,
      comparisons: [
        [auc.value, CONFIG.threshold, true],
        [ARN, "none", false],
        [0, CONFIG.improvement, false],
      ],
    });
  });

  it("find out a model that has learnt nothing", () => {
    const champion = { version: ARN, archive: first.archive };
    const { evaluation } = buildModel(python, join(folder, "bad"), { champion, shuffledLabels: true });
    const { auc } = evaluation.binary_classification_metrics;
    assert.ok(auc.value < CONFIG.threshold - 0.05, `AUC ${auc.value}, threshold ${CONFIG.threshold}`);
    assert.ok(evaluation.comparison.improvement.auc < -0.1, String(evaluation.comparison.improvement.auc));
    assert.equal(evaluation.data.version, first.evaluation.data.version);
    // Refused with a champion, and also were there none.
    assert.equal(gate(evaluation, ARN).open, false);
    assert.deepEqual(gate(evaluation, "none"), {
      open: false,
      comparisons: [
        [auc.value, CONFIG.threshold, false],
        ["none", "none", true],
        [evaluation.comparison.improvement.auc, CONFIG.improvement, false],
      ],
    });
  });

  it("let a better model pass the gate after a worse one", () => {
    const champion = { version: ARN, archive: join(folder, "bad", "train", "model.tar.gz") };
    const { evaluation } = buildModel(python, join(folder, "better"), { champion });
    assert.ok(evaluation.comparison.improvement.auc > 0.1, String(evaluation.comparison.improvement.auc));
    assert.equal(gate(evaluation, ARN).open, true);
  });
});

const NO_IMPROVEMENT = {
  auc: 0,
  average_precision: 0,
  accuracy: 0,
  precision: 0,
  recall: 0,
  f1: 0,
  log_loss: 0,
};

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

function linesOf(...path: string[]): string[] {
  return readFileSync(join(...path), "utf8")
    .trimEnd()
    .split("\n");
}
