import { types } from "../../../policy/harness/types";
import { noOpenAuthorization } from "../../../policy/invariants/no-open-authorization";
import { UNKNOWN } from "../../support/analyzer";
import { ABSENT, drop, edit, node, testStackRule } from "../rule-table";

const connection = node(types.adoAwsConnection, "aws-build", {});
const environment = node(types.adoEnvironment, "production", {});
const toConnection = node(
  types.adoPipelineAuthorization,
  "use-aws",
  { resourceId: UNKNOWN },
  { resourceId: connection },
);
const toEnvironment = node(
  types.adoPipelineAuthorization,
  "use-production",
  { resourceId: UNKNOWN },
  { resourceId: environment },
);
const group = node(types.adoVariableGroup, "settings", { allowAccess: false });

testStackRule(noOpenAuthorization, {
  compliant: [connection, environment, toConnection, toEnvironment, group],
  accepts: {
    "a variable group at its default": edit("settings", { allowAccess: ABSENT }),
    "an authorization by literal id": (graph) =>
      graph.map((resource) =>
        resource === environment
          ? { ...resource, props: { id: "17" } }
          : resource === toEnvironment
            ? { ...resource, props: { resourceId: "17" }, propertyDependencies: {} }
            : resource,
      ),
  },
  refuses: {
    "a connection that nothing authorizes": [
      drop("use-aws"),
      "aws-build resourceId: no PipelineAuthorization names this resource",
    ],
    "an environment that nothing authorizes": [
      drop("use-production"),
      "production resourceId: no PipelineAuthorization names this resource",
    ],
    "a variable group for every pipeline": [
      edit("settings", { allowAccess: true }),
      "settings allowAccess: opens the group to every pipeline of the project",
    ],
  },
  undecided: { "an unknown setting": [edit("settings", { allowAccess: UNKNOWN }), "settings allowAccess"] },
});
