import { digits, guid, idFrom, text, upper } from "../ids";
import type { Place, Properties, Registration } from "../types";
import { CREATED_AT, globalArn, inNoRegion } from "./define";

/** Of an account that has outbound web identity federation, whether this program turned it on or not. */
export const issuerOf = ({ account }: Place): string =>
  `https://${guid(`issuer/${account}`)}.tokens.sts.global.api.aws`;

export const iam = inNoRegion({
  "aws:iam/role:Role": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({
      arn: iamArn(registration, "role"),
      uniqueId: `AROA${upper(registration.urn, 17)}`,
      createDate: CREATED_AT,
      namePrefix: "",
      inlinePolicies: [],
      managedPolicyArns: [],
    }),
    id: idFrom("name"),
    replaceOn: ["name", "namePrefix", "path"],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    autoname: "name",
    computed: () => ({ namePrefix: "" }),
    id: (_, outputs) => `${text(outputs, "role")}:${text(outputs, "name")}`,
    replaceOn: ["name", "namePrefix", "role"],
  },
  "aws:iam/policy:Policy": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({
      arn: iamArn(registration, "policy"),
      policyId: `ANPA${upper(registration.urn, 17)}`,
      attachmentCount: 0,
      namePrefix: "",
    }),
    id: idFrom("arn"),
    replaceOn: ["name", "namePrefix", "path", "description"],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    computed: () => ({}),
    id: ({ urn, inputs }) => `${text(inputs, "role")}-${digits(urn, 26)}`,
    replaceOn: ["role", "policyArn"],
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: globalArn(place, "iam", `oidc-provider/${text(inputs, "url").replace(/^https:\/\//, "")}`),
      thumbprintLists: [],
    }),
    id: idFrom("arn"),
    replaceOn: ["url"],
  },
  "aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation": {
    computed: ({ place }) => ({ issuerIdentifier: issuerOf(place) }),
    id: ({ place }) => place.account,
    replaceOn: [],
  },
});

function iamArn({ inputs, place }: Registration, kind: string): string {
  return globalArn(place, "iam", `${kind}${pathOf(inputs)}${text(inputs, "name")}`);
}

function pathOf(inputs: Properties): string {
  return typeof inputs.path === "string" ? inputs.path : "/";
}
