/** A problem of the source that its user can fix. Adapters print it and exit with 2. */
export class LoadError extends Error {
  /** Stable, for machines: `NoSuchContext`, `FileNotFound`. */
  readonly code: string;
  /** What to do next. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "LoadError";
    this.code = code;
    this.hint = hint;
  }
}
