import { partitionOf } from "../../settings/regions";
import { ofType } from "../graph/stack";
import { optionalText } from "../graph/values";
import type { World } from "../graph/world";

/** What some roles may never do, in any landing zone. */
export interface NeverRule {
  readonly what: string;
  readonly because: string;
  readonly actions: readonly string[];
  /** ARNs; `*` stands for anything. */
  readonly on: readonly string[];
  /** Condition keys of the requests; those that a statement asks for come in addition. */
  readonly given?: Readonly<Record<string, string | readonly string[]>>;
  /** Whom it binds: a role without its prefix, and its plane. */
  readonly who: (role: string, plane: string) => boolean;
  /**
   * Whether it is about people and accounts outside of the landing zone instead of its roles: all of them, or those that
   * no document names. @default it is about roles
   */
  readonly outsiders?: "all" | "unnamed";
}

/** The landing zone that rules are written for. */
export class Zone {
  constructor(private readonly world: World) {}

  /** One account plays all roles. */
  public get isSingle(): boolean {
    return new Set(this.world.own.places.map(({ account }) => account)).size === 1;
  }

  /** ARNs of something in a plane; `*` in the name stands for anything of that plane. */
  public inPlane(plane: string, service: string, name: (prefix: string) => string): string {
    const { account, region } = this.world.place(plane);
    const prefix = this.isSingle ? `mlops-${this.world.own.team}-${plane}-` : "";
    return `arn:${partitionOf(region)}:${service}:${region}:${account}:${name(prefix)}`;
  }

  /** ARNs of everything of a kind, in all accounts. */
  public everywhere(service: string, rest: string): string[] {
    const accounts = new Map(this.world.own.places.map(({ account, region }) => [account, region]));
    return [...accounts].map(
      ([account, region]) =>
        `arn:${partitionOf(region)}:${service}:${service === "iam" ? "" : region}:${account}:${rest}`,
    );
  }

  /** ARNs of what the stack makes of some types; `within` is put behind each. */
  public createdArns(types: readonly string[], within = ""): string[] {
    return types
      .flatMap((type) => ofType(this.world.own.graph, type))
      .flatMap((resource) => optionalText(resource, "arn") ?? [])
      .map((arn) => `${arn}${within}`);
  }

  /** ARNs of roles that people or pipelines have, not services. */
  public get rolesOfPeople(): string[] {
    return this.world.own.roles
      .filter(({ trust }) => !trust.text.includes('"Service"'))
      .map(({ arn }) => arn);
  }
}
