/** One line on the terminal that says how far loading is, from the second second on. */
import { columnsOf, plain } from "../render/text/terminal.ts";
import type { Streams } from "./streams.ts";

const DELAY = 1000;
const INTERVAL = 100;

export interface ProgressLine {
  readonly report: (message: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const silent: ProgressLine = { report: () => {}, end: () => {} };

export const progressLine = ({ stderr }: Pick<Streams, "stderr">): ProgressLine => {
  if (stderr.isTTY !== true) return silent;
  let message = "";
  let shown = "";
  const draw = (): void => {
    if (message === shown) return;
    shown = message;
    stderr.write(`\r\u001b[K${fitting(message, (stderr.columns ?? 80) - 1)}`);
  };
  let timer: NodeJS.Timeout = setTimeout(() => {
    draw();
    timer = setInterval(draw, INTERVAL).unref();
  }, DELAY).unref();
  return {
    report: (text) => { message = `Reading ${plain(text)}`; },
    end: () => {
      clearTimeout(timer);
      clearInterval(timer);
      if (shown !== "") stderr.write("\r\u001b[K");
    },
  };
};

const fitting = (text: string, columns: number): string => (columnsOf(text) <= columns ? text : `${text.slice(0, Math.max(0, columns - 3))}...`);
