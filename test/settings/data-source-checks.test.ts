import assert from "node:assert/strict";

import { parseSettings } from "../../settings/load";
import type { Raw, RawValue } from "./samples";
import { landingZone, problemsIn, withValue } from "./samples";

const ENTRA = {
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  clientId: "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
};
const AGENTS = { agentArns: ["arn:aws:datasync:eu-west-1:200000000001:agent/agent-0a1b2c3d4e5f60718"] };

const settings = (azure: Record<string, RawValue>): Raw =>
  withValue(landingZone(), "dataSources", {
    azureDataLake: { storageAccount: "payments", container: "exports", dataset: "transactions", ...azure },
  });
const refused = (azure: Record<string, RawValue>): string[] =>
  problemsIn(settings(azure)).map(
    ({ key, allowed }) => `${key.replace("mlops:dataSources.", "")}: ${allowed}`,
  );

describe("what the data sources need", () => {
  it("is complete with an application for Glue, and with agents for DataSync", () => {
    for (const azure of [
      { via: "glue", ...ENTRA },
      { via: "dataSync", ...AGENTS },
    ]) {
      assert.equal(parseSettings("prod", settings(azure)).kind, "landing-zone");
    }
  });

  it("asks for nothing where there is no source", () => {
    assert.equal(parseSettings("prod", withValue(landingZone(), "dataSources", {})).kind, "landing-zone");
  });

  it("names every key that Glue lacks, also where the agents of DataSync are given", () => {
    assert.deepEqual(refused({ via: "glue", ...AGENTS }), [
      "azureDataLake.tenantId: a GUID, since via is glue",
      "azureDataLake.clientId: a GUID, since via is glue",
    ]);
    assert.deepEqual(refused({ via: "glue", tenantId: ENTRA.tenantId }), [
      "azureDataLake.clientId: a GUID, since via is glue",
    ]);
  });

  it("names the agents that DataSync lacks", () => {
    assert.deepEqual(refused({ via: "dataSync", ...ENTRA }), [
      "azureDataLake.agentArns: 1 to 4 ARNs of DataSync agents, since via is dataSync",
    ]);
  });

  it("leaves the word to the schema where a value is wrong in itself", () => {
    assert.deepEqual(refused({ via: "toString" }), ["azureDataLake.via: glue or dataSync"]);
    assert.deepEqual(
      problemsIn(settings({ via: "glue", ...ENTRA, tenantId: "contoso" })).map(({ key }) => key),
      ["mlops:dataSources.azureDataLake.tenantId"],
    );
  });
});
