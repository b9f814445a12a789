import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";

import { Failure } from "../../shared/failure";

/** The run that deploys a version because it was approved. */
export interface Claim {
  readonly buildId: string;
  readonly modelPackageArn: string;
}

const claimSchema = z.object({ buildId: z.string().min(1), modelPackageArn: z.string().min(1) });

/** Where the claim of a version lies. */
export function claimKey(group: string, version: number): string {
  return `runs/${group}/${version}.json`;
}

/** How often a claim is tried while another run writes at the same moment. */
const TRIES = 5;

/**
 * Claims a version for a run. Azure DevOps has no idempotency key: an answer that came too late can leave two runs for
 * one approval, and S3 lets only one of them write.
 *
 * @returns The claim that holds: this run's, or that of the run that came first.
 * @throws Failure if another object lies where the claim should.
 */
export async function claimVersion(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  claim: Claim,
): Promise<Claim> {
  for (let triesLeft = TRIES; ; triesLeft -= 1) {
    try {
      // The bucket encrypts with its own key.
      await s3.send(
        new PutObjectCommand({
          ...place,
          Body: JSON.stringify(claim),
          ContentType: "application/json",
          IfNoneMatch: "*",
        }),
      );
      return claim;
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      if (name === "PreconditionFailed") {
        break;
      }
      // Two writers at the same moment: S3 asks to try again, and the SDK does not.
      if (name !== "ConditionalRequestConflict" || triesLeft <= 1) {
        throw error;
      }
    }
  }
  const { Body } = await s3.send(new GetObjectCommand(place));
  return parseClaim((await Body?.transformToString()) ?? "", `s3://${place.Bucket}/${place.Key}`);
}

function parseClaim(text: string, uri: string): Claim {
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch {
    throw new Failure(
      `${uri} does not say which run deploys the version: ask the platform team to look at it, or start the run by hand with startedBy person`,
    );
  }
}
