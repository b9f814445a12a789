import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { code, escaped, link, table } from "../../../shared/markdown";
import { parseEvaluation } from "../../tools/evaluation";
import { reportMarkdown, type ReportContent } from "../../tools/report-markdown";
import { jobArn, PACKAGE_ARN } from "./sample-build";
import { EVALUATION, FIRST_EVALUATION } from "./sample-evaluation";

const CONTENT: ReportContent = {
  pipelineName: "credit-mortgage",
  gate: { problem: "binary", metric: "auc", threshold: 0.7, improvement: 0.005 },
  outcome: { kind: "succeeded", packageArn: PACKAGE_ARN },
  steps: [
    { StepName: "Train", Metadata: { TrainingJob: { Arn: jobArn("training-job", "Train") } } },
    { StepName: "Gate", Metadata: { Condition: { Outcome: "True" } } },
  ],
  evaluation: parseEvaluation(JSON.stringify(EVALUATION)),
  lineage: { commit: "9fceb02", "requested by": "Zoë | `IT`" },
  links: { "Build in Azure DevOps": "https://dev.azure.com/contoso/Credit%20ML/_build/results?buildId=417" },
};

const CONSOLE = "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1";

const REPORT = `# credit-mortgage: registered, waits for approval

Registered as \`${PACKAGE_ARN}\`. The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:

\`\`\`sh
aws sagemaker update-model-package --region eu-west-1 --model-package-arn ${PACKAGE_ARN} --model-approval-status Approved
\`\`\`

## Evaluation

| metric | new model | 95 % interval | threshold | champion | improvement | margin |
| --- | --: | --: | --: | --: | --: | --: |
| **auc** | **0.8123 ± 0.0214** | **0.7704 to 0.8542** | **0.7000** | **0.8201 ± 0.0200** | **-0.0078** | **+0.0050** |
| average\\_precision | 0.9613 ± 0.0071 |  |  | 0.9613 ± 0.0070 | +0.0000 |  |
| accuracy | 0.9000 |  |  | 0.8900 | +0.0100 |  |
| precision | 0.9235 |  |  | 0.9200 | +0.0035 |  |
| recall | 0.9741 |  |  | 0.9751 | -0.0010 |  |
| f1 | 0.9481 |  |  | 0.9467 | +0.0014 |  |
| log\\_loss | 0.2711 |  |  | 0.2800 | +0.0089 |  |

A version is registered if \`auc\` is at least 0.7 and at least 0.005 better than that of the champion, \`${EVALUATION.champion.version}\`, on the same hold-out.

## Confusion matrix

| truth | predicted 0 | predicted 1 |
| --- | --: | --: |
| 0 | 21 | 28 |
| 1 | 9 | 338 |

## Most important features

| feature | share in what the model uses |
| --- | --: |
| loan\\_to\\_price | 61.0 % |
| bankruptcy | 34.0 % |
| net\\_worth | 5.0 % |

## Lineage

|  |  |
| --- | --- |
| commit | \`9fceb02\` |
| requested by | \`Zoë \\| 'IT'\` |

## Pages in AWS and Azure DevOps

- [Build in Azure DevOps](<https://dev.azure.com/contoso/Credit%20ML/_build/results?buildId=417>)
- [Job of step Train](<${CONSOLE}#/jobs/pipelines-a1b2c3d4e5f6-Train-Qx7>)
`;

describe("the report", () => {
  const top = (content: Partial<ReportContent>) =>
    reportMarkdown({ ...CONTENT, ...content })
      .split("\n")
      .slice(0, 3)
      .filter((line) => line !== "");

  it("tells of a registered version", () => {
    assert.equal(reportMarkdown(CONTENT), REPORT);
  });

  it("says first why the model was trained, if somebody gave a reason", () => {
    assert.ok(
      reportMarkdown({ ...CONTENT, reason: "drift of loan_amount" }).includes(
        "--model-approval-status Approved\n```\n\nTrained because: drift of loan\\_amount\n\n## Evaluation",
      ),
    );
  });

  it("compares with none while production serves none", () => {
    const evaluation = parseEvaluation(JSON.stringify(FIRST_EVALUATION));
    const report = reportMarkdown({ ...CONTENT, evaluation });
    assert.ok(
      report.includes(
        "| **auc** | **0.8123 ± 0.0214** | **0.7704 to 0.8542** | **0.7000** |  |  |  |\n| average\\_precision |",
      ),
    );
    assert.ok(
      report.includes(
        "A version is registered if `auc` is at least 0.7. Production serves no version yet, so there is no champion to compare with.",
      ),
    );
  });

  it("tells of the ten most important features", () => {
    const importance = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`x${index}`, index / 66]),
    );
    const evaluation = parseEvaluation(JSON.stringify({ ...EVALUATION, importance }));
    const features = reportMarkdown({ ...CONTENT, evaluation }).match(/^\| x\d+/gm);
    assert.deepEqual(
      features?.map((row) => row.slice(2)),
      ["x11", "x10", "x9", "x8", "x7", "x6", "x5", "x4", "x3", "x2"],
    );
  });

  it("tells how any execution ended", () => {
    assert.deepEqual(top({ outcome: { kind: "refused", reason: "auc is 0.61, needed 0.7" } }), [
      "# credit-mortgage: not good enough",
      "**no version was registered: auc is 0.61, needed 0.7**",
    ]);
    assert.deepEqual(top({ outcome: { kind: "stopped", by: "zoe" } }), [
      "# credit-mortgage: stopped",
      "**the SageMaker pipeline was stopped by zoe; nothing failed. Run the failed job again to start anew**",
    ]);
    assert.deepEqual(
      top({
        outcome: { kind: "failed", reason: "x", steps: [{ name: "Train", reason: "<b>AlgorithmError</b>" }] },
      }),
      ["# credit-mortgage: failed", "**step Train failed: \\<b\\>AlgorithmError\\</b\\>**"],
    );
    assert.deepEqual(top({ outcome: { kind: "running" } }), [
      "# credit-mortgage: still running",
      "The SageMaker pipeline still runs. Run the failed job again to follow it to its end.",
    ]);
    assert.deepEqual(top({ outcome: { kind: "succeeded" } }), [
      "# credit-mortgage: succeeded, nothing registered",
      "The SageMaker pipeline succeeded and registered no version.",
    ]);
  });

  it("says so if there is no evaluation", () => {
    const { evaluation, ...others } = CONTENT;
    assert.ok(evaluation);
    const report = reportMarkdown({ ...others, outcome: { kind: "stopped" } });
    assert.ok(report.includes("\n\nThe execution did not come to an evaluation.\n\n## Lineage\n"));
  });
});

describe("the report of other problems", () => {
  const reportOf = (document: object, gate: ReportContent["gate"]): string =>
    reportMarkdown({ ...CONTENT, gate, evaluation: parseEvaluation(JSON.stringify(document)) });
  const { binary_classification_metrics: binary, ...rest } = EVALUATION;
  assert.ok(binary);

  it("says that an error has to be at most the threshold, in the unit of the label, without confusion matrix", () => {
    const report = reportOf(
      {
        ...rest,
        format: 2,
        problem: "regression",
        regression_metrics: {
          rmse: { value: 41234.5678, standard_deviation: 812.5, lower: 39642.1, upper: 42827 },
          r2: { value: 0.81 },
        },
        champion: { ...rest.champion, metrics: { rmse: { value: 42000 } } },
        comparison: { improvement: { rmse: 765.4322, r2: 0.01 } },
      },
      { problem: "regression", metric: "rmse", threshold: 45_000, improvement: 500 },
    );
    assert.ok(
      report.includes(
        "| **rmse** | **41234.6 ± 812.5000** | **39642.1 to 42827** | **45000** | **42000** | **+765.4322** | **+500.0000** |",
      ),
    );
    assert.ok(
      report.includes("if `rmse` is at most 45000 and at least 500 better than that of the champion"),
    );
    assert.doesNotMatch(report, /Confusion matrix/);
  });

  it("shows the first ten classes by their names", () => {
    const classes = Array.from({ length: 12 }, (_, index) => `class_${index}`);
    const row = Object.fromEntries(classes.map((_, index) => [index, index]));
    const report = reportOf(
      {
        ...rest,
        problem: "multiclass",
        classes,
        multiclass_classification_metrics: {
          accuracy: { value: 0.5 },
          confusion_matrix: Object.fromEntries(classes.map((_, index) => [index, row])),
        },
      },
      { problem: "multiclass", metric: "accuracy", threshold: 0.4, improvement: 0 },
    );
    assert.ok(report.includes("| class\\_9 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |"));
    assert.doesNotMatch(report, /class\\_10/);
    assert.ok(report.includes("The first 10 of 12 classes; evaluation.json has more."));
  });

  it("fails with an evaluation that lacks the metrics of its problem", () => {
    assert.throws(
      () => parseEvaluation(JSON.stringify({ ...EVALUATION, problem: "regression" })),
      new Failure(
        "evaluation.json is not what steps/evaluate.py has to write:\nregression_metrics: is missing",
      ),
    );
  });
});

describe("evaluation.json", () => {
  it("is of a binary problem where a version of before does not say it", () => {
    const { format, problem, classes, ...older } = EVALUATION;
    assert.ok(format);
    const read = parseEvaluation(JSON.stringify(older));
    assert.deepEqual([read.problem, read.classes], [problem, classes]);
  });

  it("fails with everything that is wrong", () => {
    const { importance, ...others } = EVALUATION;
    assert.ok(importance);
    const champion = { version: 6, metrics: {} };
    const binary_classification_metrics = {
      ...EVALUATION.binary_classification_metrics,
      auc: { value: "high" },
      f1: null,
    };
    assert.throws(
      () => parseEvaluation(JSON.stringify({ ...others, champion, binary_classification_metrics })),
      new Failure(
        [
          "evaluation.json is not what steps/evaluate.py has to write:",
          "binary_classification_metrics.auc.value: Invalid input: expected number, received string",
          "binary_classification_metrics.f1: Invalid input: expected object, received null",
          "champion.version: Invalid input: expected string, received number",
          "importance: Invalid input: expected record, received undefined",
        ].join("\n"),
      ),
    );
    assert.throws(() => parseEvaluation("{"), /^Failure: evaluation.json is no JSON: /);
  });
});

describe("Markdown", () => {
  it("keeps text of others text", () => {
    assert.equal(
      escaped("a|b\n<script> [x](y) `c` *d* _e_ # ~~f~~ \\"),
      "a\\|b \\<script\\> \\[x\\]\\(y\\) \\`c\\` \\*d\\* \\_e\\_ \\# \\~\\~f\\~\\~ \\\\",
    );
    assert.equal(code("a|b `c`\nd"), "`a\\|b 'c' d`");
    assert.equal(code(""), "-");
    assert.equal(link("a]b", "https://x/a b>c"), "[a\\]b](<https://x/a%20b%3Ec>)");
    assert.equal(table(["a", "b"], ["left", "right"], [["1", "2"]]), "| a | b |\n| --- | --: |\n| 1 | 2 |");
  });
});
