/** A line of the story: what it is about, then the text. */
export function line(about: string, text: string): string {
  return `  ${about.padEnd(12)}${text}`;
}

/** Several texts about one thing, below each other. */
export function lines(about: string, texts: readonly string[]): string[] {
  return texts.map((text, index) => line(index === 0 ? about : "", text));
}
