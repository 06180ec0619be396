/** `list` as kubectl would print it: a line per Service, its ways in beside or below, then what is wrong. */
import type { Exposure, ListResult, ServiceExposure } from "../../core/exposure/model.ts";
import { paint, verdictInk } from "./color.ts";
import { assumptionLines, gapLines, type Locate, notesBelow } from "./notes.ts";
import { cell, line, type Row, table, totalOf, widthsOf } from "./table.ts";
import { columnsOf, padded, paragraph, plain, type Style } from "./terminal.ts";
import { addressOf, bestFirst, isInside, readinessOf, storyOf } from "./ways.ts";
import { age } from "./age.ts";

export interface ListView {
  readonly withNamespace: boolean;
  readonly wide: boolean;
  /** False prints rows and nothing else, for other programs. */
  readonly headers: boolean;
  /** RFC 3339: what ages are counted from. */
  readonly takenAt: string;
  readonly locate?: Locate | undefined;
  /** The flags that name the source, for a command to go on with. */
  readonly source: string;
}

/** A name in the API has at most 253 characters; one from a file may have any number. */
const NAME = 100;
const NOTES = 10;

export const renderList = (result: ListResult, view: ListView, style: Style): string => {
  const lines = [...rowLines(result.services, view, style), ...(view.headers ? below(result, view, style) : [])];
  const start = lines.findIndex((one) => one !== "");
  return start < 0 ? "" : `${lines.slice(start).join("\n")}\n`;
};

const rowLines = (services: readonly ServiceExposure[], view: ListView, style: Style): readonly string[] => {
  if (services.length === 0) return [];
  if (view.wide) return wideLines(services, view, style);
  const header = [...(view.withNamespace ? ["NAMESPACE"] : []), "NAME", "TYPE", "READY", "REACH", "WORKS"].map((one) => cell(one));
  const rows = services.map((service) => ({ service, row: serviceRow(service, view) }));
  // Without headers another program reads: a line per Service, however long.
  if (!view.headers) return table(rows.flatMap(({ service, row }) => rowsBeside(service, row).slice(0, 1)), style);
  const widths = widthsOf([header, ...rows.map(({ row }) => row)]);
  const room = style.width - totalOf([...widths, 0]);
  if (services.every((service) => waysOf(service).every((way) => columnsOf(wayText(way, service)) <= room))) {
    return table([[...header, cell("WAYS IN")], ...rows.flatMap(({ service, row }) => rowsBeside(service, row))], style);
  }
  const columns = addressColumns(services);
  return [line(header, widths, style), ...rows.flatMap(({ service, row }) => [line(row, widths, style), ...waysUnder(service, columns, style)])];
};

const serviceRow = (service: ServiceExposure, view: ListView): Row => [
  ...(view.withNamespace ? [cell(plain(service.namespace, NAME))] : []),
  cell(plain(service.name, NAME)),
  cell(plain(service.type, NAME)),
  cell(readinessOf(service), service.readiness?.ready === 0 ? "red" : undefined),
  cell(service.reach),
  cell(service.verdict, verdictInk[service.verdict]),
];

const declaredWays = (service: ServiceExposure): readonly Exposure[] => bestFirst(service.exposures.filter((one) => !isInside(one)));

const waysOf = (service: ServiceExposure): readonly Exposure[] => {
  const declared = declaredWays(service);
  return declared.length > 0 ? declared : service.exposures;
};

const wayText = (exposure: Exposure, service: ServiceExposure): string => {
  const mark = exposure.verdict === "yes" ? "" : `${exposure.verdict}: `;
  return `${mark}${addressOf(exposure)}  ${storyOf(exposure, service)}`;
};

/** The best way in stands in the Service's own row, further ones below it in the same column. */
const rowsBeside = (service: ServiceExposure, row: Row): readonly Row[] => {
  const [best, ...further] = waysOf(service).map((way) => cell(wayText(way, service)));
  return [[...row, best ?? cell("-")], ...further.map((one) => [...row.map(() => cell("")), one])];
};

/** Columns for the verdict of a way in, and the most for its URL before what declares it. */
const MARK = 4;
const ADDRESS = 36;
const INDENT = 3;
const marks = { yes: "yes", no: "no", unknown: "?" } as const;

/** `   no  https://shop.example.com/  Ingress web (nginx): BackendNotFound`. What every Service has is left out. */
const waysUnder = (service: ServiceExposure, columns: number, style: Style): readonly string[] =>
  declaredWays(service).flatMap((way) => {
    const mark = " ".repeat(INDENT) + paint(style, verdictInk[way.verdict], marks[way.verdict]) + " ".repeat(MARK - marks[way.verdict].length);
    const start = INDENT + MARK;
    const story = storyOf(way, service);
    const together = [padded(addressOf(way), columns), addressOf(way)].map((address) => `${address}  ${story}`)
      .find((one) => start + columnsOf(one) <= style.width);
    if (together !== undefined) return [mark + together];
    return [mark + addressOf(way), ...paragraph(" ".repeat(start + 2), story, style)];
  });

const addressColumns = (services: readonly ServiceExposure[]): number =>
  services.flatMap(declaredWays).map((way) => columnsOf(addressOf(way))).filter((columns) => columns <= ADDRESS)
    .reduce((widest, columns) => Math.max(widest, columns), 0);

const wideHeader = ["NAME", "TYPE", "CLUSTER-IP", "PORT(S)", "READY", "REACH", "WORKS", "AGE", "WAYS IN"];

/** `http 80/TCP` is `80/TCP`, as in kubectl: columns hold one word. */
const withoutName = (port: string): string => port.slice(port.lastIndexOf(" ") + 1);

const wideLines = (services: readonly ServiceExposure[], view: ListView, style: Style): readonly string[] => {
  const header = [...(view.withNamespace ? ["NAMESPACE"] : []), ...wideHeader].map((one) => cell(one));
  const rows = services.map((service) => {
    const row = serviceRow(service, view);
    const nameAndType = view.withNamespace ? 3 : 2;
    return [
      ...row.slice(0, nameAndType),
      cell(plain(service.clusterIP ?? "<none>", NAME)),
      cell(plain(service.ports.map(withoutName).join(",") || "<none>", 300)),
      ...row.slice(nameAndType),
      cell(age(service.createdAt, view.takenAt)),
      cell(bestFirst(service.exposures).map((way) => wideWay(way, service)).join("; ") || "-"),
    ];
  });
  return table(view.headers ? [header, ...rows] : rows, style);
};

const wideWay = (way: Exposure, service: ServiceExposure): string =>
  `${way.urls.map((url) => plain(url, 300)).join(",") || "(no address)"} ${storyOf(way, service)} ${way.verdict}, ${way.reach}`;

const below = (result: ListResult, view: ListView, style: Style): readonly string[] => {
  const notes = view.wide ? result.notes : result.notes.filter((note) => note.severity !== "info");
  return [
    ...notesBelow(notes, view.wide ? notes.length : NOTES, style, view.locate),
    ...hint(result, view, style),
    ...gapLines(result.gaps, style, view.wide),
    ...(view.wide ? assumptionLines(result.assumptions, style) : []),
  ];
};

/** A command to go on with, for the first Service that does not work. */
const hint = ({ services, notes }: ListResult, { source }: ListView, style: Style): readonly string[] => {
  const broken = services.find((one) => one.verdict === "no") ?? services.find((one) => one.verdict === "unknown");
  if (broken === undefined || notes.length === 0) return [];
  const command = plain(`kubectl traffic explain service/${broken.name} -n ${broken.namespace}${source}`);
  return ["", "The path to a Service, and what to do:", `  ${paint(style, "cyan", command)}`];
};
