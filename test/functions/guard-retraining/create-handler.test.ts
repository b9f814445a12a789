import assert from "node:assert/strict";

import { failed, numbered } from "../events";
import { alarm, byHand, START, startGuard, VERSION, type GuardUnderTest } from "./support";

const HOUR = 3_600_000;

describe("function guard-retraining", () => {
  let fn: GuardUnderTest;

  beforeEach(async () => {
    fn = await startGuard();
  });

  afterEach(() => fn.close());

  it("starts one run of the model's pipeline for an alarm, with the reason and the window that was judged", async () => {
    for (const end of ["2026-11-09T12", "2026-11-10T12", "2026-11-10T13"]) {
      fn.facts.objects.set(`monitoring/churn/reports/${end}Z/report.html`, "");
      fn.facts.objects.set(`monitoring/churn/reports/${end}Z/report.json`, "{}");
    }
    assert.deepEqual(await fn.handle({ "message-1": alarm("a-1") }), failed());
    assert.deepEqual(
      fn.server.runs.map(({ pipelineId, refName, templateParameters }) => ({
        pipelineId,
        refName,
        templateParameters,
      })),
      [
        {
          pipelineId: 42,
          refName: "refs/heads/main",
          templateParameters: {
            reason: "drift alarm - request a-1",
            window: "2026-11-09T12Z/2026-11-10T12Z",
          },
        },
      ],
    );
    assert.deepEqual(fn.decisions(), { "a-1": "started" });
    const [notice, second] = fn.notices;
    assert.equal(second, undefined);
    assert.equal(notice?.Subject, "[fraud] churn is trained: drift alarm");
    assert.match(notice.Message ?? "", /_build\/results\?buildId=1/);
    assert.match(notice.Message ?? "", /2026-11-10T12Z%2Freport\.html/);
  });

  it("starts one run for a storm of 500 alarms, decides about each, and tells people twice", async () => {
    const storm = numbered(Array.from({ length: 500 }, (_, index) => alarm(`a-${index}`)));
    assert.deepEqual(await fn.handle(storm), failed());
    assert.equal(fn.server.runs.length, 1);
    const counts = Object.values(fn.decisions());
    assert.equal(counts.length, 500);
    assert.equal(counts.filter((outcome) => outcome === "started").length, 1);
    assert.deepEqual(
      fn.notices.map(({ Subject }) => Subject),
      [
        "[fraud] churn is trained: drift alarm",
        "[fraud] churn is not trained: building, asked by drift alarm",
      ],
    );
  });

  it("decides once about a message that comes twice", async () => {
    await fn.handle({ "message-1": alarm("a-1") });
    fn.facts.now += 400 * HOUR;
    fn.server.end(1);
    await fn.handle({ "message-2": alarm("a-1") });
    assert.equal(fn.server.runs.length, 1);
    assert.equal(fn.notices.length, 1);
  });

  for (const [limit, change] of Object.entries<(guard: GuardUnderTest) => void>({
    monitor: ({ facts }) => (facts.limits = { ...facts.limits, monitors: ["bias"] }),
    building: ({ facts }) =>
      (facts.execution = "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/x/execution/y"),
    waiting: ({ facts }) => (facts.newest = { arn: VERSION, approval: "PendingManualApproval" }),
    labels: ({ facts }) => {
      facts.limits = { ...facts.limits, minimumNewLabels: 500 };
      facts.objects.set("monitoring/churn/state/labels.json", '{"labelledRows": 499}');
    },
  })) {
    it(`starts nothing, and says so once: ${limit}`, async () => {
      change(fn);
      assert.deepEqual(await fn.handle({ "message-1": alarm("a-1"), "message-2": alarm("a-2") }), failed());
      assert.equal(fn.server.runs.length, 0);
      assert.deepEqual(fn.decisions(), { "a-1": limit, "a-2": limit });
      assert.equal(fn.notices.length, 1);
      assert.match(fn.notices[0]?.Message ?? "", /Nothing was started/);
    });
  }

  it("keeps to cool-down and budget, and starts despite them for a person alone", async () => {
    const later = async (hours: number, body: unknown): Promise<void> => {
      fn.facts.now = START + hours * HOUR;
      for (const { id } of fn.server.runs) fn.server.end(id);
      await fn.handle({ message: body });
    };
    await later(0, alarm("a-1"));
    await later(167, alarm("a-2"));
    await later(168, alarm("a-3"));
    await later(400, alarm("a-4"));
    await later(401, byHand("p-1"));
    await later(402, byHand("p-2", ["budget"]));
    await later(403, byHand("p-3", ["budget"]));
    await later(404, byHand("p-4", ["budget", "cool-down"]));
    await later(21 * 24, alarm("a-5"));
    assert.deepEqual(fn.decisions(), {
      "a-1": "started",
      "a-2": "cool-down",
      "a-3": "started",
      "a-4": "budget",
      "p-1": "budget",
      "p-2": "started",
      "p-3": "cool-down",
      "p-4": "started",
      "a-5": "cool-down",
    });
  });

  it("never starts while a run of Azure DevOps goes on, whoever asks", async () => {
    await fn.handle({ message: alarm("a-1") });
    fn.facts.now += 500 * HOUR;
    await fn.handle({ message: byHand("p-1", ["budget", "cool-down"]) });
    assert.deepEqual(fn.decisions(), { "a-1": "started", "p-1": "building" });
  });

  it("tells people in place of a start in mode notify, and asks nothing of Azure DevOps", async () => {
    fn.facts.limits = { ...fn.facts.limits, mode: "notify" };
    await fn.handle({ "message-1": alarm("a-1") });
    fn.facts.now += HOUR;
    await fn.handle({ "message-2": alarm("a-2") });
    assert.deepEqual(fn.decisions(), { "a-1": "told", "a-2": "cool-down" });
    assert.equal(fn.server.requests.length, 0);
    assert.match(fn.notices[0]?.Message ?? "", /start pipeline \\"Model Build churn\\"/);
  });

  it("counts labels from the last training on", async () => {
    fn.facts.limits = { ...fn.facts.limits, minimumNewLabels: 100 };
    const labels = (rows: number): unknown =>
      fn.facts.objects.set("monitoring/churn/state/labels.json", JSON.stringify({ labelledRows: rows }));
    labels(100);
    await fn.handle({ message: alarm("a-1") });
    fn.server.end(1);
    fn.facts.now += 200 * HOUR;
    labels(199);
    await fn.handle({ message: alarm("a-2") });
    labels(200);
    await fn.handle({ message: alarm("a-3") });
    assert.deepEqual(fn.decisions(), { "a-1": "started", "a-2": "labels", "a-3": "started" });
  });

  for (const [what, body] of Object.entries({
    "an alarm of another team": {
      ...alarm("a"),
      detail: { alarmName: "mlops-risk-churn-monitor-drift", state: { value: "ALARM" } },
    },
    "an alarm that stopped": {
      ...alarm("a"),
      detail: { alarmName: "mlops-fraud-churn-monitor-drift", state: { value: "OK" } },
    },
    "a model without retraining": alarm("a", "drift", "payments"),
    "a person's reason that a shell could act on": {
      ...byHand("p"),
      detail: { model: "churn", reason: "$(x)", despite: [] },
    },
    "something else": { hello: "world" },
  })) {
    it(`gives up ${what}, with a reason`, async () => {
      assert.deepEqual(await fn.handle({ message: body }), failed());
      assert.deepEqual(fn.deadLetters(), ["message-malformed"]);
      assert.deepEqual(fn.decisions(), {});
    });
  }

  it("frees the model where Azure DevOps refuses, so that a replay starts the run", async () => {
    fn.server.fail("runs", { status: 403, body: { message: "TF215106" } });
    assert.deepEqual(await fn.handle({ message: alarm("a-1") }), failed());
    assert.deepEqual(fn.deadLetters(), ["azure-devops-forbidden"]);
    await fn.handle({ message: alarm("a-1") });
    assert.deepEqual(fn.decisions(), { "a-1": "started" });
    assert.equal(fn.server.runs.length, 1);
  });
});
