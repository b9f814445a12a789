import type { ProviderArgs } from "@pulumi/aws";
import { types } from "../../../policy/harness/types";
import { tagMatchesAccount } from "../../../policy/invariants/tag-matches-account";
import { UNKNOWN } from "../../support/analyzer";
import type { ResourceRecord } from "../../support/analyzer";
import { ABSENT, add, all, drop, edit, node, testStackRule } from "../rule-table";
import { PROVIDERS } from "../../support/types";

const TAG = "defaultTags.tags.Environment";
const staging = provider("staging", "111111111111");
const production = provider("production", "222222222222");
const BAD_TAG = `staging ${TAG}: is none of management, development, automation, staging, production`;

testStackRule(tagMatchesAccount, {
  compliant: [staging, production],
  accepts: {
    "nested settings that arrive as text": edit("staging", {
      allowedAccountIds: '["111111111111"]',
      defaultTags: '{"tags":{"Environment":"staging"}}',
    }),
    "a second provider of the same plane and account": add(provider("staging-eu", "111111111111", "staging")),
    "a default provider": add({ ...staging, name: "default_7_48_0", props: {} }),
    "the provider of another cloud": add({
      ...staging,
      type: PROVIDERS.azureDevOps,
      name: "ado",
      props: {},
    }),
  },
  refuses: {
    "a provider without tags": [edit("staging", { defaultTags: ABSENT }), BAD_TAG],
    "a provider without the tag": [edit("staging", { defaultTags: { tags: { Team: "churn" } } }), BAD_TAG],
    "a name that is no plane": [edit("staging", { [TAG]: "stage" }), BAD_TAG],
    "one plane in two accounts": [
      add(provider("staging-2", "333333333333", "staging")),
      `staging-2 ${TAG}: staging is in another account too, by provider staging`,
    ],
    "two planes in one account": [
      edit("staging", { allowedAccountIds: ["222222222222"] }),
      `staging ${TAG}: the account already holds production, by provider production`,
    ],
    "a provider that is known only through its resources": [
      all(
        drop("production"),
        add({
          ...node(types.bucket, "data", {}),
          provider: { name: "production", props: provider("production", "111111111111").props ?? {} },
        }),
      ),
      `staging ${TAG}: the account already holds production, by provider production`,
    ],
    "tags that are no JSON": [
      edit("staging", { defaultTags: "{" }),
      "staging defaultTags: is not valid JSON",
    ],
  },
  undecided: {
    "an unknown account": [edit("staging", { allowedAccountIds: [UNKNOWN] }), "staging allowedAccountIds.0"],
    "unknown tags": [edit("production", { defaultTags: UNKNOWN }), "production defaultTags"],
  },
});

function provider(name: string, account: string, plane = name): ResourceRecord {
  const props: ProviderArgs = {
    allowedAccountIds: [account],
    defaultTags: { tags: { Environment: plane } },
  };
  return node(types.awsProvider, name, props);
}
