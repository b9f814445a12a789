import { createRequire } from "node:module";

// The SDK's messages take a Struct or Empty of their own copy of google-protobuf only; another version may be
// installed beside it.
const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const struct = fromSdk(
  "google-protobuf/google/protobuf/struct_pb",
) as typeof import("google-protobuf/google/protobuf/struct_pb");
const empty = fromSdk(
  "google-protobuf/google/protobuf/empty_pb",
) as typeof import("google-protobuf/google/protobuf/empty_pb");

export const Struct = struct.Struct;
export type Struct = import("google-protobuf/google/protobuf/struct_pb").Struct;
export const Empty = empty.Empty;
export type Empty = import("google-protobuf/google/protobuf/empty_pb").Empty;
