import { types } from "../../../../policy/harness/types";
import { sagemakerDomainVpcOnly } from "../../../../policy/rules/sagemaker/sagemaker-domain-vpc-only";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(sagemakerDomainVpcOnly, {
  compliant: { type: types.studioDomain, name: "studio", props: { appNetworkAccessType: "VpcOnly" } },
  refuses: {
    "a domain with a network of SageMaker": [
      { appNetworkAccessType: "PublicInternetOnly" },
      "appNetworkAccessType: is not VpcOnly",
    ],
    "a domain that says nothing": [{ appNetworkAccessType: ABSENT }, "appNetworkAccessType: is not VpcOnly"],
  },
  undecided: { "an unknown network": [{ appNetworkAccessType: UNKNOWN }, "appNetworkAccessType"] },
});
