import type { Severity, Verdict } from "../../core/notes/note.ts";
import type { Style } from "./terminal.ts";

export type Ink = "red" | "green" | "yellow" | "cyan" | "bold" | "dim";

const codes: Readonly<Record<Ink, readonly [number, number]>> = {
  bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39],
};

/** Colour repeats what the words say; nothing is told by colour alone. */
export const paint = (style: Style, ink: Ink | undefined, text: string): string => {
  if (!style.color || ink === undefined || text === "") return text;
  const [start, end] = codes[ink];
  return `\u001b[${start}m${text}\u001b[${end}m`;
};

export const verdictInk: Readonly<Record<Verdict, Ink>> = { yes: "green", no: "red", unknown: "yellow" };
export const severityInk: Readonly<Record<Severity, Ink>> = { error: "red", warning: "yellow", info: "dim" };

const signs: Readonly<Record<Verdict, readonly [unicode: string, ascii: string]>> = {
  yes: ["✓", "+"], no: ["✗", "x"], unknown: ["?", "?"],
};

export const verdictSign = (verdict: Verdict, style: Style): string =>
  paint(style, verdictInk[verdict], signs[verdict][style.unicode ? 0 : 1]);

export const heading = (style: Style, text: string): string => paint(style, "bold", text);
