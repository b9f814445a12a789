import { parseArgs } from "node:util";

import { RefusedError } from "../../settings/command-refusal";
import { STORIES, type StoryName } from "./stories";

export const USAGE = `usage: npm run rehearse [-- options]

Runs the program and its guardrails without a cloud and shows what it would create.

  --stack NAME        the stack to rehearse: NAME of a file Pulumi.NAME.yaml (default: prod)
  --stack-file FILE   a stack file that is somewhere else, such as samples/full.yaml
  --story NAME        tell a story in full: data, build, approval, deploy (every type of inference), monitoring or all
  --graph FILE        also write the resource graph (docs/graph-format.md)
  --help              show this text

exit status: 0 fine, 1 a mandatory rule is violated, 2 refused settings or a failing program
`;

export interface Arguments {
  readonly help: boolean;
  readonly stack: string;
  /** Undefined: the file of the stack. */
  readonly stackFile: string | undefined;
  /** File for the graph; undefined: none is written. */
  readonly graph: string | undefined;
  /** Stories that are told in full. */
  readonly stories: ReadonlySet<StoryName>;
}

/** @throws RefusedError with the usage if an argument is unknown or does not fit. */
export function parseArguments(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stack: { type: "string" },
        "stack-file": { type: "string" },
        story: { type: "string", multiple: true, default: [] },
        graph: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.stack !== undefined && values["stack-file"] !== undefined) {
      throw new RefusedError("give --stack or --stack-file, not both");
    }
    return {
      help: values.help,
      stack: values.stack ?? "prod",
      stackFile: values["stack-file"],
      graph: values.graph,
      stories: new Set(values.story.flatMap(storiesOf)),
    };
  } catch (error) {
    throw new RefusedError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function storiesOf(name: string): readonly StoryName[] {
  const stories = name === "all" ? STORIES : STORIES.filter((story) => story === name);
  if (stories.length === 0) {
    throw new RefusedError(`--story takes ${STORIES.join(", ")} or all; given "${name}"`);
  }
  return stories;
}
