/**
 * Shapes say which fields of an object are read and of which type they are. Reading an object through its
 * shape copies exactly those fields, so that everything after it is typed, small and free of surprises; a field
 * of a wrong type is left out and reported with its path, the rest of the object stays in use.
 */

/** One field that was left out: `path` as kubectl users write it, `expected` and `got` in words. */
export interface Problem {
  path: string;
  readonly expected: string;
  readonly got: string;
}

/** Reads an unknown value: the value, or undefined when it is absent or (with a problem pushed) of a wrong type. */
export type Shape<T> = (value: unknown, problems: Problem[]) => T | undefined;

/** The type that a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

/** A shape whose value is there even when the field is not: the empty list, map or section. */
export type Always<T> = Shape<T> & { readonly always: true };

const always = <T>(shape: (value: unknown, problems: Problem[]) => T): Always<T> =>
  Object.assign(shape, { always: true } as const);

const EMPTY_LIST: readonly never[] = Object.freeze([]);
const EMPTY_DICT: Readonly<Record<string, never>> = Object.freeze({});

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "list" : typeof value === "object" ? "object" : typeof value;

const wrong = (expected: string, value: unknown, problems: Problem[]): undefined => {
  problems.push({ path: "", expected, got: kindOf(value) });
  return undefined;
};

const join = (key: string | number, rest: string): string => {
  const head = typeof key === "number" ? `[${key}]` : /^[\w-]+$/.test(key) ? key : `["${key}"]`;
  return rest === "" || rest.startsWith("[") ? head + rest : `${head}.${rest}`;
};

const prefix = (problems: Problem[], from: number, key: string | number): void => {
  for (let i = from; i < problems.length; i++) {
    const problem = problems[i];
    if (problem) problem.path = join(key, problem.path);
  }
};

const scalar =
  <T>(expected: string, is: (value: unknown) => value is T): Shape<T> =>
  (value, problems) =>
    value === undefined || value === null ? undefined : is(value) ? value : wrong(expected, value, problems);

export const string: Shape<string> = scalar("string", (v): v is string => typeof v === "string");
export const integer: Shape<number> = scalar("integer", (v): v is number => Number.isInteger(v));
export const boolean: Shape<boolean> = scalar("boolean", (v): v is boolean => typeof v === "boolean");
/** Kubernetes' IntOrString. */
export const intOrString: Shape<number | string> = scalar(
  "integer or string",
  (v): v is number | string => typeof v === "string" || Number.isInteger(v),
);
/** Any JSON value, kept as it is: for fields that are carried but never decided on. */
export const json: Shape<unknown> = (value) => value ?? undefined;

/** A list; absent reads as the empty list. An element of a wrong type is left out. */
export const list = <T>(item: Shape<T>): Always<readonly T[]> =>
  always((value, problems) => {
    if (value === undefined || value === null) return EMPTY_LIST;
    if (!Array.isArray(value)) return wrong("list", value, problems) ?? EMPTY_LIST;
    const out: T[] = [];
    for (let i = 0; i < value.length; i++) {
      const before = problems.length;
      const read = item(value[i], problems);
      if (problems.length > before) prefix(problems, before, i);
      if (read !== undefined) out.push(read);
    }
    return out;
  });

const NOTHING_LEFT_OUT: ReadonlySet<string> = new Set();

/** A map with values of one type; absent reads as the empty map. Keys in `leaveOut` are not read. */
export const dict = <T>(item: Shape<T>, leaveOut = NOTHING_LEFT_OUT): Always<Readonly<Record<string, T>>> =>
  always((value, problems) => {
    if (value === undefined || value === null) return EMPTY_DICT;
    if (typeof value !== "object" || Array.isArray(value)) return wrong("object", value, problems) ?? EMPTY_DICT;
    const out: Record<string, T> = {};
    for (const [key, element] of Object.entries(value)) {
      // A key that would reach the prototype is no label, annotation or data key that Kubernetes accepts.
      if (key === "__proto__" || leaveOut.has(key)) continue;
      const before = problems.length;
      const read = item(element, problems);
      if (problems.length > before) prefix(problems, before, key);
      if (read !== undefined) out[key] = read;
    }
    return out;
  });

type Fields = Readonly<Record<string, Shape<unknown>>>;
type ReadFields<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { always: true } ? K : never]: Read<F[K]>;
} & { readonly [K in keyof F as F[K] extends { always: true } ? never : K]?: Read<F[K]> };

/** An object with these fields; others are not read. Absent reads as undefined. */
export const object = <const F extends Fields>(fields: F): Shape<ReadFields<F>> => {
  const entries = Object.entries(fields);
  return (value, problems) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) return wrong("object", value, problems);
    const out: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const before = problems.length;
      const read = field((value as Record<string, unknown>)[key], problems);
      if (problems.length > before) prefix(problems, before, key);
      if (read !== undefined) out[key] = read;
    }
    return out as ReadFields<F>;
  };
};

/** An object that is always there, with all its lists and maps: `metadata`, `spec` and `status`. */
export const section = <const F extends Fields>(fields: F): Always<ReadFields<F>> => {
  const read = object(fields);
  const empty = Object.freeze(read({}, []));
  return always((value, problems) => read(value, problems) ?? (empty as ReadFields<F>));
};
