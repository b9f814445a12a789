import { hex, idFrom, lower, text, upper } from "../ids";
import type { SimulatedType } from "../types";
import { dnsSuffix, inRegion } from "./define";

/** A bucket's settings are resources of their own that share its id. */
const setting = (replaceOn: readonly string[], computed = {}): SimulatedType => ({
  computed: () => computed,
  id: idFrom("bucket"),
  replaceOn,
});

export const s3 = inRegion({
  "aws:s3/bucket:Bucket": {
    autoname: "bucket",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: `arn:${place.partition}:s3:::${text(inputs, "bucket")}`,
      bucketDomainName: `${text(inputs, "bucket")}.s3.${dnsSuffix(place)}`,
      bucketRegionalDomainName: `${text(inputs, "bucket")}.s3.${place.region}.${dnsSuffix(place)}`,
      bucketRegion: place.region,
      hostedZoneId: `Z${upper(`s3/${place.region}`, 13)}`,
      bucketPrefix: "",
      bucketNamespace: "",
      accelerationStatus: "",
      acl: "",
      corsRules: [],
      grants: [],
      lifecycleRules: [],
      objectLockEnabled: false,
      policy: "",
      requestPayer: "BucketOwner",
      websiteDomain: "",
      websiteEndpoint: "",
    }),
    id: idFrom("bucket"),
    replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled"],
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting(["bucket"]),
  "aws:s3/bucketVersioning:BucketVersioning": setting(["bucket", "expectedBucketOwner"]),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting([
    "bucket",
    "expectedBucketOwner",
  ]),
  "aws:s3/bucketPolicy:BucketPolicy": setting(["bucket"]),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting(["bucket"]),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting(
    ["bucket", "expectedBucketOwner"],
    {
      expectedBucketOwner: "",
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
  ),
  "aws:s3/bucketLogging:BucketLogging": setting(["bucket", "expectedBucketOwner"]),
  "aws:s3/bucketNotification:BucketNotification": setting(["bucket"]),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": setting([
    "bucket",
    "expectedBucketOwner",
  ]),
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: `arn:${place.partition}:s3:::${text(inputs, "bucket")}/${text(inputs, "key")}`,
      acl: "",
      bucketKeyEnabled: true,
      checksumCrc32: "",
      checksumCrc32c: "",
      checksumCrc64nvme: "",
      checksumSha1: "",
      checksumSha256: "",
      contentType: "application/octet-stream",
      etag: hex(urn, 32),
      kmsKeyId: "",
      serverSideEncryption: "aws:kms",
      storageClass: "STANDARD",
      versionId: lower(urn, 32),
    }),
    id: (_, outputs) => `${text(outputs, "bucket")}/${text(outputs, "key")}`,
    replaceOn: ["bucket", "key"],
  },
});
