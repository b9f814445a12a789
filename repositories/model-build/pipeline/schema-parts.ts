import { z } from "zod";

/** An object without other keys; each message says what is allowed. */
export function section<T extends z.ZodRawShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `use one of: ${keys}` : `a mapping with the keys ${keys}`,
  });
}

export function whole(from: number, to: number, unit: string): z.ZodInt {
  const allowed = `a whole number of ${unit} from ${from} to ${to}`;
  return z.int(allowed).min(from, allowed).max(to, allowed);
}
