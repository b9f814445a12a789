import assert from "node:assert/strict";

import { invoke, simulate } from "../../../simulator/clouds";
import { automation, devOps, sample } from "./samples";
import { AWS, AZURE_DEVOPS } from "../../support/types";

describe("invoke", () => {
  it("lists three Availability Zones of the Region", () => {
    const zones = invoke(
      "aws:index/getAvailabilityZones:getAvailabilityZones",
      { state: "available" },
      automation,
    );
    assert.deepEqual(zones, {
      id: "eu-west-1",
      region: "eu-west-1",
      state: "available",
      names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
      groupNames: ["eu-west-1-zg-1"],
    });
  });

  for (const [region, zoneId] of [
    ["us-gov-west-1", "usgw1-az1"],
    ["ap-southeast-2", "apse2-az1"],
    ["cn-northwest-1", "cnnw1-az1"],
    ["eu-central-1", "euc1-az1"],
  ] as const) {
    it(`knows the zone ids of ${region}`, () => {
      const zones = invoke("aws:index/getAvailabilityZones:getAvailabilityZones", { region }, automation);
      assert.equal((zones.zoneIds as string[])[0], zoneId);
    });
  }

  it("puts every subnet into the first zone", () => {
    assert.deepEqual(invoke(AWS.ec2.getSubnet, { id: "subnet-1" }, automation), {
      id: "subnet-1",
      availabilityZone: "eu-west-1a",
      availabilityZoneId: "euw1-az1",
    });
  });

  it("finds the organization that the account would also create", () => {
    const found = invoke(AWS.organizations.getOrganization, {}, automation);
    const created = simulate(sample(AWS.organizations.Organization));
    assert.deepEqual({ ...found }, { ...created.outputs, id: created.id });
    assert.equal(found.masterAccountId, "111122223333");
    assert.deepEqual(
      (found.roots as { name: string }[]).map(({ name }) => name),
      ["Root"],
    );
  });

  it("finds the issuer that the account would also turn on", () => {
    const found = invoke(AWS.iam.getOutboundWebIdentityFederation, {}, automation);
    const created = simulate(sample(AWS.iam.OutboundWebIdentityFederation));
    assert.deepEqual(found, { ...created.outputs, id: created.id });
  });

  it("tells the organization of Azure DevOps", () => {
    const config = invoke(AZURE_DEVOPS.getClientConfig, {}, devOps);
    assert.equal(config.name, "contoso");
    assert.equal(config.organizationUrl, "https://dev.azure.com/contoso");
    assert.equal(config.status, "Enabled");
  });

  it("finds groups by name and project", () => {
    const group = (projectId: string, name: string): unknown =>
      invoke(AZURE_DEVOPS.getGroup, { projectId, name }, devOps).descriptor;
    assert.match(String(group("p", "Contributors")), /^vssgp\./);
    assert.equal(group("p", "Contributors"), group("p", "Contributors"));
    assert.notEqual(group("p", "Contributors"), group("p", "Readers"));
    assert.notEqual(group("p", "Contributors"), group("q", "Contributors"));
    assert.equal(group("p", "contributors"), group("p", "Contributors"));
  });

  it("finds no group that a project does not have from the start", () => {
    assert.throws(
      () => invoke(AZURE_DEVOPS.getGroup, { projectId: "p", name: "Reader" }, devOps),
      /^Error: the project has no group Reader: take the descriptor of one that the program makes, or name one of Build Administrators, /,
    );
    const ofOrganization = { name: "Project Collection Administrators" };
    const { name } = invoke(AZURE_DEVOPS.getGroup, ofOrganization, devOps);
    assert.equal(name, "Project Collection Administrators");
  });

  it("finds a project by name or by id", () => {
    const token = AZURE_DEVOPS.getProject;
    const byName = invoke(token, { name: "MLOps" }, devOps);
    assert.equal(byName.name, "MLOps");
    assert.equal(byName.projectId, byName.id);
    assert.equal(invoke(token, { projectId: byName.id }, devOps).id, byName.id);
  });

  it("refuses a function that it does not know", () => {
    assert.throws(
      () => invoke("aws:index/getCallerIdentity:getCallerIdentity", {}, automation),
      /^Error: the simulated clouds do not know the function aws:index\/getCallerIdentity:getCallerIdentity: add it to simulator\/clouds\/aws\/functions\.ts$/,
    );
  });
});
