import assert from "node:assert/strict";

import { isObject } from "../../simulator/rehearsal/values";
import type { GraphResource } from "../../simulator/rehearsal/graph";
import { text } from "../../simulator/rehearsal/graph-lookup";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { followUpload } from "../../simulator/stories/data/follow-upload";
import { rehearsed } from "../support/rehearsed";
import { AWS } from "../support/types";

/** The rehearsal with one resource changed. */
async function withChanged(
  type: string,
  name: string,
  change: (resource: GraphResource) => Partial<GraphResource>,
): Promise<Rehearsal> {
  const rehearsal = await rehearsed("full");
  const resources = rehearsal.graph.resources.map((resource) =>
    resource.type === type && resource.name === name ? { ...resource, ...change(resource) } : resource,
  );
  return { ...rehearsal, graph: { ...rehearsal.graph, resources } };
}

describe("a person's own data in the rehearsed program", () => {
  for (const stack of ["full", "trial"] as const) {
    it(`is checked, its curation is started, and the first build reads it: ${stack}`, async () => {
      const story = await followUpload(await rehearsed(stack));
      assert.ok(story);
      const shown = story.lines.map((line) => line.trim().split(/ {2,}/));
      const value = (name: string): string | undefined => shown.find(([first]) => first === name)?.at(-1);
      assert.match(value("accepted") ?? "", /^raw\/payments\/arrived=2026-01-15\/.*\.csv$/);
      assert.match(value("job") ?? "", /-development-curate is started$/);
      assert.match(
        value("reads") ?? "",
        /^s3:\/\/mlops-[a-z]+-development-data-\d{12}\/curated\/payments\/$/,
      );
      assert.match(value("registered") ?? "", /\/1, PendingManualApproval$/);
      const at = shown.findIndex(([first]) => first === "because");
      assert.deepEqual(
        shown.slice(at, at + 2).map((parts) => parts.at(-1)),
        ["row 2, amount, is not a number", "row 2, fraud, is not one of the allowed values"],
      );
    });
  }

  it("fails where no rule takes files of that place", async () => {
    const changed = await withChanged(
      AWS.cloudwatch.EventRule,
      "development-data-arrivals-rule",
      ({ inputs }) => ({
        inputs: { ...inputs, eventPattern: text(inputs.eventPattern).replace('"landing/"', '"elsewhere/"') },
      }),
    );
    await assert.rejects(followUpload(changed), /rule that matches the event/);
  });

  it("fails where the function starts a job that the stack does not have", async () => {
    const changed = await withChanged(
      AWS.lambda.Function,
      "development-data-arrivals-function",
      ({ inputs }) => {
        const { variables } = inputs.environment as { variables: object };
        assert.ok(isObject(variables) && "CURATE_JOB" in variables);
        return { inputs: { ...inputs, environment: { variables: { ...variables, CURATE_JOB: "another" } } } };
      },
    );
    await assert.rejects(followUpload(changed), /job that an arrival starts/);
  });
});
