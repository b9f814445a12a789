import type { Partition } from "../../settings/regions";

/** Plain property values by name. */
export type Properties = Readonly<Record<string, unknown>>;

/** Where a resource acts: taken from the provider that the program gave it. */
export interface Place {
  /** Account id in AWS; in Azure DevOps the name of the organization. */
  readonly account: string;
  /** Empty in Azure DevOps. */
  readonly region: string;
  readonly partition: Partition;
  /** Tags that the provider puts on everything it creates. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** A resource as the engine hands it to a provider: plain values, secrets unwrapped. */
export interface Registration {
  readonly urn: string;
  /** Type token, such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Properties;
  readonly place: Place;
}

/** What a provider answers: the id and the state (inputs and computed outputs). */
export interface Simulated {
  readonly id: string;
  readonly outputs: Properties;
}

/** What an update of a type can change. */
export interface Updates {
  /** Inputs that an update can change. */
  readonly only: readonly string[];
  /** What the cloud says to any other update. */
  readonly error: string;
  /** Where this is to be seen: code of the provider, or an issue. */
  readonly source: string;
}

/** How one resource type behaves. */
export interface SimulatedType {
  /** Property that gets `<logical name>-<7 hex digits>` where the program gives no name. */
  readonly autoname?: string;
  /** Outputs that the cloud adds to the inputs; an input of the same name wins. */
  readonly computed: (registration: Registration) => Properties;
  readonly id: (registration: Registration, outputs: Properties) => string;
  /** Inputs whose change makes the engine replace the resource. */
  readonly replaceOn: readonly string[];
  /**
   * Inputs that hold a JSON document: a provider takes an object, too, and makes text of it; two texts of the same meaning
   * are no change. @default none
   */
  readonly documents?: readonly string[];
  /** @default every update succeeds */
  readonly updates?: Updates;
}

/** Resource types by token. */
export type SimulatedTypes = Readonly<Record<string, SimulatedType>>;

/** Answers a call of a provider's function. */
export type SimulatedFunction = (args: Properties, place: Place) => Properties;

/** An input of a child: what the component was given, with the name of the input that it is made of, or another's output. */
export type ChildInput =
  { readonly value: unknown; readonly of: string } | { readonly child: string; readonly output: string };

/** A resource that a component makes below itself. */
export interface SimulatedChild {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, ChildInput>>;
}

/** What a component of a provider consists of. */
export interface ComponentPlan {
  /** In the order in which they are made. The component has each as an output of this name. */
  readonly children: Readonly<Record<string, SimulatedChild>>;
  /** Outputs that are those of a child. */
  readonly outputs: Readonly<Record<string, { readonly child: string; readonly output: string }>>;
}

/** Components that a provider makes, by type: what each consists of with a name and inputs. */
export type SimulatedComponents = Readonly<
  Record<string, (name: string, inputs: Properties) => ComponentPlan>
>;
