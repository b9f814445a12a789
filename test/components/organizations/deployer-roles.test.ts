import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { DeployerRoles } from "../../../components/organizations/deployer-roles";
import { deployerTemplate } from "../../../components/organizations/deployer-template";
import { OrganizationalUnits } from "../../../components/organizations/organizational-units";
import { PLANES } from "../../../settings/planes";
import { create, urnsBehind } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { ACCOUNTS } from "../../support/planes";
import { AWS } from "../../support/types";

const make = (options: pulumi.ComponentResourceOptions): DeployerRoles =>
  new DeployerRoles(
    "fraud-deployer",
    {
      team: "fraud",
      partition: "aws",
      region: "eu-west-1",
      managementAccount: "100000000001",
      organizationId: "o-a1b2c3d4e5",
      accountIds: {
        development: pulumi.output(ACCOUNTS.development),
        automation: pulumi.output(ACCOUNTS.automation),
        staging: pulumi.output(ACCOUNTS.staging),
        production: pulumi.output(ACCOUNTS.production),
      },
      units: new OrganizationalUnits("units", { rootId: "r-ab12" }, options),
    },
    options,
  );

describe("DeployerRoles", () => {
  it("are a stack set of the organization that reaches nobody by itself", async () => {
    const { cloud } = await create(make);
    const stackSet = cloud.one(AWS.cloudformation.StackSet, "fraud-deployer");
    assert.deepEqual(stackSet.inputs, {
      name: "mlops-fraud-deployer",
      description: "Role that deploys the ML landing zone of team fraud",
      permissionModel: "SERVICE_MANAGED",
      callAs: "SELF",
      capabilities: ["CAPABILITY_NAMED_IAM"],
      autoDeployment: { enabled: false },
      templateBody: await valueOf(
        deployerTemplate({
          partition: "aws",
          team: "fraud",
          managementAccount: "100000000001",
          automationAccountId: ACCOUNTS.automation,
          organizationId: "o-a1b2c3d4e5",
        }),
      ),
    });
    assert.equal(stackSet.protect, true);
  });

  it("go to the four accounts of the team, and to no other account of their units", async () => {
    const { cloud } = await create(make);
    const instance = cloud.one(AWS.cloudformation.StackSetInstance, "fraud-deployer-accounts");
    assert.deepEqual(instance.inputs, {
      stackSetName: "mlops-fraud-deployer",
      stackSetInstanceRegion: "eu-west-1",
      callAs: "SELF",
      deploymentTargets: {
        organizationalUnitIds: [
          cloud.one(AWS.organizations.OrganizationalUnit, "units-ml-non-production").id,
          cloud.one(AWS.organizations.OrganizationalUnit, "units-ml-production").id,
        ],
        accountFilterType: "INTERSECTION",
        accounts: Object.values(ACCOUNTS),
      },
    });
    assert.equal(instance.protect, true);
  });

  it("give out the id of an account once its role is there", async () => {
    const { component } = await create(make);
    assert.deepEqual(await valueOf(pulumi.output(component.readyAccountIds)), ACCOUNTS);
    for (const plane of PLANES) {
      const urns = await urnsBehind((options) => make(options).readyAccountIds[plane]);
      assert.ok(
        urns.some((urn) => urn.endsWith(`${AWS.cloudformation.StackSetInstance}::fraud-deployer-accounts`)),
        plane,
      );
    }
  });
});
