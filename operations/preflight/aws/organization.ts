import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";

import type { OrganizationFacts } from "../../../components/organizations/preconditions";
import type { Caller } from "./caller";
import { find, pages, read } from "./read";

/** An account of the organization. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface FoundOrganization extends OrganizationFacts {
  readonly id: string;
  readonly managementAccount: string;
}

/** Reads of the organization of whoever runs the command, each made once. */
export class OrganizationReads {
  private readonly client: OrganizationsClient;
  private organization: Promise<FoundOrganization | undefined> | undefined;
  private accounts: Promise<Member[]> | undefined;

  constructor(caller: Caller) {
    this.client = new OrganizationsClient(caller.clientSettings(caller.homeRegion));
  }

  /** Undefined where the account belongs to no organization. */
  found(): Promise<FoundOrganization | undefined> {
    this.organization ??= this.read();
    return this.organization;
  }

  members(): Promise<Member[]> {
    this.accounts ??= read("organizations:ListAccounts", () =>
      pages(async (NextToken) => {
        const { Accounts: page = [], NextToken: next } = await this.client.send(
          new ListAccountsCommand({ NextToken }),
        );
        return [
          page.map(({ Id: id = "", Name: name = "", Email: email = "" }) => ({ id, name, email })),
          next,
        ];
      }),
    );
    return this.accounts;
  }

  /** Names of the units right below the root. */
  async units(rootId: string): Promise<string[]> {
    const units = await read("organizations:ListOrganizationalUnitsForParent", () =>
      pages(async (NextToken) => {
        const { OrganizationalUnits: page = [], NextToken: next } = await this.client.send(
          new ListOrganizationalUnitsForParentCommand({ ParentId: rootId, NextToken }),
        );
        return [page, next];
      }),
    );
    return units.flatMap(({ Name: name }) => name ?? []);
  }

  private async read(): Promise<FoundOrganization | undefined> {
    const described = await find(
      "organizations:DescribeOrganization",
      ["AWSOrganizationsNotInUseException"],
      () => this.client.send(new DescribeOrganizationCommand({})),
    );
    if (described?.Organization === undefined) {
      return undefined;
    }
    const {
      Id: id = "",
      MasterAccountId: managementAccount = "",
      FeatureSet: featureSet = "",
    } = described.Organization;
    const roots = await read("organizations:ListRoots", async () => {
      const { Roots: found = [] } = await this.client.send(new ListRootsCommand({}));
      return found;
    });
    return {
      id,
      managementAccount,
      featureSet,
      roots: roots.map(({ Id: root = "" }) => ({ id: root })),
      enabledPolicyTypes: (roots[0]?.PolicyTypes ?? []).flatMap(({ Type: type, Status: status }) =>
        status === "ENABLED" && type !== undefined ? [type] : [],
      ),
      awsServiceAccessPrincipals: await this.trusted(),
    };
  }

  private async trusted(): Promise<string[]> {
    const services = await read("organizations:ListAWSServiceAccessForOrganization", () =>
      pages(async (NextToken) => {
        const { EnabledServicePrincipals: page = [], NextToken: next } = await this.client.send(
          new ListAWSServiceAccessForOrganizationCommand({ NextToken }),
        );
        return [page, next];
      }),
    );
    return services.flatMap(({ ServicePrincipal: service }) => service ?? []);
  }
}
