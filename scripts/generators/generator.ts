/** A whole file as it should be. For a part of a page, read the page and give it back with that part replaced. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Generator {
  /** What the page is made from, as a person says it: "the operations' needs". */
  readonly name: string;
  readonly pages: (root: string) => readonly Page[] | Promise<readonly Page[]>;
}
