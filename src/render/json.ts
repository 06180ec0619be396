/** Characters that a terminal would act upon and JSON may hold as they are. */
const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/** The value and nothing else. Escaped so that it reads the same and is safe to look at. */
export const renderJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2).replace(unsafe, escaped)}\n`;
