import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { prepareOfflineEngine } from "../../../simulator/engine/env";

describe("an offline engine", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "offline-engine-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("keeps everything in one folder and asks neither the network nor a person", async () => {
    const { home, environment } = await prepareOfflineEngine(join(folder, "run"));

    assert.equal(home, join(folder, "run", "home"));
    assert.deepEqual(environment, {
      PULUMI_HOME: join(folder, "run", "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "run", "state")}`,
      PULUMI_CREDENTIAL_STORE: "plaintext",
      PULUMI_CONFIG_PASSPHRASE: "simulated",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
      PULUMI_NEO: "false",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
      PULUMI_EXPERIMENTAL: "true",
      PULUMI_SKIP_CHECKPOINTS: "true",
    });
    assert.deepEqual(await readdir(join(folder, "run")), ["home", "state"]);
  });

  it("goes on with the state of an earlier run", async () => {
    const first = await prepareOfflineEngine(folder);

    assert.deepEqual(await prepareOfflineEngine(folder), first);
  });
});
