import assert from "node:assert/strict";

import { baselineValues, withoutBaselines } from "../../../assets/seeds/baselines";
import { renderTemplate } from "../../../assets/seeds/seed-template";

const baselinesIn = (region: string): string[] => {
  const files = renderTemplate({ template: "model-build", values: baselineValues(region) });
  const config = files.find(({ path }) => path === "config.yaml")?.content ?? "";
  return config.match(/^ {4}(modelMonitor|clarify): (true|false)$/gm)?.map((line) => line.trim()) ?? [];
};

describe("baselines of the first content", () => {
  for (const [region, ...lines] of [
    ["eu-west-1", "modelMonitor: true", "clarify: true"],
    ["me-central-1", "modelMonitor: true", "clarify: false"],
    ["us-gov-west-1", "modelMonitor: false", "clarify: true"],
    ["ca-west-1", "modelMonitor: false", "clarify: false"],
  ] as const) {
    it(`are those that SageMaker offers in ${region}`, () => {
      assert.deepEqual(baselinesIn(region), lines);
    });
  }

  it("fail if the template says nothing of them", () => {
    assert.throws(
      () =>
        withoutBaselines([{ path: "config.yaml", content: "baselines: {}\n" }], baselineValues("ca-west-1")),
      /^Error: seed file config\.yaml has no line "modelMonitor: true" to change: correct the template$/,
    );
  });
});
