import { opensearchEncrypted } from "../../../../policy/rules/opensearch/opensearch-encrypted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

testResourceRule(opensearchEncrypted, {
  compliant: DOMAIN,
  accepts: { "a key that is not known yet": { "encryptAtRest.kmsKeyId": UNKNOWN } },
  refuses: {
    "a domain in clear": [{ "encryptAtRest.enabled": false }, "encryptAtRest.enabled: is not true"],
    "AWS's own key": [
      { "encryptAtRest.kmsKeyId": ABSENT },
      "encryptAtRest.kmsKeyId: is not set: AWS's own key encrypts",
    ],
    "nodes that talk in clear": [
      { nodeToNodeEncryption: ABSENT },
      "nodeToNodeEncryption.enabled: is not true",
    ],
  },
  undecided: {
    "an unknown setting": [{ "nodeToNodeEncryption.enabled": UNKNOWN }, "nodeToNodeEncryption.enabled"],
  },
});
