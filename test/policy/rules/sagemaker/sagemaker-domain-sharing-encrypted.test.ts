import { types } from "../../../../policy/harness/types";
import { sagemakerDomainSharingEncrypted } from "../../../../policy/rules/sagemaker/sagemaker-domain-sharing-encrypted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const SHARING = "defaultUserSettings.sharingSettings";

testResourceRule(sagemakerDomainSharingEncrypted, {
  compliant: {
    type: types.studioDomain,
    name: "studio",
    props: {
      defaultUserSettings: {
        sharingSettings: { notebookOutputOption: "Allowed", s3OutputPath: "s3://b", s3KmsKeyId: "key" },
      },
    },
  },
  accepts: {
    "a key that is not known yet": { [`${SHARING}.s3KmsKeyId`]: UNKNOWN },
    "a domain that shares no output": {
      [SHARING]: { notebookOutputOption: "Disabled" },
    },
    "a domain that says nothing of sharing": { [SHARING]: ABSENT },
  },
  refuses: {
    "output under no key": [{ [`${SHARING}.s3KmsKeyId`]: ABSENT }, `${SHARING}.s3KmsKeyId: is not set`],
  },
  undecided: {
    "an unknown option": [
      { [`${SHARING}.notebookOutputOption`]: UNKNOWN },
      `${SHARING}.notebookOutputOption`,
    ],
  },
});
