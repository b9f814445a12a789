import { inflateSync } from "node:zlib";

/** A picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colour of a pixel as #rrggbb. */
  at(x: number, y: number): string;
}

const SIGNATURE = 8;

/**
 * Reads a PNG as browsers write it: 8 bits, red, green and blue, with or without alpha, not interlaced.
 *
 * @throws Error if it is another one.
 */
export function readPng(content: Buffer): Picture {
  const parts: Buffer[] = [];
  for (let place = SIGNATURE; place < content.length;) {
    const length = content.readUInt32BE(place);
    if (content.toString("latin1", place + 4, place + 8) === "IDAT") {
      parts.push(content.subarray(place + 8, place + 8 + length));
    }
    place += length + 12;
  }
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  const [depth, kind, interlaced] = [content.readUInt8(24), content.readUInt8(25), content.readUInt8(28)];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) {
    throw new Error(`a PNG of depth ${depth}, colour type ${kind}, interlace ${interlaced} is not read`);
  }
  const channels = kind === 2 ? 3 : 4;
  const pixels = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  return {
    width,
    height,
    at: (x, y) => `#${pixels.toString("hex", (y * width + x) * channels, (y * width + x) * channels + 3)}`,
  };
}

/** Undoes the filters of the lines, by which each byte is a difference to those left of it and above it. */
function unfiltered(data: Buffer, stride: number, height: number, channels: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data.readUInt8(y * (stride + 1));
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : pixels.readUInt8(y * stride + x - channels);
      const up = y === 0 ? 0 : pixels.readUInt8((y - 1) * stride + x);
      const corner = x < channels || y === 0 ? 0 : pixels.readUInt8((y - 1) * stride + x - channels);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels.writeUInt8((data.readUInt8(y * (stride + 1) + 1 + x) + guess) & 255, y * stride + x);
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
