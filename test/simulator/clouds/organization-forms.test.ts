import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, GUID, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";

/** Type, then a pattern for its id and for outputs that other resources or policies are built from. */
const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    AWS.organizations.Organization,
    {
      id: "o-[a-z0-9]{10}",
      arn: "arn:aws:organizations::111122223333:organization/o-[a-z0-9]{10}",
      masterAccountId: "111122223333",
    },
  ],
  [
    AWS.organizations.OrganizationalUnit,
    {
      id: "ou-ab12-[a-z0-9]{8}",
      arn: "arn:aws:organizations::111122223333:ou/o-[a-z0-9]{10}/ou-ab12-[a-z0-9]{8}",
    },
  ],
  [
    AWS.organizations.Account,
    {
      id: "[1-9][0-9]{11}",
      arn: "arn:aws:organizations::111122223333:account/o-[a-z0-9]{10}/[0-9]{12}",
      parentId: "r-[a-z0-9]{4}",
    },
  ],
  [
    AWS.organizations.Policy,
    {
      id: "p-[a-z0-9]{8}",
      arn: "arn:aws:organizations::111122223333:policy/o-[a-z0-9]{10}/service_control_policy/p-[a-z0-9]{8}",
    },
  ],
  [AWS.organizations.PolicyAttachment, { id: "ou-ab12-sample:p-a1b2c3d4" }],
  [
    AWS.organizations.DelegatedAdministrator,
    {
      id: "[0-9]{12}/sample.amazonaws.com",
      arn: "arn:aws:organizations::111122223333:account/o-[a-z0-9]{10}/[0-9]{12}",
    },
  ],
  [
    AWS.budgets.Budget,
    { id: "111122223333:sample-[0-9a-f]{7}", arn: "arn:aws:budgets::111122223333:budget/sample-[0-9a-f]{7}" },
  ],
  [
    AWS.cloudformation.StackSet,
    {
      id: "sample-[0-9a-f]{7}",
      stackSetId: `sample-[0-9a-f]{7}:${GUID}`,
      arn: `arn:aws:cloudformation:${HERE}:stackset/sample-[0-9a-f]{7}:${GUID}`,
    },
  ],
  [
    AWS.cloudformation.StackSetInstance,
    { id: "sample,ou-ab12-1/ou-ab12-2,eu-west-1", stackSetInstanceRegion: "eu-west-1" },
  ],
  [
    AWS.cloudtrail.Trail,
    {
      id: `arn:aws:cloudtrail:${HERE}:trail/sample-[0-9a-f]{7}`,
      arn: `arn:aws:cloudtrail:${HERE}:trail/sample-[0-9a-f]{7}`,
      homeRegion: "eu-west-1",
    },
  ],
  [AWS.costexplorer.CostAllocationTag, { id: "sample", type: "UserDefined" }],
];

describe("what the management account has looks like that of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("units of an organization carry its root", () => {
    const organization = simulate(sample(AWS.organizations.Organization));
    const [root] = organization.outputs.roots as { id: string }[];
    assert.match(root?.id ?? "", /^r-[a-z0-9]{4}$/);
    const unit = simulate(sample(AWS.organizations.OrganizationalUnit, "ml", { parentId: root?.id }));
    assert.ok(unit.id.startsWith(`ou-${root?.id.slice(2) ?? ""}-`));
    assert.ok(String(unit.outputs.arn).includes(organization.id));
  });

  it("a stack set has a stack in each account that it is told of, or in its own", () => {
    const several = simulate(sample(AWS.cloudformation.StackSetInstance));
    const [stack] = several.outputs.stackInstanceSummaries as { accountId: string; stackId: string }[];
    assert.equal(stack?.accountId, "222233334444");
    assert.match(stack.stackId, /^arn:aws:cloudformation:eu-west-1:222233334444:stack\/StackSet-/);
    const own = simulate(
      sample(AWS.cloudformation.StackSetInstance, "own", { deploymentTargets: undefined }),
    );
    assert.equal(own.id, "own,111122223333,eu-west-1");
  });
});
