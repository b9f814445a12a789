import { digits, lower, text } from "../ids";
import type { Place, Properties, Registration, Simulated } from "../types";
import { CREATED_AT, globalArn, inNoRegion } from "./define";

/** Services that may work across an organization which somebody has prepared as docs/bootstrap.md says. */
const SERVICES_WITH_ACCESS = [
  "access-analyzer.amazonaws.com",
  "account.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "guardduty.amazonaws.com",
  "member.org.stacksets.cloudformation.amazonaws.com",
  "securityhub.amazonaws.com",
];

/** The organization of a management account; an account has one at most, whoever created it. */
export function organizationOf(place: Place): Simulated {
  const id = `o-${lower(`organization/${place.account}`, 10)}`;
  const rootId = rootOf(place);
  const management = managementAccount(place, id);
  return {
    id,
    outputs: {
      arn: globalArn(place, "organizations", `organization/${id}`),
      accounts: [management],
      nonMasterAccounts: [],
      masterAccountArn: management.arn,
      masterAccountEmail: management.email,
      masterAccountId: place.account,
      masterAccountName: management.name,
      roots: [
        {
          id: rootId,
          arn: globalArn(place, "organizations", `root/${id}/${rootId}`),
          name: "Root",
          policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "ENABLED" }],
        },
      ],
      awsServiceAccessPrincipals: SERVICES_WITH_ACCESS,
      enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
      featureSet: "ALL",
    },
  };
}

export const organizations = inNoRegion({
  "aws:organizations/organization:Organization": {
    computed: ({ place }) => organizationOf(place).outputs,
    id: ({ place }) => organizationOf(place).id,
    replaceOn: [],
  },
  "aws:organizations/organizationalUnit:OrganizationalUnit": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({
      arn: organizationArn(registration.place, "ou", unitId(registration)),
      accounts: [],
    }),
    id: unitId,
    replaceOn: ["parentId"],
  },
  "aws:organizations/account:Account": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, place }) => ({
      arn: organizationArn(place, "account", accountId(urn)),
      parentId: rootOf(place),
      govcloudId: "",
      joinedMethod: "CREATED",
      joinedTimestamp: CREATED_AT,
      state: "ACTIVE",
      status: "ACTIVE",
    }),
    id: ({ urn }) => accountId(urn),
    replaceOn: ["email", "roleName", "iamUserAccessToBilling"],
  },
  "aws:organizations/policy:Policy": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: organizationArn(place, "policy", policyId(urn), policyType(inputs)),
    }),
    id: ({ urn }) => policyId(urn),
    replaceOn: ["type"],
  },
  "aws:organizations/policyAttachment:PolicyAttachment": {
    computed: () => ({}),
    id: (_, outputs) => `${text(outputs, "targetId")}:${text(outputs, "policyId")}`,
    replaceOn: ["policyId", "targetId"],
  },
  "aws:organizations/delegatedAdministrator:DelegatedAdministrator": {
    computed: ({ inputs, place }) => ({
      arn: organizationArn(place, "account", text(inputs, "accountId")),
      delegationEnabledDate: CREATED_AT,
      email: `aws-${text(inputs, "accountId")}@example.com`,
      joinedMethod: "CREATED",
      joinedTimestamp: CREATED_AT,
      name: `account-${text(inputs, "accountId")}`,
      status: "ACTIVE",
    }),
    id: (_, outputs) => `${text(outputs, "accountId")}/${text(outputs, "servicePrincipal")}`,
    replaceOn: ["accountId", "servicePrincipal"],
  },
});

function managementAccount(place: Place, organization: string): Readonly<Record<string, string>> {
  return {
    id: place.account,
    arn: globalArn(place, "organizations", `account/${organization}/${place.account}`),
    email: "aws-management@example.com",
    name: "management",
    joinedMethod: "INVITED",
    joinedTimestamp: CREATED_AT,
    state: "ACTIVE",
    status: "ACTIVE",
  };
}

function organizationArn(place: Place, kind: string, id: string, subKind?: string): string {
  const path = [kind, organizationOf(place).id, ...(subKind === undefined ? [] : [subKind]), id];
  return globalArn(place, "organizations", path.join("/"));
}

function rootOf(place: Place): string {
  return `r-${lower(`root/${place.account}`, 4)}`;
}

/** `ou-<root>-<8>`: units below a unit carry the root too. */
function unitId({ urn, inputs }: Registration): string {
  const root = text(inputs, "parentId").split("-")[1] ?? "";
  return `ou-${root}-${lower(urn, 8)}`;
}

const accountId = (urn: string): string => digits(urn, 12);
const policyId = (urn: string): string => `p-${lower(urn, 8)}`;

function policyType(inputs: Properties): string {
  return (typeof inputs.type === "string" ? inputs.type : "SERVICE_CONTROL_POLICY").toLowerCase();
}
