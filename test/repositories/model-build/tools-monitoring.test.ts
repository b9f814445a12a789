import assert from "node:assert/strict";

import CONTRACT from "../../../repositories/model-build/tests/sample-contract.json";
import type { Scenario } from "../../../simulator/aws/sagemaker/scenario";
import { Checkout, succeeded } from "./tools-build";
import { COMMIT, StandIn } from "./tools-stand-in";

const ERROR = "##vso[task.logissue type=error]";
const NAME = "credit-mortgage-monitoring";
const REPORT =
  "s3://mlops-credit-automation-artifacts/monitoring/mortgage/reports/2026-01-31T06Z/report.html";
const DRIFT = "income drifts: distance 0.31";

interface Found {
  readonly checks?: string;
  readonly violations?: Readonly<Record<string, number>>;
  readonly findings?: readonly string[];
}

/** What the jobs of a monitoring pipeline write. */
function judged({ checks = "none", violations = { drift: 0 }, findings = [] }: Found = {}): Scenario {
  const published = JSON.stringify({ outcome: "captured", violations, findings, report: REPORT });
  const publish = { published: { "published.json": published } };
  return {
    outputs: {
      Collect: { collected: { "collected.json": JSON.stringify({ outcome: "captured", checks }) } },
      Publish: publish,
      PublishUnlabelled: publish,
      PublishNothing: publish,
    },
  };
}

describe("the monitoring of a model", () => {
  let checkout: Checkout;
  let standIn: StandIn;
  before(() => {
    checkout = Checkout.create();
  });
  after(() => {
    checkout.remove();
  });
  beforeEach(async () => {
    standIn = await StandIn.start();
    standIn.aws.play(judged());
  });
  afterEach(() => standIn.close());

  const monitoring = (until = "2026-01-31T06Z", buildId = "417") =>
    standIn.build(checkout, buildId, COMMIT, { MONITOR_UNTIL: until });
  const monitor = (of = monitoring()) => of.run("monitor", "--interval", "0.01");
  const started = () => standIn.started.map((arn) => standIn.aws.execution(arn));

  it("is created by a build, with code and settings, and started by none", async () => {
    const build = standIn.build(checkout);
    const lines = succeeded(await build.start());
    const code = lines.find((line) => line.includes("/code/mortgage/monitoring/"))?.split(": ")[0] ?? "";
    assert.ok(lines.includes(`Pipeline ${NAME}: created.`));
    assert.deepEqual(
      started().map(({ args }) => args.pipelineName),
      ["credit-mortgage"],
    );
    const keys = standIn.aws.objects.keys(CONTRACT.artifactBucketName, code.replace(/^s3:\/\/[^/]+\//, ""));
    const paths = keys.map((key) => key.replace(/^.*monitoring\/[0-9a-f]{16}\//, ""));
    for (const path of [
      "monitoring/collect.py",
      "monitoring/judge.py",
      "monitoring/publish.py",
      "steps/step.py",
    ]) {
      assert.ok(paths.includes(path), path);
    }
    const settings = keys.find((key) => key.endsWith("/settings.json")) ?? "";
    const { windowHours } = JSON.parse(
      standIn.aws.objects.get(CONTRACT.artifactBucketName, settings).content.toString("utf8"),
    ) as { readonly windowHours: unknown };
    assert.equal(windowHours, CONTRACT.monitoring.windowHours);

    const again = succeeded(await build.upsert());
    assert.ok(again.includes(`Pipeline ${NAME}: unchanged.`));
    assert.ok(again.some((line) => line.startsWith(`${code}: 0 uploaded, `)));
  });

  it("takes other settings of the landing zone with the next build", async () => {
    const build = standIn.build(checkout);
    succeeded(await build.upsert());
    standIn.setContract({ ...CONTRACT, monitoring: { ...CONTRACT.monitoring, minimumRows: 500 } });
    const lines = succeeded(await build.upsert());
    assert.ok(lines.includes(`Pipeline ${NAME}: updated.`));
    assert.ok(lines.some((line) => line.startsWith("Pipeline credit-mortgage: unchanged.")));
  });

  it("leaves a pipeline alone whose model is not monitored any more, and says how to delete it", async () => {
    const contract = { ...CONTRACT, monitoring: undefined };
    const build = standIn.build(checkout);
    standIn.setContract(contract);
    const without = succeeded(await build.upsert());
    assert.match(without.at(-1) ?? "", /^Pipeline credit-mortgage: created\./);
    standIn.setContract(CONTRACT);
    succeeded(await build.upsert());
    standIn.setContract(contract);
    assert.equal(
      succeeded(await build.upsert()).at(-1),
      `The landing zone does not monitor this model any more, and nothing starts the pipeline ${NAME}. Its runs can ` +
        "still be looked at; to delete it with them, ask the platform team for: aws sagemaker delete-pipeline " +
        `--region eu-west-1 --pipeline-name ${NAME}`,
    );
    assert.deepEqual(await monitor(), {
      exitCode: 2,
      lines: [
        `${ERROR}the landing zone does not monitor mortgage: ask the platform team to write monitoring below ` +
          "mlops:models.mortgage in its settings",
      ],
    });
  });

  it("judges a window by hand and says what it finds", async () => {
    standIn.aws.play(judged({ violations: { dataQuality: 0, drift: 1 }, findings: [DRIFT] }));
    const lines = succeeded(await monitor());
    const [execution] = started();
    assert.deepEqual(
      [execution?.args.pipelineName, execution?.args.parameters],
      [NAME, { WindowEnd: "2026-01-31T06Z", Reason: "by hand in build 417" }],
    );
    assert.deepEqual(
      execution?.runs.map(({ step, status }) => [step.Name, status]),
      ["Collect", "Judge", "Publish"].map((name) => [name, "Succeeded"]),
    );
    assert.deepEqual(lines.slice(-3), [
      "The window was judged. Monitors that ran: dataQuality, drift.",
      `- ${DRIFT}`,
      `Report: ${REPORT}`,
    ]);
  });

  it("is judged once by a job that runs again, and once more by another", async () => {
    const build = monitoring();
    succeeded(await monitor(build));
    build.forgetFiles();
    succeeded(await monitor(build));
    assert.equal(started().length, 1);
    succeeded(await monitor(monitoring("start", "418")));
    assert.deepEqual(
      started().map(({ args }) => args.parameters.WindowEnd),
      ["2026-01-31T06Z", "start"],
    );
  });

  it("fails with the reason if a step fails, and is started anew by the job that runs again", async () => {
    const build = monitoring();
    standIn.aws.play({ ...judged(), failures: { Judge: "AlgorithmError: version 7 names no baseline" } });
    const { exitCode, lines } = await monitor(build);
    assert.deepEqual(
      [exitCode, lines.at(-1)],
      [1, `${ERROR}step Judge failed: AlgorithmError: version 7 names no baseline`],
    );
    standIn.aws.play(judged());
    succeeded(await monitor(build));
    assert.equal(started().length, 2);
  });

  it("fails if it still runs at the end of the time", async () => {
    const { exitCode, lines } = await monitoring().run("monitor", "--minutes", "0");
    assert.deepEqual(
      [exitCode, lines.at(-1)],
      [1, `${ERROR}the monitoring pipeline still runs: run the failed job again to follow on`],
    );
  });

  for (const until of ["none", "2026-01-31", "2026-01-31T06:30Z", "?(Build.BuildId)"]) {
    it(`judges no window that ends at ${until}`, async () => {
      const { exitCode, lines } = await monitor(monitoring(until));
      assert.equal(exitCode, 2);
      assert.match(lines[0] ?? "", /MONITOR_UNTIL names no window|monitorUntil is ".*": give start for/);
      assert.deepEqual(started(), []);
    });
  }

  const quality = ["DataQuality", "ModelQuality"];
  for (const [checks, steps] of [
    ["labelled", ["CreateModel", ...quality, "ModelBias", "Explainability", "Publish"]],
    [
      "unlabelled",
      ["CreateModel", "DataQuality", "Explainability", "Publish"].map((name) => `${name}Unlabelled`),
    ],
    ["none", ["PublishNothing"]],
  ] as const) {
    it(`has AWS's containers look at what Collect found, and no others: ${checks}`, async () => {
      standIn.setContract({ ...CONTRACT, monitoring: { ...CONTRACT.monitoring, engine: "sagemaker" } });
      standIn.aws.play(judged({ checks }));
      succeeded(await monitor());
      const ran = started()[0]?.runs.filter(({ step }) => step.Type !== "Condition") ?? [];
      assert.deepEqual(ran.map(({ step }) => step.Name).sort(), ["Collect", ...steps].sort());
    });
  }
});
