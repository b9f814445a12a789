import assert from "node:assert/strict";

import { OrganizationalUnits } from "../../../components/organizations/organizational-units";
import { create } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

describe("OrganizationalUnits", () => {
  it("are three protected units, two of them in the first", async () => {
    const { cloud, component } = await create(
      (options) => new OrganizationalUnits("units", { rootId: "r-ab12" }, options),
    );
    const ml = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml");
    const nonProduction = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml-non-production");
    const production = cloud.one(AWS.organizations.OrganizationalUnit, "units-ml-production");
    assert.deepEqual(ml.inputs, { name: "ml", parentId: "r-ab12" });
    assert.deepEqual(nonProduction.inputs, { name: "ml-non-production", parentId: ml.id });
    assert.deepEqual(production.inputs, { name: "ml-production", parentId: ml.id });
    assert.deepEqual(
      cloud.byType(AWS.organizations.OrganizationalUnit).map(({ protect }) => protect),
      [true, true, true],
    );
    assert.equal(await valueOf(component.mlId), ml.id);
    assert.equal(await valueOf(component.nonProductionId), nonProduction.id);
    assert.equal(await valueOf(component.productionId), production.id);
  });
});
