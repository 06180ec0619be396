import type { Style } from "../render/text/terminal.ts";
import type { Streams } from "./streams.ts";

type Environment = Streams["env"];

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** NO_COLOR and FORCE_COLOR outrank the terminal (no-color.org, force-color.org). */
const hasColor = ({ stdout, env }: Streams): boolean => {
  if (isSet(env["NO_COLOR"])) return false;
  const forced = env["FORCE_COLOR"];
  if (isSet(forced)) return forced !== "0" && forced !== "false";
  return stdout.isTTY === true && env["TERM"] !== "dumb";
};

/** The locale decides as POSIX orders its variables; without any, Windows Terminal is known to show Unicode. */
const hasUnicode = (env: Environment): boolean => {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(isSet);
  return locale === undefined ? isSet(env["WT_SESSION"]) : /utf-?8/i.test(locale);
};

const NARROWEST = 40;
const DEFAULT_WIDTH = 80;

/** COLUMNS is what someone wants who is not at a terminal, or not content with it. */
const widthOf = ({ stdout, env }: Streams): number => {
  const wanted = Number(env["COLUMNS"]);
  if (Number.isInteger(wanted) && wanted > 0) return Math.max(NARROWEST, wanted);
  return Math.max(NARROWEST, stdout.isTTY === true ? (stdout.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH);
};

export const styleOf = (streams: Streams): Style =>
  ({ color: hasColor(streams), unicode: hasUnicode(streams.env), width: widthOf(streams) });
