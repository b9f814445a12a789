import { opensearchThreeNodes } from "../../../../policy/rules/opensearch/opensearch-three-nodes";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

const CLUSTER = "clusterConfig";

testResourceRule(opensearchThreeNodes, {
  compliant: DOMAIN,
  refuses: {
    "two nodes": [{ [`${CLUSTER}.instanceCount`]: 2 }, `${CLUSTER}.instanceCount: is less than 3`],
    "the one node that AWS gives": [
      { [`${CLUSTER}.instanceCount`]: ABSENT },
      `${CLUSTER}.instanceCount: is less than 3`,
    ],
    "nodes in one zone": [
      { [`${CLUSTER}.zoneAwarenessEnabled`]: false },
      `${CLUSTER}.zoneAwarenessEnabled: is not true`,
    ],
    "no masters": [
      { [`${CLUSTER}.dedicatedMasterEnabled`]: ABSENT },
      `${CLUSTER}.dedicatedMasterEnabled: is not true`,
    ],
  },
  undecided: {
    "an unknown number": [{ [`${CLUSTER}.instanceCount`]: UNKNOWN }, `${CLUSTER}.instanceCount`],
  },
});
