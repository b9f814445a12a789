import { types } from "../../../../policy/harness/types";
import { explicitProviderPinnedAccount } from "../../../../policy/rules/providers/explicit-provider-pinned-account";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const UNPINNED = "allowedAccountIds: is not set: the provider acts in whichever account is logged in";

const pinned = (resource: ResourceRecord): ResourceRecord => ({
  ...resource,
  type: types.awsProvider,
  props: { allowedAccountIds: ["111122223333"] },
});

testResourceRule(explicitProviderPinnedAccount, {
  compliant: { type: types.bucket, name: "data", provider: { name: "production" } },
  accepts: {
    "a pinned provider": pinned,
    "a provider whose accounts arrive as text": (bucket) => ({
      ...pinned(bucket),
      props: { allowedAccountIds: '["111122223333"]' },
    }),
    "a default provider by itself: its users are reported": (bucket) => ({
      ...pinned(bucket),
      name: "default_7_48_0",
      props: {},
    }),
    "an Azure DevOps resource": (bucket) => ({
      ...bucket,
      type: types.adoProject,
      provider: { name: "default" },
    }),
  },
  refuses: {
    "the default provider": [
      (bucket) => ({ ...bucket, provider: { name: "default_7_48_0" } }),
      "provider: is a default provider, which acts in whichever account is logged in",
    ],
    "a resource without a provider": [
      ({ type, name }) => ({ type, name }),
      "provider: is a default provider, which acts in whichever account is logged in",
    ],
    "a provider that is not pinned": [(bucket) => ({ ...pinned(bucket), props: {} }), UNPINNED],
    "a provider pinned to nothing": [
      (bucket) => ({ ...pinned(bucket), props: { allowedAccountIds: [] } }),
      UNPINNED,
    ],
  },
  undecided: {
    "an unknown account": [
      (bucket) => ({ ...pinned(bucket), props: { allowedAccountIds: [UNKNOWN] } }),
      "allowedAccountIds.0",
    ],
  },
});
