/** Thrown where parsers would cut a file into other lines than ours does. The message quotes nothing of the file. */
export class BadLine extends Error {}

const SPECIAL = /["\r\n\0]/g;

/**
 * Hands text on, piece by piece, while its lines end alike: a file whose header ends with a line feed and whose rows end
 * with a carriage return as well would keep the return in its last column. Quotes are doubled in quotes, so that their
 * count says whether a line end is quoted.
 *
 * @throws BadLine
 */
export async function* evenLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  const lines = new LineEnds();
  for await (const piece of text) {
    lines.read(piece);
    yield piece;
  }
  lines.end();
}

class LineEnds {
  private quoted = false;
  private line = 1;
  private first: string | undefined;
  /** A return that ended the last piece. */
  private open = false;
  /** The last character of the last piece. */
  private last = "";

  read(piece: string): void {
    if (this.open && piece !== "") {
      this.open = false;
      if (!piece.startsWith("\n")) throw this.lone();
    }
    for (const { 0: mark, index } of piece.matchAll(SPECIAL)) {
      if (mark === "\0") {
        throw new BadLine(`line ${this.line} holds a byte that is zero`);
      } else if (mark === '"') {
        this.quoted = !this.quoted;
      } else if (mark === "\n") {
        this.lineFeed(piece, index);
      } else if (!this.quoted && index === piece.length - 1) {
        this.open = true;
      } else if (!this.quoted && piece[index + 1] !== "\n") {
        throw this.lone();
      }
    }
    this.last = piece.at(-1) ?? this.last;
  }

  private lineFeed(piece: string, index: number): void {
    if (!this.quoted) {
      const end = (index === 0 ? this.last : piece[index - 1]) === "\r" ? "CRLF" : "LF";
      this.first ??= end;
      if (end !== this.first) {
        throw new BadLine(`line ${this.line} ends with ${end}, line 1 with ${this.first}`);
      }
    }
    this.line += 1;
  }

  end(): void {
    if (this.open) throw this.lone();
  }

  private lone(): BadLine {
    return new BadLine(`line ${this.line} has a carriage return without a line feed`);
  }
}
