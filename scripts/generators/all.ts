import { codes } from "./codes.ts";
import type { Generator } from "./generator.ts";
import { permissions } from "./permissions.ts";
import { readme } from "./readme.ts";
import { schemas } from "./schemas.ts";
import { skill } from "./skill.ts";

/** Every generator of pages that are kept in the repository. A new one is a file beside this one and a line here. */
export const generators: readonly Generator[] = [codes, permissions, readme, schemas, skill];
