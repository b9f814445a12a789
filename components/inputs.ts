import type * as pulumi from "@pulumi/pulumi";

/** A value of which any part may be an output. */
export type InputOf<T> = pulumi.Input<
  [T] extends [readonly (infer Item)[]] ? InputOf<Item>[] : [T] extends [object] ? InputsOf<T> : T
>;

/** An object whose values may be outputs, at any depth. */
export type InputsOf<T> = {
  readonly [Key in keyof T]: InputOf<Exclude<T[Key], undefined>> | Extract<T[Key], undefined>;
};
