import { types } from "../../../../policy/harness/types";
import { statefulProtected } from "../../../../policy/rules/options/stateful-protected";
import { testResourceRule } from "../../rule-table";

testResourceRule(statefulProtected, {
  compliant: { type: types.bucket, name: "data", protect: true },
  accepts: {
    "an unprotected queue, which holds no state": (bucket) => ({
      ...bucket,
      type: types.queue,
      protect: false,
    }),
  },
  refuses: Object.fromEntries(
    [
      types.bucket,
      types.featureGroup,
      types.key,
      types.repository,
      types.modelPackageGroup,
      types.searchDomain,
      types.space,
      types.studioDomain,
    ].map((type) => [
      `an unprotected ${type}`,
      [(bucket) => ({ ...bucket, type, protect: false }), "protect: is not set"],
    ]),
  ),
});
