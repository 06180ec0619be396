/** What may go to a terminal: text without anything that moves the cursor, hides itself or reorders its neighbours. */

/** How to print: decided by the caller, who knows the terminal. */
export interface Style {
  readonly color: boolean;
  /** Whether signs beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
}

/** Control and format characters (ANSI escapes start with one), line separators, lone surrogates, private use. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

const names: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const visible = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return names[character] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`);
};

/** Most text is printable ASCII: safe, and as many columns as characters. */
const ascii = /^[\x20-\x7e]*$/;

/** A name has at most 253 characters; a sentence with several values in it seldom more than this. */
const longest = 600;

/**
 * One line that is safe on every terminal. Everything that comes from a cluster or a file goes through it: unsafe
 * characters are shown by their number, and what is longer than `limit` is cut with its length.
 */
export const plain = (text: string, limit = longest): string => {
  if (text.length <= limit && ascii.test(text)) return text;
  const cut = text.length > limit ? text.slice(0, limit).replace(/[\ud800-\udbff]$/, "") : text;
  const safe = cut.replace(unsafe, visible);
  return cut.length === text.length ? safe : `${safe}... (${text.length} characters)`;
};

/** Several lines, such as a manifest: each one safe, the line breaks kept, tabs as spaces. */
export const plainLines = (text: string): readonly string[] =>
  text.replaceAll("\r\n", "\n").replace(/\n+$/, "").split("\n").map((line) => plain(line.replaceAll("\t", "  "), 4000));

const marks = /\p{M}/gu;
/** East Asian wide and fullwidth, and what is shown as an emoji: two columns each. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/gu;

/** Columns that safe text takes. */
export const columnsOf = (text: string): number => {
  if (ascii.test(text)) return text.length;
  const spacing = text.replace(marks, "");
  return Array.from(spacing).length + (spacing.match(wide)?.length ?? 0);
};

export const padded = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - columnsOf(text)));

/** Lines of at most `columns`, broken between words; a word that is longer (a URL, a field path) stays whole. */
export const wrap = (text: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((one) => one !== "")) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
};

/** A paragraph under a first-line `lead`; further lines are indented as far as the lead is wide. */
export const paragraph = (lead: string, text: string, style: Style): readonly string[] => {
  const indent = columnsOf(lead);
  const lines = wrap(text, Math.max(30, style.width - indent));
  return lines.map((line, index) => (index === 0 ? lead : " ".repeat(indent)) + line);
};
