import assert from "node:assert/strict";

import { AWS } from "../support/types";
import { rehearsed, text } from "../support/rehearsed";
import { idleReasons, missingRoutes, rolesInNetworks } from "./routes";

describe("roles that act inside a network", () => {
  for (const sample of ["full", "trial", "minimal"] as const) {
    it(`have a way to what they may call: ${sample}`, async () => {
      const { graph } = await rehearsed(sample);
      assert.notDeepEqual(rolesInNetworks(graph), []);
      assert.deepEqual(missingRoutes(graph), []);
    });
  }

  it("would not without the endpoint of MLflow", async () => {
    const { graph } = await rehearsed("full");
    const without = graph.resources.filter(
      ({ type, inputs }) =>
        type !== AWS.ec2.VpcEndpoint || !text(inputs.serviceName).endsWith(".experiments"),
    );
    assert.deepEqual(missingRoutes({ ...graph, resources: without }), [
      "mlops-fraud-automation-processing: experiments",
      "mlops-fraud-automation-training: experiments",
      "mlops-fraud-development-studio-data-scientist: experiments",
      "mlops-fraud-development-studio-lead-data-scientist: experiments",
      "mlops-fraud-development-studio-ml-engineer: experiments",
    ]);
  });

  it("need each of the reasons for what is not called from there", async () => {
    assert.deepEqual(idleReasons((await rehearsed("full")).graph), []);
  });
});
