import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLine } from "../../../src/cli/progress.ts";

const stderr = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, stream: { isTTY, columns: 40, write: (text: string) => written.push(text) } };
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("nothing is said in the first second, nor when nobody watches", () => {
  const [watched, unwatched] = [stderr(true), stderr(false)];
  const lines = [progressLine({ stderr: watched.stream }), progressLine({ stderr: unwatched.stream })];
  for (const line of lines) line.report("services 10");
  vi.advanceTimersByTime(900);
  expect(watched.written).toEqual([]);
  vi.advanceTimersByTime(5000);
  for (const line of lines) line.end();
  expect(watched.written.length).toBeGreaterThan(0);
  expect(unwatched.written).toEqual([]);
});

test("one line, rewritten, as wide as the terminal, and taken away at the end", () => {
  const { written, stream } = stderr(true);
  const line = progressLine({ stderr: stream });
  line.report("services 10");
  vi.advanceTimersByTime(1000);
  line.report(`ingresses ${"9".repeat(100)}\n\u001b[2J`);
  vi.advanceTimersByTime(300);
  line.end();
  expect(written[0]).toBe("\r\u001b[KReading services 10");
  expect(written).toHaveLength(3);
  expect(written.join("")).not.toContain("\n");
  expect(written[1]?.replace("\r\u001b[K", "").length).toBeLessThanOrEqual(39);
  expect(written.at(-1)).toBe("\r\u001b[K");
  vi.advanceTimersByTime(5000);
  expect(written).toHaveLength(3);
});
