import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import type { NamedPolicy, PolicyDocument } from "./documents";
import type { OrganizationView } from "./organization";
import { organizationOf, unknownOrganization } from "./organization";
import type { OutsideThing } from "./outside";
import type { Place, RoleDocuments, StackView } from "./stack";
import { viewOf } from "./stack";
import { stackSetRoles } from "./stack-set";
import { isPolicyOf } from "./targets";
import { matches, textOf, withChildren } from "./values";

/** The graphs that the matrix is computed from. */
export interface WorldGraphs {
  /** The landing zone that the cases are about. */
  readonly own: Graph;
  /** The landing zone of another team, by the same program. @default there is none */
  readonly other?: Graph;
  /** @default one that has the accounts as members and denies nothing */
  readonly organization?: Graph;
  /** Id of the organization that the landing zones were told. @default the accounts are in none */
  readonly organizationId?: string;
  /** What lies in none of the graphs but matters to a role. */
  readonly outside: readonly OutsideThing[];
}

/** Account of nobody that we know. */
export const STRANGER = "999999999999";

/** All that decides about a request, whoever makes it. */
export class World {
  /** The landing zone that the cases are about comes first. */
  public readonly teams: readonly StackView[];
  public readonly organization: OrganizationView;
  public readonly outside: readonly OutsideThing[];
  /** Roles of all accounts, those of stack sets among them. */
  public readonly roles: readonly RoleDocuments[];
  /** Resources of all landing zones and of the organization, by type. */
  private readonly resources: ReadonlyMap<string, readonly GraphResource[]>;
  private readonly resourceDocuments: readonly PolicyDocument[];
  private readonly asked = new Map<string, readonly NamedPolicy[]>();

  constructor(graphs: WorldGraphs) {
    this.teams = [graphs.own, ...[graphs.other ?? []].flat()].map(viewOf);
    const places = this.teams.flatMap(({ places }) => places);
    const accounts = this.teams.flatMap(({ team, places: ofTeam }) =>
      ofTeam.map(({ plane, account }) => [`${team}/${plane}`, account] as const),
    );
    this.organization = graphs.organization
      ? organizationOf(graphs.organization, Object.fromEntries(accounts), graphs.organizationId ?? "")
      : unknownOrganization(
          graphs.organizationId,
          places.map(({ account }) => account),
        );
    this.outside = graphs.outside;
    const views = [...this.teams, this.organization];
    this.roles = [...this.teams.flatMap(({ roles }) => roles), ...stackSetRoles(this.organization, places)];
    this.resources = byType(views.flatMap(({ graph }) => graph.resources));
    this.resourceDocuments = views
      .flatMap(({ documents }) => documents)
      .filter(({ kind }) => kind === "resource");
  }

  public get own(): StackView {
    const [own] = this.teams;
    if (!own) {
      throw new Error("a world has the landing zone that the cases are about");
    }
    return own;
  }

  /** Documents of our own landing zone and of the organization, once each. */
  public get documents(): readonly PolicyDocument[] {
    const ownAccounts = this.own.places.map(({ account }) => account);
    const ofRoles = this.roles
      .filter(({ account }) => ownAccounts.includes(account))
      .flatMap(({ trust, identity }) => [trust, ...identity]);
    const all = [...this.own.documents, ...this.organization.documents, ...ofRoles];
    return [...new Map(all.map((document) => [document.id, document])).values()];
  }

  /**
   * The account that `<plane>`, `<team>.<plane>`, `management` or `stranger` names.
   *
   * @throws Error if there is none.
   */
  public place(text: string): Place {
    const [plane = "", team = this.own.team] = text.split(".").reverse();
    if (text === "stranger") {
      return { team: "", plane: text, account: STRANGER, region: this.own.places[0]?.region ?? "" };
    }
    const found =
      text === "management"
        ? this.organization.management
        : this.teams.find((view) => view.team === team)?.places.find((place) => place.plane === plane);
    if (!found) {
      const known = this.teams.flatMap((view) => view.places.map((place) => `${view.team}.${place.plane}`));
      throw new Error(
        `there is no account ${text}: write a plane, management, stranger or one of ${known.join(", ")}`,
      );
    }
    return found;
  }

  /** The policies that AWS asks about something with this ARN, besides those of who acts. */
  public resourcePolicies(arn: string): readonly NamedPolicy[] {
    const known = this.asked.get(arn) ?? this.findPolicies(arn);
    this.asked.set(arn, known);
    return known;
  }

  /** Account of an ARN; buckets do not say theirs. */
  public accountOf(arn: string): string {
    const [, , service, , account = ""] = arn.split(":");
    return account === "" && service === "s3" ? this.accountOfBucket(arn) : account;
  }

  public isMember(account: string): boolean {
    return this.organization.pathTo(account).length > 0;
  }

  /** Resources of a type, in an account if one is given. */
  public resourcesOf(type: string, account?: string): readonly GraphResource[] {
    const all = this.resources.get(type) ?? [];
    return account === undefined ? all : all.filter(({ provider }) => provider?.account === account);
  }

  private findPolicies(arn: string): readonly NamedPolicy[] {
    const shown = this.resourceDocuments.filter((document) => isPolicyOf(document, arn));
    const trust = this.roles.filter((role) => role.arn === arn).map((role) => role.trust);
    const outside = this.outside
      .filter(({ arns }) => arns.some((pattern) => matches(pattern, arn)))
      .map(({ name, policy }) => ({ id: `outside ${name}`, content: policy }));
    return [...shown, ...trust, ...outside];
  }

  private accountOfBucket(arn: string): string {
    const bucket = this.resourcesOf("aws:s3/bucket:Bucket").find((resource) =>
      withChildren(textOf(resource, "arn")).some((own) => matches(own, arn)),
    );
    const outside = this.outside.find((thing) => thing.arns.some((pattern) => matches(pattern, arn)));
    return bucket?.provider?.account ?? outside?.account ?? STRANGER;
  }
}

function byType(resources: readonly GraphResource[]): ReadonlyMap<string, readonly GraphResource[]> {
  const grouped = new Map<string, GraphResource[]>();
  for (const resource of resources) {
    const same = grouped.get(resource.type) ?? [];
    same.push(resource);
    grouped.set(resource.type, same);
  }
  return grouped;
}
