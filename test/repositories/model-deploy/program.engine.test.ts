import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { playDeployments } from "../../../simulator/stories/deploy-program/scenario";
import { DeploySession } from "../../../simulator/stories/deploy-program/session";
import type { PulumiCli } from "../../../simulator/engine/cli";
import { findPulumiCli } from "../../../simulator/engine/cli";

/** Endpoints keep their name, so that another one can only come after the old one is gone. */
const ANOTHER_ENDPOINT =
  "create-replacement Model, create-replacement EndpointConfiguration, delete-replaced Target, " +
  "delete-replaced Endpoint, create-replacement Endpoint, create-replacement Target, " +
  "delete-replaced EndpointConfiguration, delete-replaced Model";
const FIRST = "create Model, create EndpointConfiguration, create Endpoint, create Target";

describe("the deploy program in the real engine, with a simulated cloud", function () {
  // The first run on a machine may have to build the CLI.
  this.timeout(1_200_000);
  let cli: PulumiCli;
  let folder: string;

  before(async function () {
    try {
      cli = await findPulumiCli((line) => {
        console.log(`      ${line}`);
      });
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "mlops-deploy-engine-"));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("updates in place, replaces where the type of inference changes, and changes nothing twice", async () => {
    const lines: string[] = [];
    await playDeployments(await DeploySession.open(cli, folder, "staging-churn"), (line) => {
      lines.push(line);
    });
    assert.deepEqual(lines, [
      `realtime, version 7: ${FIRST}`,
      "version 8: create-replacement Model, create-replacement EndpointConfiguration, update Endpoint, " +
        "delete-replaced EndpointConfiguration, delete-replaced Model",
      "another type of instances: create-replacement EndpointConfiguration, update Endpoint, " +
        "delete-replaced Target, create-replacement Target, delete-replaced EndpointConfiguration",
      `serverless: ${ANOTHER_ENDPOINT}`,
      `asynchronous: ${ANOTHER_ENDPOINT}`,
      "batch: create Schedule, delete Target, delete Endpoint, delete EndpointConfiguration, delete Model",
      `realtime again: ${FIRST}, delete Schedule`,
      "a topic without a key: refused by sns-encrypted",
      "destroy: delete Target, delete Endpoint, delete EndpointConfiguration, delete Model",
    ]);
  });
});
