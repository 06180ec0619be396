/** Columns as kubectl prints them: no borders, as wide as their widest cell, the last one not padded. */
import { type Ink, paint } from "./color.ts";
import { columnsOf, padded, type Style, wrap } from "./terminal.ts";

export interface Cell {
  readonly text: string;
  readonly ink?: Ink;
}
export type Row = readonly Cell[];

const GAP = 2;

export const cell = (text: string, ink?: Ink): Cell => (ink === undefined ? { text } : { text, ink });

export const widthsOf = (rows: readonly Row[]): readonly number[] => {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, { text }] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columnsOf(text));
  }
  return widths;
};

/** Columns of the widest line. */
export const totalOf = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one, 0) + GAP * Math.max(0, widths.length - 1);

export const line = (row: Row, widths: readonly number[], style: Style): string =>
  row
    .map(({ text, ink }, index) => {
      const isLast = index === row.length - 1;
      return paint(style, ink, text) + (isLast ? "" : padded(text, (widths[index] ?? 0) + GAP).slice(text.length));
    })
    .join("")
    .trimEnd();

export const table = (rows: readonly Row[], style: Style): readonly string[] => {
  const widths = widthsOf(rows);
  return rows.map((row) => line(row, widths, style));
};

/** The widths under which the table fits, if it can: the widest column gives way first, words stay whole. */
const fitted = (natural: readonly number[], floors: readonly number[], width: number): readonly number[] => {
  const widths = [...natural];
  const room = (index: number): number => (widths[index] ?? 0) - (floors[index] ?? 0);
  while (totalOf(widths) > width) {
    const [widest] = [...widths.keys()].filter((index) => room(index) > 0).toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
};

const longestWords = (rows: readonly Row[]): readonly number[] =>
  widthsOf(rows.flatMap((row) => {
    const words = row.map(({ text }) => text.split(" "));
    return Array.from({ length: Math.max(0, ...words.map((one) => one.length)) }, (_, at) => words.map((one) => cell(one[at] ?? "")));
  }));

/** A table of sentences: cells are wrapped so that the whole fits the width. */
export const wrappedTable = (rows: readonly Row[], style: Style): readonly string[] => {
  const widths = fitted(widthsOf(rows), longestWords(rows), style.width);
  return rows.flatMap((row) => {
    const cells = row.map(({ text }, index) => wrap(text, widths[index] ?? 0));
    const height = Math.max(1, ...cells.map((one) => one.length));
    return Array.from({ length: height }, (_, at) =>
      line(row.map(({ ink }, index) => cell(cells[index]?.[at] ?? "", ink)), widths, style));
  });
};
