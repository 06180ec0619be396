/** One question to the API server, repeated as it asks for, answered in the few ways that matter to a load. */
import { setTimeout as sleep } from "node:timers/promises";
import type { GapReason } from "../../core/snapshot/snapshot.ts";
import { LoadError } from "../error.ts";
import type { Answer, Channel } from "./channel.ts";
import { connectionProblem, isBroken, notAnApiServer, unauthorized } from "./problems.ts";
import type { Target } from "./target.ts";

export interface Failure {
  readonly reason: GapReason;
  /** The server's words, or why there were none. */
  readonly message: string;
  /** What it means should every other question fail like this. */
  readonly fatal?: LoadError;
}

export type Reply =
  | { readonly state: "ok"; readonly body: unknown }
  /** The object is not there; the kind is. */
  | { readonly state: "missing" }
  /** The path is not served: no such kind, or not in this version. */
  | { readonly state: "notServed"; readonly message: string }
  /** 410: the continue token is too old. */
  | { readonly state: "expired"; readonly message: string }
  | { readonly state: "failed"; readonly failure: Failure };

export type Ask = (path: string) => Promise<Reply>;

const ATTEMPTS = 4;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

export const asker = (channel: Channel, target: Target, signal?: AbortSignal): Ask => async (path) => {
  try {
    return replyOf(await persistently(channel, path, signal), target);
  } catch (error) {
    signal?.throwIfAborted();
    const fatal = connectionProblem(error, target);
    return { state: "failed", failure: { reason: "Unreachable", message: fatal.message, fatal } };
  }
};

/** 429 and 5xx are repeated after the wait that the server names or a growing one; a broken connection once, at once. */
const persistently = async (channel: Channel, path: string, signal?: AbortSignal): Promise<Answer> => {
  let wasBroken = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await channel.get(path, signal);
      if (attempt === ATTEMPTS || (answer.status !== 429 && answer.status < 500)) return answer;
      await sleep(waitAfter(answer, attempt), undefined, signal ? { signal } : {});
    } catch (error) {
      if (wasBroken || !isBroken(error)) throw error;
      wasBroken = true;
    }
  }
};

const waitAfter = (answer: Answer, attempt: number): number => {
  const wanted = answer.headers["retry-after"];
  const named = wanted === undefined ? Number.NaN : /^\d+$/.test(wanted) ? Number(wanted) * 1000 : Date.parse(wanted) - Date.now();
  // Spread out, so that what was refused together does not come back together.
  const growing = FIRST_WAIT * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  return Math.min(Math.max(Number.isNaN(named) ? growing : named, 0), LONGEST_WAIT);
};

const replyOf = (answer: Answer, target: Target): Reply => {
  const body = parseJson(answer.body);
  if (answer.status === 200) {
    return typeof body === "object" && body !== null ? { state: "ok", body } : notJson(answer, target);
  }
  const status = statusOf(body);
  const message = status.message ?? `the server answered ${answer.status}`;
  switch (answer.status) {
    case 401: return failed("Forbidden", message, unauthorized(target, message));
    case 403: return failed("Forbidden", message);
    case 404: return status.names ? { state: "missing" } : { state: "notServed", message };
    case 410: return { state: "expired", message };
    default: return failed("Unreachable", message, notAnApiServer(target, message));
  }
};

const failed = (reason: GapReason, message: string, fatal?: LoadError): Reply => ({
  state: "failed", failure: { reason, message, ...(fatal ? { fatal } : {}) },
});

const notJson = (answer: Answer, target: Target): Reply => {
  const message = `the answer is ${answer.headers["content-type"] ?? "of no named type"} and not a JSON object`;
  return failed("Unreadable", message, notAnApiServer(target, message));
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

const LONGEST_MESSAGE = 500;

/** A `Status` of the API: what it says, and whether it is about an object by name. */
const statusOf = (body: unknown): { readonly message?: string; readonly names: boolean } => {
  if (typeof body !== "object" || body === null) return { names: false };
  const { message, details } = body as { message?: unknown; details?: { name?: unknown } | null };
  return {
    ...(typeof message === "string" && message !== "" ? { message: message.slice(0, LONGEST_MESSAGE) } : {}),
    names: typeof details?.name === "string" && details.name !== "",
  };
};
