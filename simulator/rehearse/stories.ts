import type { ModelVersion } from "../aws/sagemaker/registry";
import type { Rehearsal } from "../rehearsal/run";

/** A version of a model, as the registry has it. */
export type RegisteredVersion = Pick<ModelVersion, "arn" | "body" | "group" | "version">;

/** Something that happens in a rehearsed stack. */
export interface Story {
  /** All of it in one line. */
  readonly summary: string;
  /** Hop by hop. */
  readonly lines: readonly string[];
}

/** What can be told of a stack, in the order in which it happens. */
export const STORIES = ["data", "build", "approval", "deploy", "monitoring"] as const;

export type StoryName = (typeof STORIES)[number];

/** Plays what happens in a stack that was rehearsed. A stack in which it does not happen gives nothing. */
export interface StoryTellers {
  /** A person's own data, from a file up to the first version that is built of it. */
  readonly data?: (rehearsal: Rehearsal) => Promise<Story | undefined>;
  /** A push, up to the version that it registers. */
  readonly build?: (
    rehearsal: Rehearsal,
  ) => Promise<(Story & { readonly registered: RegisteredVersion }) | undefined>;
  /**
   * The approval of a version, up to the run that it starts.
   *
   * @param version - ARN of the version, if one is known.
   */
  readonly approval?: (rehearsal: Rehearsal, version?: string) => Promise<Story | undefined>;
  /**
   * The deployment of a registered version.
   *
   * @param whole - Whether every type of inference is played, not the first alone.
   */
  readonly deploy?: (rehearsal: Rehearsal, version: RegisteredVersion, whole: boolean) => Promise<Story>;
  /** Drifted requests, up to the version that is trained for it. */
  readonly monitoring?: (rehearsal: Rehearsal) => Promise<Story | undefined>;
}

export type PlayedStories = Readonly<Partial<Record<StoryName, Story>>>;

/**
 * Plays all stories of a stack. From the build on, each begins with what the one before it has left.
 *
 * @param whole - Those that are to be told in full.
 * @param progress - Is told which one is under way.
 */
export async function playStories(
  tellers: StoryTellers,
  rehearsal: Rehearsal,
  whole: ReadonlySet<StoryName>,
  progress: (story: StoryName) => void,
): Promise<PlayedStories> {
  progress("data");
  const data = await tellers.data?.(rehearsal);
  progress("build");
  const build = await tellers.build?.(rehearsal);
  progress("approval");
  const approval = await tellers.approval?.(rehearsal, build?.registered.arn);
  progress("deploy");
  const deploy = build && (await tellers.deploy?.(rehearsal, build.registered, whole.has("deploy")));
  progress("monitoring");
  const monitoring = await tellers.monitoring?.(rehearsal);
  return {
    ...(data && { data }),
    ...(build && { build }),
    ...(approval && { approval }),
    ...(deploy && { deploy }),
    ...(monitoring && { monitoring }),
  };
}
