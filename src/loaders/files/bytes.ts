/** From the bytes of a file to text, in pieces: whatever its size, only a window of it is in memory. */
import { isAscii, isUtf8 } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

/** A document (of a list: an item) up to this size is read; etcd takes objects of 1.5 MB. */
const LARGEST_UNIT = 16 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** Thrown for input that is no text; the rest of that file is not read. */
export class NotReadable extends Error {}

/** Takes as many whole documents from the front of the text as there are; returns how many characters that were. */
export type Take = (text: string, last: boolean) => Promise<number>;

/** Shows `take` the text window by window, each starting where the last one was left. */
export const readText = async (chunks: AsyncIterable<Uint8Array>, take: Take): Promise<void> => {
  let held: Uint8Array[] = [];
  let size = 0;
  let enough = 1;
  for await (const chunk of unixLines(asUtf8(chunks))) {
    held.push(chunk);
    size += chunk.length;
    if (size < enough) continue;
    const rest = await takeFrom(Buffer.concat(held, size), take, false);
    if (rest.length > LARGEST_UNIT) throw tooLarge(rest);
    held = [rest];
    // A document that goes on is looked at again when twice as much of it is there: growing costs no more than reading.
    enough = rest.length === size ? size * 2 : 1;
    size = rest.length;
  }
  await takeFrom(Buffer.concat(held, size), take, true);
};

const takeFrom = async (bytes: Buffer, take: Take, last: boolean): Promise<Buffer> => {
  const whole = last ? bytes : bytes.subarray(0, bytes.length - unfinished(bytes));
  const text = decode(whole);
  const taken = await take(text, last);
  if (taken === 0) return bytes;
  const takenBytes = whole.length === text.length ? taken : Buffer.byteLength(text.slice(0, taken));
  return bytes.subarray(takenBytes);
};

const decode = (bytes: Buffer): string => {
  if (bytes.includes(0)) throw new NotReadable("this is a binary file (it holds a zero byte), not YAML or JSON");
  if (isAscii(bytes)) return bytes.toString("latin1");
  if (!isUtf8(bytes)) throw new NotReadable("this is no UTF-8 text; save the file as UTF-8");
  return bytes.toString("utf8");
};

const tooLarge = (bytes: Buffer): NotReadable => {
  const line = bytes.lastIndexOf("\n") < 0 ? "line" : "document";
  return new NotReadable(`a ${line} is longer than ${LARGEST_UNIT / MEGABYTE} MB; the file is not read any further`);
};

/** How many bytes at the end belong to a character that is not all there. */
const unfinished = (bytes: Buffer): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
};

/** Without a byte order mark; UTF-16, which PowerShell's `>` writes, as UTF-8. */
async function* asUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let toUtf8: ((bytes: Buffer) => Buffer) | undefined;
  let start: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (toUtf8) yield toUtf8(bytes);
    else {
      start = start.length === 0 ? bytes : Buffer.concat([start, bytes]);
      if (start.length < 3) continue;
      toUtf8 = decoderFor(start);
      yield toUtf8(start.subarray(markLength(start)));
    }
  }
  if (!toUtf8 && start.length > 0) yield start;
}

const hasMark = (bytes: Buffer, ...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const markLength = (bytes: Buffer): number =>
  hasMark(bytes, 0xef, 0xbb, 0xbf) ? 3 : hasMark(bytes, 0xff, 0xfe) || hasMark(bytes, 0xfe, 0xff) ? 2 : 0;

const decoderFor = (start: Buffer): ((bytes: Buffer) => Buffer) => {
  const bigEndian = hasMark(start, 0xfe, 0xff);
  if (!bigEndian && !hasMark(start, 0xff, 0xfe)) return (bytes) => bytes;
  const decoder = new StringDecoder("utf16le");
  let odd: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = Buffer.concat([odd, bytes]);
    const even = all.subarray(0, all.length - (all.length % 2));
    odd = all.subarray(even.length);
    return Buffer.from(decoder.write(bigEndian ? even.swap16() : even), "utf8");
  };
};

const RETURN = 13;

/** Windows line ends as `\n`; a lone carriage return stays. */
async function* unixLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = "";
  for await (const chunk of chunks) {
    if (held === "" && !chunk.includes(RETURN)) {
      yield chunk;
      continue;
    }
    // latin1 maps bytes to characters one to one, whatever they stand for.
    const text = held + chunk.toString("latin1");
    held = text.endsWith("\r") ? "\r" : "";
    yield Buffer.from(text.slice(0, text.length - held.length).replaceAll("\r\n", "\n"), "latin1");
  }
  if (held !== "") yield Buffer.from(held, "latin1");
}
