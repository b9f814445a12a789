import type { PolicyArgs, PolicyAttachmentArgs } from "@pulumi/aws/organizations";
import { types } from "../../../../policy/harness/types";
import { scpProtected } from "../../../../policy/rules/organizations/scp-protected";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const open = (resource: ResourceRecord): ResourceRecord => ({ ...resource, protect: false });

testResourceRule(scpProtected, {
  compliant: {
    type: types.organizationPolicy,
    name: "guardrail",
    protect: true,
    props: { content: "{}" } satisfies PolicyArgs,
  },
  refuses: { "a policy without protect": [open, "protect: is not set"] },
});

testResourceRule(scpProtected, {
  compliant: {
    type: types.organizationPolicyAttachment,
    name: "guardrail-ml",
    protect: true,
    props: { policyId: "p-a1b2c3d4", targetId: "ou-ab12-c3d4e5f6" } satisfies PolicyAttachmentArgs,
  },
  refuses: { "an attachment without protect": [open, "protect: is not set"] },
});
