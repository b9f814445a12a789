import { stripVTControlCharacters } from "node:util";

/** Text that others wrote, in one line and without anything that a terminal would act on. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, " ");
}
