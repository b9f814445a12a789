import { stripVTControlCharacters } from "node:util";

/**
 * Text that others wrote, in one line and without anything that a terminal, or the agent of a pipeline, would act on: that
 * takes commands from any place of a line that holds `##vso[`, so no two number signs stay together.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/#(?=#)/g, "# ");
}
